// What a run says about its end.
#include "sim/history/quiescence.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::set::Add;

TEST_CASE("an effect that never arrived is stuck since its home ran it") {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.history().close(engine::Instant());
  EngineResult result;
  conclude_quiescence(history.history(), engine::Instant(), result);
  REQUIRE(result.stuck.size() == 1);
  CHECK(result.stuck[0].where == "eu/replica -> us/replica");
  CHECK(result.stuck[0].since_ns == 1);  // the second thing that was observed
}

TEST_CASE("nobody knows since when a process waits, and the result does not say 0") {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.observe(1, engine::observation::Waiting{"a pull from eu has no answer"});
  history.history().close(engine::Instant());
  EngineResult result;
  conclude_quiescence(history.history(), engine::Instant(), result);
  REQUIRE(result.stuck.size() == 2);
  CHECK(result.stuck[1].what == "a pull from eu has no answer");
  CHECK(result.stuck[1].where == "us/replica");
  CHECK_FALSE(result.stuck[1].since_ns.has_value());
}

}  // namespace
}  // namespace faultline::sim
