#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::SnapshotId;
namespace observation = engine::observation;

// Two additions, of which the second had seen the first.
HandHistory two_additions() {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
  history.promise_causal_order();
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.run(2, 0, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
  return history;
}

TEST_CASE("an effect that comes before what its home had seen is out of causal order") {
  for (const bool in_order : {true, false}) {
    HandHistory history = two_additions();
    history.arrive(in_order ? 1 : 2, 0, 1, "s");
    history.arrive(in_order ? 2 : 1, 0, 1, "s");
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, "causal_delivery") == (in_order ? Verdict::kHeld : Verdict::kFailed));
    if (in_order) continue;
    CHECK(reason_of(result, "causal_delivery") ==
          "us/replica held SADD s y at 0 s without SADD s x, which eu/replica had seen before.");
  }
}

TEST_CASE("a snapshot brings all of its effects at once") {
  for (const bool whole : {true, false}) {
    HandHistory history(engine::Arbitration::kConflictFree,
                        {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
    history.promise_causal_order();
    history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
    if (!whole) history.crash(0);
    history.run(2, 0, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
    history.observe(0, observation::SnapshotTaken{SnapshotId(1), 0});
    history.observe(1, observation::SnapshotAdopted{SnapshotId(1), observation::Adoption::kMerge});
    // What a crash took from the home was not seen there.
    CHECK(verdict_of(history.conclude(), "causal_delivery") == Verdict::kHeld);
  }
}

TEST_CASE("what a crash took away must come back before what had seen it") {
  HandHistory history = two_additions();
  history.arrive(1, 0, 1, "s");
  history.crash(1);
  history.arrive(2, 0, 1, "s");
  CHECK(verdict_of(history.conclude(), "causal_delivery") == Verdict::kFailed);
}

TEST_CASE("concurrent effects come in any order") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
  history.promise_causal_order();
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.run(2, 1, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
  history.arrive(2, 0, 0, "s");
  history.arrive(1, 0, 1, "s");
  CHECK(verdict_of(history.conclude(), "causal_delivery") == Verdict::kHeld);
}

TEST_CASE("an engine that promises no causal order is not held to it") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.run(2, 0, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
  history.arrive(2, 0, 1, "s");
  CHECK(verdict_of(history.conclude(), "causal_delivery") == Verdict::kNotApplicable);
}

}  // namespace
}  // namespace faultline::sim
