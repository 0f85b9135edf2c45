#include "reports/metrics/deliveries.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::reports {

namespace {

using engine::Arbitration;
using engine::ok_reply;
using engine::string::Write;

std::vector<std::string> delivery_texts(sim::HandHistory& history) {
  history.history().close(engine::Instant());
  std::vector<std::string> texts;
  for (const Delivery& each : deliveries(history.history()))
    texts.push_back(fmt::format("{} {} {}", each.operation, each.dc, each.home ? "ran" : "came"));
  return texts;
}

}  // namespace

TEST_CASE("an update is delivered where it ran and where it came, home first") {
  sim::HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 1, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 0, "k", Write{"a", {}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  CHECK(delivery_texts(history) == std::vector<std::string>{"1 us ran", "1 eu came", "2 eu ran"});
}

TEST_CASE("what comes twice is delivered once, when it came first") {
  sim::HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  const std::int64_t first = [&] {
    sim::HandHistory once(Arbitration::kArrivalOrder, {{"SET", "k", "a"}});
    once.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
    once.arrive(1, 0, 1, "k", Write{"a", {}});
    once.history().close(engine::Instant());
    return deliveries(once.history()).back().at_ns;
  }();
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.history().close(engine::Instant());
  const std::vector<Delivery> made = deliveries(history.history());
  REQUIRE(made.size() == 2);
  CHECK(made.back().at_ns == first);
}

}  // namespace faultline::reports
