#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::integer_reply;
using engine::set::Add;
namespace observation = engine::observation;

constexpr const char* kDelivery = "eventual_delivery";

// One addition, acknowledged; it may arrive at the other replica after the heal.
HandHistory one_addition_on_its_way(Arbitration arbitration, bool arrives) {
  HandHistory history(arbitration, {{"SADD", "s", "x"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.heal();
  if (arrives) history.arrive(1, 0, 1, "s", Add{"x"});
  return history;
}

TEST_CASE("what a core replica never gets is undelivered, and the finding says where and why") {
  for (const auto& [arbitration, cause] :
       {std::pair{Arbitration::kConflictFree, "not_delivered"},
        std::pair{Arbitration::kLastWriteWins, "not_delivered"},
        std::pair{Arbitration::kArrivalOrder, "dropped_on_the_way"}}) {
    const EngineResult result = one_addition_on_its_way(arbitration, false).conclude();
    CHECK(verdict_of(result, kDelivery) == Verdict::kFailed);
    CHECK(cause_found(result, kDelivery) == cause);
    CHECK(reason_of(result, kDelivery) ==
          std::string("1 of 1 effect not at every core replica, missing in 1 place: ") + cause);
    CHECK(story_found(result, kDelivery) ==
          "SADD s x ran at eu/replica at 0 s; us/replica lacks it to the end. It never came to "
          "us/replica.");
  }
}

TEST_CASE("what arrives after the heal is delivered, and the check says when") {
  const EngineResult result = one_addition_on_its_way(Arbitration::kConflictFree, true).conclude();
  CHECK(verdict_of(result, kDelivery) == Verdict::kHeld);
  CHECK(reason_of(result, kDelivery) ==
        "1 effect at every core replica, the last 1 ns after the heal");
}

TEST_CASE("what the processes wait for is the cause of what is not delivered") {
  for (const auto& [what, cause] :
       {std::pair{"pull from eu shard 0: paused", "replication_paused"},
        std::pair{"pull from eu shard 0: refused, next try in 400ms", "not_connected"},
        std::pair{"pull from eu shard 0: full sync of 12 slots", "full_sync_unfinished"},
        std::pair{"out of memory: 99 bytes of 80", "out_of_memory"},
        std::pair{"pull from ap shard 0: paused", "not_delivered"}}) {
    HandHistory history = one_addition_on_its_way(Arbitration::kConflictFree, false);
    history.observe(1, observation::Waiting{what});
    CHECK(cause_found(history.conclude(), kDelivery) == cause);
  }
}

TEST_CASE("what a replica had and lost after the heal is forgotten") {
  HandHistory history = one_addition_on_its_way(Arbitration::kArrivalOrder, true);
  history.crash(1);
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, kDelivery) == Verdict::kFailed);
  CHECK(cause_found(result, kDelivery) == "forgotten");
}

TEST_CASE("what nobody of the core held at the heal is excused and counted") {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.crash(0);
  history.run(2, 0, integer_reply(1), 20, {{"s", Add{"y"}}});
  history.arrive(2, 0, 1, "s");
  history.heal();
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, kDelivery) == Verdict::kHeld);
  CHECK(reason_of(result, kDelivery) ==
        "1 effect at every core replica, the last before the heal; 1 effect excused: no core "
        "replica held it at the heal");
}

TEST_CASE("what a core replica held at the heal must not be lost afterwards") {
  HandHistory history = one_addition_on_its_way(Arbitration::kConflictFree, false);
  history.crash(0);
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, kDelivery) == Verdict::kFailed);
}

TEST_CASE("what no client was told of, and whoever is not in the core, may lack it") {
  HandHistory unanswered = one_addition_on_its_way(Arbitration::kConflictFree, false);
  unanswered.fail(1, engine::output::Outcome::kIndeterminate);
  CHECK(verdict_of(unanswered.conclude(), kDelivery) == Verdict::kUnknown);
  HandHistory alone = one_addition_on_its_way(Arbitration::kConflictFree, false);
  alone.history().set_core([](engine::ProcessId process) { return process.value() == 0; });
  CHECK(verdict_of(alone.conclude(), kDelivery) == Verdict::kUnknown);
}

}  // namespace
}  // namespace faultline::sim
