#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("garbage collection fails when a removal is purged before every replica has it") {
  for (const bool early : {true, false}) {
    HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
    history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
    if (!early) history.arrive(1, 0, 1, "s");
    history.observe(0, engine::observation::Purged{{{engine::OperationId(1)}, 0}, "s"});
    CHECK(verdict_of(history.conclude(), "gc_safety") ==
          (early ? Verdict::kFailed : Verdict::kHeld));
  }
}

}  // namespace
}  // namespace faultline::sim
