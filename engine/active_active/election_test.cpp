#include "engine/active_active/election.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

// Managers that only elect: their datagrams are late, lost and doubled, they pause and restart.
class Managers {
 public:
  Managers(std::uint32_t count, std::uint64_t seed) : random_(seed) {
    for (std::uint32_t i = 0; i < count; ++i) ids_.push_back(ProcessId(i));
    nodes_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) start(i);
  }
  // One more joins, with an empty disk.
  void add() {
    ids_.push_back(ProcessId(static_cast<std::uint32_t>(ids_.size())));
    nodes_.emplace_back();
    const auto added = static_cast<std::uint32_t>(nodes_.size() - 1);
    start(added);
    with_outputs(added,
                 [&](Outputs& outputs) { nodes_[added].election->join(1, context(), outputs); });
    tell_managers();
  }
  // From now on these are the managers; `back` was away until now.
  void set(const std::vector<std::uint32_t>& managers, std::optional<std::uint32_t> back = {}) {
    ids_.clear();
    for (const std::uint32_t manager : managers) ids_.push_back(ProcessId(manager));
    if (back)
      with_outputs(*back,
                   [&](Outputs& outputs) { nodes_[*back].election->join(1, context(), outputs); });
    tell_managers();
  }
  // The last ones leave for good, all at once.
  void leave_only(std::uint32_t count) {
    for (std::uint32_t i = count; i < nodes_.size(); ++i)
      nodes_[i].paused_until = MonotonicTime::max();
    ids_.resize(count);
    tell_managers();
  }
  void tell_managers() {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      with_outputs(
          i, [&](Outputs& outputs) { nodes_[i].election->set_managers(ids_, context(), outputs); });
  }

  // `troubled`: a share of datagrams in 100 that are lost, and as many that are late.
  void run_for(Duration time, std::uint64_t troubled) {
    troubled_ = troubled;
    for (const MonotonicTime end = now_ + time; now_ < end; now_ += kStep) {
      for (auto due = under_way_.begin(); due != under_way_.end() && due->first <= now_;
           due = under_way_.erase(due))
        arrive(due->second);
      for (std::uint32_t i = 0; i < nodes_.size(); ++i)
        if (nodes_[i].patience_ends <= now_ && runs(i)) {
          nodes_[i].patience_ends = MonotonicTime::max();
          with_outputs(
              i, [&](Outputs& outputs) { nodes_[i].election->patience_ends(context(), outputs); });
        }
      for (std::uint32_t i = 0; i < nodes_.size(); ++i)
        if (now_ >= nodes_[i].next_tick) {
          nodes_[i].next_tick = now_ + kHeartbeatEvery;
          if (runs(i))
            with_outputs(i,
                         [&](Outputs& outputs) { nodes_[i].election->tick(context(), outputs); });
        }
      if (leaders() > 1) two_leaders = true;
      note_settled();
    }
  }
  [[nodiscard]] std::size_t leaders() const {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
      if (runs(i) && nodes_[i].election->leads(now_)) ++count;
    return count;
  }
  // The first one is told, as all are, that it belongs no more.
  void drop_first() {
    ids_.erase(ids_.begin());
    tell_managers();
  }
  [[nodiscard]] bool leads(std::uint32_t node) const { return nodes_[node].election->leads(now_); }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  void pause(std::uint32_t node, Duration time) { nodes_[node].paused_until = now_ + time; }
  // One of them pauses or restarts, now and then.
  void be_troubled(Prng& random) {
    const auto node = static_cast<std::uint32_t>(random.below(nodes_.size()));
    if (random.below(6) == 0) pause(node, Duration(random.below(8'000'000'000)));
    if (random.below(10) == 0) restart(node, false);
  }
  void restart(std::uint32_t node, bool disk_lost) {
    if (disk_lost) nodes_[node].disk = Bytes();
    start(node);
  }
  // The leader grants something under the next epoch; false: there is no settled leader.
  bool change() {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      Election& election = *nodes_[i].election;
      if (!runs(i) || !election.leads(now_) || !election.settled()) continue;
      Roles roles = election.agreed()->roles;
      ++roles.last_epoch;
      roles.syncer = ProcessId(++grants_);
      with_outputs(i, [&](Outputs& outputs) { election.propose(roles, context(), outputs); });
      return true;
    }
    return false;
  }
  bool two_leaders = false;
  bool epoch_twice = false;

 private:
  static constexpr Duration kStep = 10ms;
  struct Node {
    std::unique_ptr<Election> election;
    Bytes disk;
    bool ran = false;
    MonotonicTime next_tick{};
    MonotonicTime patience_ends = MonotonicTime::max();
    MonotonicTime paused_until{};
    std::vector<std::pair<ProcessId, Bytes>> inbox;
  };
  struct UnderWay {
    ProcessId from;
    ProcessId to;
    Bytes bytes;
  };
  // What is settled under one epoch is one grant.
  void note_settled() {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const Election& election = *nodes_[i].election;
      const AgreedRoles* agreed = election.agreed();
      if (!runs(i) || !election.leads(now_) || agreed == nullptr) continue;
      const Roles& roles = agreed->roles;
      if (settled_.try_emplace(roles.last_epoch, roles.syncer).first->second != roles.syncer)
        epoch_twice = true;
    }
  }
  [[nodiscard]] bool runs(std::uint32_t node) const { return nodes_[node].paused_until <= now_; }
  [[nodiscard]] StepContext context() { return {WallTime{}, now_, random_}; }
  void start(std::uint32_t i) {
    Node& node = nodes_[i];
    node.election = std::make_unique<Election>(ProcessId(i), ids_, Roles{});
    node.inbox.clear();
    const input::Started started{node.disk, {}, !std::exchange(node.ran, true)};
    with_outputs(i, [&](Outputs& outputs) { node.election->start(started, context(), outputs); });
  }
  template <class Step>
  void with_outputs(std::uint32_t node, const Step& step) {
    Outputs outputs;
    step(outputs);
    for (const Output& output : outputs.list()) {
      if (const auto* timer = std::get_if<output::SetTimer>(&output))
        nodes_[node].patience_ends = now_ + timer->after;
      if (const auto* replace = std::get_if<output::Replace>(&output))
        nodes_[node].disk = replace->snapshot;
      if (const auto* sent = std::get_if<output::SendDatagram>(&output))
        send({ProcessId(node), sent->to, sent->bytes});
    }
  }
  void send(const UnderWay& datagram) {
    if (random_.below(100) < troubled_) return;
    const bool late = random_.below(100) < troubled_;
    under_way_.emplace(now_ + (late ? Duration(random_.below(3'000'000'000)) : 10ms), datagram);
    if (random_.below(100) < troubled_) under_way_.emplace(now_ + 20ms, datagram);
  }
  void arrive(const UnderWay& datagram) {
    const std::uint32_t to = datagram.to.value();
    if (!runs(to)) {
      under_way_.emplace(nodes_[to].paused_until, datagram);
      return;
    }
    with_outputs(to, [&](Outputs& outputs) {
      Election& election = *nodes_[to].election;
      std::visit(Overloaded{[&](const Accepted& m) { election.receive(datagram.from, m); },
                            [](const Heartbeat&) {},
                            [&](const Resigned& m) { election.receive(m, context(), outputs); },
                            [&](const auto& m) {
                              election.receive(datagram.from, m, context(), outputs);
                            }},
                 *decode<ToManager>(datagram.bytes));
    });
  }

  Prng random_;
  std::vector<ProcessId> ids_;
  std::vector<Node> nodes_;
  std::multimap<MonotonicTime, UnderWay> under_way_;
  std::map<Epoch, ProcessId> settled_;
  std::uint32_t grants_ = 0;
  MonotonicTime now_{};
  std::uint64_t troubled_ = 0;
};

// In all that time, and once there has been quiet for so long.
void check_settled_rightly(Managers& managers, Duration quiet) {
  managers.run_for(quiet, 0);
  RC_ASSERT(!managers.two_leaders);
  RC_ASSERT(!managers.epoch_twice);
  RC_ASSERT(managers.leaders() == 1);
}

TEST_CASE("the first manager leads at once and the others follow it") {
  Managers managers(3, 1);
  managers.run_for(100ms, 0);
  CHECK(managers.leaders() == 1);
  CHECK(managers.change());
  managers.run_for(60s, 0);
  CHECK(managers.leaders() == 1);
  CHECK_FALSE(managers.two_leaders);
}

TEST_CASE("a manager alone leads for ever") {
  Managers managers(1, 1);
  managers.run_for(30s, 0);
  CHECK(managers.leaders() == 1);
}

TEST_CASE("another manager leads when the leader is silent") {
  Managers managers(3, 1);
  managers.run_for(1s, 0);
  managers.pause(0, 20s);
  managers.run_for(8s, 0);
  CHECK(managers.leaders() == 1);
  managers.run_for(20s, 0);
  CHECK(managers.leaders() == 1);
  CHECK_FALSE(managers.two_leaders);
}

TEST_CASE("two managers never lead at once and no epoch is settled twice") {
  CHECK(rc::check([](std::uint64_t seed) {
    const auto count = static_cast<std::uint32_t>(*rc::gen::inRange(2, 6));
    Managers managers(count, seed);
    Prng random(seed);
    for (int i = 0; i < 60; ++i) {
      managers.be_troubled(random);
      managers.change();
      managers.run_for(Duration(random.below(2'000'000'000)), 15);
    }
    check_settled_rightly(managers, 30s);
  }));
}

TEST_CASE("managers that are added begin nothing anew, whether the old ones live or not") {
  CHECK(rc::check([](std::uint64_t seed) {
    Managers managers(1, seed);
    Prng random(seed);
    for (int i = 0; i < 30; ++i) {
      managers.change();
      if (managers.size() < 4 && random.below(4) == 0) managers.add();
      managers.be_troubled(random);
      managers.run_for(Duration(random.below(2'000'000'000)), 15);
    }
    check_settled_rightly(managers, 60s);
  }));
}

TEST_CASE("managers that are left when most have gone give out no epoch again") {
  CHECK(rc::check([](std::uint64_t seed) {
    const auto count = static_cast<std::uint32_t>(*rc::gen::inRange(2, 6));
    Managers managers(count, seed);
    managers.tell_managers();
    Prng random(seed);
    for (int i = 0; i < 20; ++i) {
      managers.change();
      const auto node = static_cast<std::uint32_t>(random.below(count));
      if (random.below(3) == 0) managers.pause(node, Duration(random.below(3'000'000'000)));
      managers.run_for(Duration(random.below(1'000'000'000)), 10);
    }
    managers.leave_only(1 + static_cast<std::uint32_t>(random.below(count)));
    for (int i = 0; i < 20; ++i) {
      managers.run_for(2s, 0);
      managers.change();
    }
    check_settled_rightly(managers, 1s);
  }));
}

TEST_CASE("a leader that is taken away is followed at once by another") {
  Managers managers(3, 1);
  managers.run_for(1s, 0);
  REQUIRE(managers.leads(0));
  managers.drop_first();
  managers.run_for(1200ms, 0);
  CHECK(managers.leaders() == 1);
}

TEST_CASE("a manager that comes back and is left alone at once does not go by what it knew") {
  Managers managers(3, 1);
  managers.tell_managers();
  managers.run_for(1s, 0);
  managers.change();
  managers.run_for(1s, 0);
  managers.set({0, 1});
  for (int i = 0; i < 3; ++i) {
    managers.change();
    managers.run_for(1s, 0);
  }
  managers.set({1});
  managers.set({1, 2}, 2);
  managers.set({2});
  for (int i = 0; i < 20; ++i) {
    managers.change();
    managers.run_for(2s, 0);
  }
  CHECK(managers.leaders() == 1);
  CHECK_FALSE(managers.epoch_twice);
}

TEST_CASE("a manager that lost its disk is told the roles before it votes") {
  Managers managers(3, 7);
  managers.run_for(1s, 0);
  managers.change();
  managers.run_for(1s, 0);
  managers.restart(1, true);
  managers.restart(0, false);
  managers.run_for(20s, 0);
  CHECK(managers.leaders() == 1);
  CHECK_FALSE(managers.two_leaders);
}

}  // namespace
}  // namespace faultline::engine::active_active
