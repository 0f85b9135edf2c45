// What a run says about its end.
#include "sim/history/quiescence.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::HostId;
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

// The core of three machines of which some pairs are separated on the way from the first.
std::set<HostId> core_of_three(const std::set<std::pair<std::uint32_t, std::uint32_t>>& separated) {
  return core_hosts(3, [&](HostId from, HostId to) {
    return separated.contains({from.value(), to.value()});
  });
}

TEST_CASE("the core is the largest group that nothing separates") {
  CHECK(core_of_three({}) == std::set<HostId>{HostId(0), HostId(1), HostId(2)});
  CHECK(core_of_three({{0, 1}, {1, 0}, {0, 2}, {2, 0}}) == std::set<HostId>{HostId(1), HostId(2)});
  CHECK(core_of_three({{0, 1}, {0, 2}, {1, 2}}) == std::set<HostId>{HostId(0)});
}

TEST_CASE("machines that reach each other one way only are separated") {
  CHECK(core_of_three({{0, 1}, {0, 2}}) == std::set<HostId>{HostId(1), HostId(2)});
  CHECK(core_of_three({{1, 0}, {2, 0}}) == std::set<HostId>{HostId(1), HostId(2)});
}

TEST_CASE("replicas differ when a deadline has passed at one of them only") {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"SET", "k", "v", "PX", "5"}});
  const engine::string::Write write{"v", engine::WallTime(engine::Duration(5))};
  history.run(1, 0, engine::ok_reply(), 0, {{"k", write}});
  history.digest(0, "k", 77);
  history.arrive(1, 0, 1, "k", write);
  history.digest(1, "k", 77);  // digests leave deadlines out
  history.contents(0, "k", text_of("v"));
  history.contents(1, "k", std::nullopt);
  CHECK(core_differs(history.history(), history.history().keys().at(0)));
  history.contents(1, "k", text_of("v"));
  CHECK_FALSE(core_differs(history.history(), history.history().keys().at(0)));
}

}  // namespace
}  // namespace faultline::sim
