// The effects that are left open decide the same value as all of them do.

#include "sim/history/open_effects.h"

#include <rapidcheck.h>

#include <array>
#include <catch2/catch.hpp>

#include "sim/history/interpretation.h"

namespace faultline::sim {
namespace {

using engine::Change;
using engine::ProcessId;

constexpr std::uint32_t kReplicas = 3;

// Three replicas of one key; each receives the effects of each other in order, but not causally.
class Trio {
 public:
  explicit Trio(std::size_t operations) {
    deployment_.arbitration = engine::Arbitration::kConflictFree;
    deployment_.replicas_of = [](const engine::Bytes&, engine::Port) {
      return std::vector<ProcessId>{ProcessId(0), ProcessId(1), ProcessId(2)};
    };
    load_.clients.resize(1);
    // Any command with one unit: the changes are given beside it.
    for (std::size_t i = 0; i < operations; ++i)
      load_.arrivals.push_back({engine::Instant(), 0, {"SET", "k", "v"}});
    history_ = std::make_unique<History>(
        load_, deployment_,
        Places{std::vector<ProcessPlace>(kReplicas, {"", engine::DatacenterId(0), {}}), {}, {""}});
    for (std::uint32_t i = 0; i < operations; ++i)
      history_->invoked(i, load_.arrivals[i].command, {});
  }

  void run(std::uint32_t at, const Change& change, std::int64_t stamp) {
    const engine::OperationId operation(++operations_);
    observe(at, engine::observation::Executed{operation, engine::nil_reply(), {}});
    apply(at, operation, change, stamp);
    streams_[at].push_back(operation);
    ++delivered_[at][at];
  }
  // The next effect of one replica that the other has not got.
  void deliver(std::uint32_t from, std::uint32_t to) {
    if (delivered_[to][from] < streams_[from].size())
      apply(to, streams_[from][delivered_[to][from]++], {}, 0);
  }
  void deliver_all() {
    for (std::uint32_t from = 0; from < kReplicas; ++from)
      for (std::uint32_t to = 0; to < kReplicas; ++to)
        while (delivered_[to][from] < streams_[from].size()) deliver(from, to);
  }
  // It gets everything again, its own as well.
  void crash(std::uint32_t at) {
    history_->crashed(ProcessId(at), engine::Instant());
    delivered_[at] = {};
  }
  [[nodiscard]] const History& history() const { return *history_; }

 private:
  void apply(std::uint32_t at, engine::OperationId operation, std::optional<Change> change,
             std::int64_t stamp) {
    engine::observation::Applied applied;
    applied.effect = {{operation}, 0};
    applied.key = "k";
    applied.change = std::move(change);
    applied.stamp = engine::WallTime(engine::Duration(stamp));
    applied.member = engine::MemberId(at + 1);
    observe(at, applied);
  }
  void observe(std::uint32_t at, const engine::Observation& what) {
    history_->observed({ProcessId(at), engine::Instant(), engine::WallTime(), {}}, what);
  }

  Load load_;
  engine::Deployment deployment_;
  std::unique_ptr<History> history_;
  std::uint64_t operations_ = 0;
  std::array<std::vector<engine::OperationId>, kReplicas> streams_;
  std::array<std::array<std::size_t, kReplicas>, kReplicas> delivered_{};  // [to][from]
};

class SeenOf final : public engine::SeenRelation {
 public:
  SeenOf(const History& history, const std::vector<EffectIndex>& effects)
      : history_(history), effects_(effects) {}
  [[nodiscard]] bool seen(std::size_t u, std::size_t v) const override {
    return history_.seen(effects_[u], effects_[v]);
  }

 private:
  const History& history_;
  const std::vector<EffectIndex>& effects_;
};

std::optional<engine::PlainKey> value_of(const History& history, LocalReplica replica,
                                         OpenEffects& open) {
  std::vector<EffectIndex> held;
  std::vector<engine::SpecifiedEffect> effects;
  for (const EffectIndex index : open.up_to_date()) {
    const EffectEntry& effect = history.effects()[index];
    if (!effect.holdings[replica].held()) continue;
    held.push_back(index);
    effects.push_back({&open.change(index), effect.stamp, effect.member, effect.executed_at});
  }
  return engine::specify(effects, SeenOf(history, held)).key;
}

Change change_of(std::uint8_t choice) {
  const engine::Bytes member = choice % 2 == 0 ? "x" : "y";
  const auto deadline = engine::WallTime(engine::Duration(choice));
  switch (choice / 2 % 14) {
    case 0:
    case 1:
      return engine::set::Add{member};
    case 2:
      return engine::set::Remove{{member}, choice % 3 == 0};
    case 3:
      return engine::string::Write{std::to_string(choice), {}};
    case 4:
      return engine::string::Increment{choice - 100};
    case 5:
      return engine::set::Assign{{"x", "y"}, {}};
    case 6:
      return engine::Expire{choice % 4 < 2 ? std::optional(deadline) : std::nullopt};
    case 7:
      return engine::string::Write{"brief", deadline};
    case 8:
      return engine::sorted_set::Put{member, choice / 8.0};
    case 9:
      return engine::sorted_set::Increment{member, choice / 8.0};
    case 11:
      return engine::sorted_set::Remove{{member}};
    case 12:
      return engine::string::Increment{(choice - 100) / 10.0L};
    case 10:
      return engine::sorted_set::Assign{{{"x", 1.5}, {"y", 2.5}}, {}};
    default:
      return engine::Delete{};
  }
}

using Step = std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>;

void take(Trio& trio, const Step& step) {
  const auto [kind, choice, place] = step;
  const std::uint32_t at = place % kReplicas;
  if (kind % 16 == 15)
    trio.crash(at);
  else if (kind % 16 > 5)
    trio.deliver(at, (at + 1 + choice % 2) % kReplicas);
  else
    trio.run(at, change_of(choice), place / 64);
}

}  // namespace

TEST_CASE("the open effects of a key decide what each replica shows") {
  const bool held = rc::check([](const std::vector<Step>& steps) {
    Trio trio(steps.size());
    OpenEffects open(trio.history(), 0, 1);
    for (const Step& step : steps) {
      take(trio, step);
      if (trio.history().keys().empty()) continue;
      const auto all = interpret_all(trio.history(), trio.history().keys()[0]);
      for (LocalReplica replica = 0; replica < kReplicas; ++replica)
        RC_ASSERT(value_of(trio.history(), replica, open) == all[replica].value);
    }
  });
  CHECK(held);
}

TEST_CASE("of many writes that have arrived everywhere one stays open") {
  Trio trio(1000);
  OpenEffects open(trio.history(), 0);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    trio.run(i % kReplicas, engine::string::Write{std::to_string(i), {}}, i);
    trio.deliver_all();
    CHECK(open.up_to_date().size() < 24);
  }
}

TEST_CASE("increments that have arrived everywhere are folded into one") {
  Trio trio(1000);
  OpenEffects open(trio.history(), 0);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    trio.run(i % kReplicas, engine::string::Increment{1}, i);
    trio.deliver_all();
    CHECK(open.up_to_date().size() < 24);
  }
  CHECK(value_of(trio.history(), 1, open) ==
        interpret_all(trio.history(), trio.history().keys()[0])[1].value);
}

TEST_CASE("a write stays open while it keeps an older one from showing") {
  // The second write saw the first; the third saw the second, but not the first, which has not
  // arrived there.
  Trio trio(3);
  OpenEffects open(trio.history(), 0, 1);
  trio.run(0, engine::string::Write{"first", {}}, 9);
  trio.deliver(0, 1);
  trio.run(1, engine::string::Write{"second", {}}, 1);
  trio.deliver(1, 2);
  trio.deliver(1, 0);
  trio.run(2, engine::string::Write{"third", {}}, 2);
  trio.deliver(2, 0);
  trio.deliver(2, 1);
  OpenEffects all(trio.history(), 0);
  const engine::PlainKey third = *value_of(trio.history(), 2, all);
  for (LocalReplica replica = 0; replica < kReplicas; ++replica)
    CHECK(value_of(trio.history(), replica, open) == third);
}

TEST_CASE("a replica that lost everything brings all effects of the key back into play") {
  Trio trio(3);
  OpenEffects open(trio.history(), 0, 1);
  trio.run(0, engine::string::Write{"first", {}}, 1);
  trio.deliver_all();
  trio.run(0, engine::string::Write{"second", {}}, 2);
  trio.deliver_all();
  CHECK(open.up_to_date() == std::vector<EffectIndex>{1});
  trio.crash(1);
  trio.deliver(0, 1);
  CHECK(open.up_to_date() == std::vector<EffectIndex>{0, 1});
}

}  // namespace faultline::sim
