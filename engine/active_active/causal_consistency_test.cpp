// The causal option on whole clusters: what is documented of it (AA/causal-consistency.md), retold
// with sets, and that no schedule of faults breaks the order.

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

ClusterFixture cluster_with(bool causal, std::uint32_t datacenters = 3,
                            std::int64_t backlog = kMiB) {
  ParameterValues values = values_of(2, backlog);
  values["causal_consistency"] = {causal};
  return {active_active_engine(), datacenters, 1, values};
}

Reply members(std::vector<Bytes> names) {
  std::vector<Reply> replies;
  for (Bytes& name : names) replies.push_back(bulk_reply(std::move(name)));
  return {std::move(replies)};
}

TEST_CASE(
    "only with causal consistency a third member never shows an answer without its question") {
  for (const bool causal : {true, false}) {
    ClusterFixture cluster = cluster_with(causal);
    cluster.pause(kAp, kUs, true);
    cluster.ask(kAp, {"SADD", "talk", "1 question"});
    cluster.run_for(50ms);
    CHECK(cluster.ask(kEu, {"SADD", "talk", "2 answer"}) == integer_reply(1));
    cluster.run_for(50ms);
    CHECK(cluster.ask(kUs, {"SMEMBERS", "talk"}) ==
          (causal ? members({"1 question", "2 answer"}) : members({"2 answer"})));
    CHECK((cluster.marks["update_relayed"] > 0) == causal);
    // Without it the end is the same.
    cluster.pause(kAp, kUs, false);
    cluster.run_for(50ms);
    CHECK(cluster.ask(kUs, {"SMEMBERS", "talk"}) == members({"1 question", "2 answer"}));
    CHECK(cluster.converged());
  }
}

TEST_CASE("only with causal consistency a removal never comes before its addition") {
  for (const bool causal : {true, false}) {
    ClusterFixture cluster = cluster_with(causal);
    cluster.pause(kAp, kUs, true);
    cluster.ask(kAp, {"SADD", "cart", "milk"});
    cluster.run_for(50ms);
    CHECK(cluster.ask(kEu, {"SREM", "cart", "milk"}) == integer_reply(1));
    cluster.run_for(50ms);
    cluster.pause(kAp, kUs, false);
    cluster.run_for(50ms);
    CHECK((cluster.marks["removal_waited_for_its_addition"] == 0) == causal);
    CHECK(cluster.ask(kUs, {"SMEMBERS", "cart"}) == members({}));
    CHECK(cluster.converged());
  }
}

TEST_CASE("with causal consistency a cut between two members is bridged by the third") {
  for (const bool causal : {true, false}) {
    ClusterFixture cluster = cluster_with(causal);
    cluster.cut(kAp, kUs);
    cluster.ask(kAp, {"SADD", "cart", "milk"});
    cluster.run_for(50ms);
    CHECK(cluster.ask(kUs, {"SISMEMBER", "cart", "milk"}) == integer_reply(causal ? 1 : 0));
    cluster.heal();
    cluster.run_for(5s);
    CHECK(cluster.converged());
  }
}

TEST_CASE("relays multiply what is sent between members by about their number less one") {
  // N - 1 direct ways and (N - 1)(N - 2) relays of each update, against N - 1 without.
  for (const std::uint32_t count : {3U, 5U}) {
    std::uint64_t bytes[2];
    for (const bool causal : {true, false}) {
      ClusterFixture cluster = cluster_with(causal, count);
      const std::uint64_t before = cluster.wire_bytes;
      for (int i = 0; i < 40; ++i) {
        const auto at = static_cast<std::uint32_t>(i) % count;
        cluster.ask(at, {"SADD", "key:" + std::to_string(i), std::string(100, 'x')});
        cluster.run_for(10ms);
      }
      CHECK(cluster.converged());
      CHECK(cluster.marks["update_relayed"] ==
            (causal ? static_cast<int>(40 * (count - 1) * (count - 2)) : 0));
      bytes[causal ? 1 : 0] = cluster.wire_bytes - before;
    }
    INFO(count << " members: " << bytes[1] << " against " << bytes[0] << " bytes");
    CHECK(bytes[1] * 10 > bytes[0] * (count - 1) * 9);
    CHECK(bytes[1] * 10 < bytes[0] * (count - 1) * 11);
  }
}

TEST_CASE("a shard that restarts is pulled from by partial sync") {
  for (const bool causal : {true, false}) {
    ClusterFixture cluster = cluster_with(causal);
    for (int i = 0; i < 20; ++i) cluster.ask(kEu, {"SADD", "cart", std::to_string(i)});
    cluster.run_for(2s);  // synced
    cluster.cut(kEu, kUs);
    cluster.cut(kAp, kUs);
    for (int i = 20; i < 40; ++i) cluster.ask(kEu, {"SADD", "cart", std::to_string(i)});
    cluster.run_for(2s);
    const ProcessId home = cluster.home(kEu, "cart");
    cluster.crash(home);
    cluster.restart(home);
    cluster.heal();
    cluster.run_for(5s);
    CHECK(cluster.converged());
    CHECK(cluster.ask(kUs, {"SCARD", "cart"}) == integer_reply(40));
    CHECK(cluster.marks["full_sync_merged"] == 0);
    CHECK(cluster.snapshots_taken.empty());
  }
}

// What each shard holds by what it says, and what the home of each effect held of its key then.
class CausalOrder {
 public:
  void observe(ProcessId at, const Observation& what) {
    if (const auto* applied = std::get_if<observation::Applied>(&what)) {
      const Effect effect{applied->effect, applied->key};
      if (applied->how == observation::How::kLocal) {
        if (!applied->change) return;  // nothing that travels
        seen_[effect] = of_key(at, applied->key);
      }
      hold(at, effect);
    } else if (const auto* taken = std::get_if<observation::SnapshotTaken>(&what)) {
      for (const Effect& effect : held_[at])
        if (slot_of(effect.second) == taken->slot) snapshots_[taken->snapshot].insert(effect);
    } else if (const auto* adopted = std::get_if<observation::SnapshotAdopted>(&what)) {
      const std::set<Effect>& brought = snapshots_[adopted->snapshot];
      held_[at].insert(brought.begin(), brought.end());
      for (const Effect& effect : brought) hold(at, effect);
    }
  }
  void crashed(ProcessId process) { held_[process].clear(); }
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  using Effect = std::pair<EffectRef, Bytes>;
  [[nodiscard]] std::set<Effect> of_key(ProcessId at, const Bytes& key) {
    std::set<Effect> found;
    for (const Effect& effect : held_[at])
      if (effect.second == key) found.insert(effect);
    return found;
  }
  void hold(ProcessId at, const Effect& effect) {
    std::set<Effect>& held = held_[at];
    for (const Effect& earlier : seen_[effect]) broken_ = broken_ || !held.contains(earlier);
    held.insert(effect);
  }

  std::map<Effect, std::set<Effect>> seen_;
  std::map<ProcessId, std::set<Effect>> held_;
  std::map<SnapshotId, std::set<Effect>> snapshots_;
  bool broken_ = false;
};

// Commands everywhere, paused streams, cuts, crashes with any part of what was not synced, lost
// disks, syncers that restart, small and large backlogs.
void run_random_schedule(CausalOrder& order, bool causal) {
  ClusterFixture cluster =
      cluster_with(causal, 3, *rc::gen::element<std::int64_t>(300, 2000, kMiB));
  cluster.listener = [&](ProcessId at, const Observation& what) { order.observe(at, what); };
  const std::vector<Bytes> keys{"{k}:a", "{k}:b", "c"};
  const int steps = *rc::gen::inRange(1, 80);
  for (int step = 0; step < steps; ++step) {
    const auto dc = *rc::gen::inRange<std::uint32_t>(0, 3);
    const auto to = (dc + *rc::gen::inRange<std::uint32_t>(1, 3)) % 3;
    const Bytes key = *rc::gen::elementOf(keys);
    const int what = *rc::gen::inRange(0, 18);
    if (what < 10) {
      const Bytes member(std::to_string(step % 4));
      cluster.ask(dc,
                  *rc::gen::elementOf(std::vector<Arguments>{
                      {"SADD", key, member}, {"SREM", key, member}, {"DEL", key}}),
                  3ms);
    } else if (what == 10) {
      cluster.pause(dc, to, *rc::gen::arbitrary<bool>());
    } else if (what == 11) {
      cluster.cut(dc, to);
    } else if (what == 12) {
      cluster.heal();
    } else if (what < 15) {
      const ProcessId victim = cluster.home(dc, key);
      const bool whole_disk = *rc::gen::inRange(0, 3) == 0;
      if (whole_disk)
        cluster.lose_disk(victim);
      else
        cluster.crash(victim, *rc::gen::inRange<std::size_t>(0, 5));
      order.crashed(victim);
      cluster.run_for(std::chrono::milliseconds(*rc::gen::inRange(0, 5)));
      cluster.restart(victim);
    } else if (what == 15) {
      const ProcessId syncer = cluster.with_role(dc, "syncer").front();
      cluster.crash(syncer);
      cluster.restart(syncer);
    } else {
      cluster.run_for(std::chrono::milliseconds(*rc::gen::element(1, 2, 5, 30, 400, 1500)));
    }
  }
  for (const std::uint32_t from : {kAp, kEu, kUs})
    for (const std::uint32_t to : {kAp, kEu, kUs})
      if (from != to) cluster.pause(from, to, false);
  cluster.heal();
  cluster.run_for(10s);
  RC_ASSERT(cluster.converged());
  RC_ASSERT_FALSE(cluster.dot_reused);
}

TEST_CASE("with causal consistency no schedule of faults breaks the order of a key") {
  CHECK(rc::check([] {
    CausalOrder order;
    run_random_schedule(order, true);
    RC_ASSERT_FALSE(order.broken());
  }));
}

TEST_CASE("without causal consistency some schedule breaks the order of a key") {
  bool broken = false;
  rc::check([&] {
    CausalOrder order;
    run_random_schedule(order, false);
    broken = broken || order.broken();
  });
  CHECK(broken);
}

}  // namespace
}  // namespace faultline::engine::active_active
