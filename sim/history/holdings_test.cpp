// When a replica held an effect: from its arrival to the crash that took it, and again.
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Instant;
using engine::ok_reply;
using engine::string::Write;

TEST_CASE("a copy knows when it came, when a crash took it, and when it was back") {
  HandHistory history(Arbitration::kConflictFree, {{"SET", "k", "v"}});
  history.run(1, 0, ok_reply(), 5, {{"k", Write{"v", {}}}});  // observed at 0, 1 and 2 ns
  history.arrive(1, 0, 1, "k");
  history.digest(1, "k", 7);
  history.crash(1);
  history.digest(0, "k", 7);
  history.arrive(1, 0, 1, "k");
  const Holding& home = history.history().effects()[0].holdings[0];
  REQUIRE(home.intervals().size() == 1);
  CHECK(home.first_at() == Instant(engine::Duration(1)));
  const Holding& copy = history.history().effects()[0].holdings[1];
  REQUIRE(copy.intervals().size() == 2);
  CHECK(copy.first_at() == Instant(engine::Duration(3)));
  CHECK(copy.until(0) == Instant(engine::Duration(5)));
  CHECK(copy.intervals()[1].since == Instant(engine::Duration(6)));
  CHECK(copy.held());
}

TEST_CASE("what runs a second time in arrival order is held without a gap") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "v"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"v", {}}}});
  history.arrive(1, 0, 1, "k", Write{"v", {}});
  history.arrive(1, 0, 1, "k", Write{"v", {}});
  const Holding& copy = history.history().effects()[0].holdings[1];
  REQUIRE(copy.intervals().size() == 2);
  CHECK(copy.until(0) == copy.intervals()[1].since);
}

}  // namespace
}  // namespace faultline::sim
