#include "sim/history/final_elements.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::set::Add;

// SADD s x is answered at 3, then s is read at these times, with x or without, by SMEMBERS or by
// SISMEMBER; at the end x is there or not.
engine::Duration latency_after(const std::vector<std::pair<std::int64_t, bool>>& reads, bool at_end,
                               bool of_element = false) {
  std::vector<engine::Arguments> commands = {{"SADD", "s", "x"}};
  std::vector<std::int64_t> asked = {0};
  for (const auto& [when, has] : reads) {
    commands.push_back(of_element ? engine::Arguments{"SISMEMBER", "s", "x"}
                                  : engine::Arguments{"SMEMBERS", "s"});
    asked.push_back(when);
  }
  HandHistory history(engine::Arbitration::kArrivalOrder, commands, {}, asked);
  history.run(1, 0, engine::integer_reply(1), 0, {{"s", Add{"x"}}});
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const bool has = reads[i].second;
    history.run(i + 2, 0,
                of_element ? engine::integer_reply(has ? 1 : 0)
                           : reply_of(has ? std::vector<Bytes>{"x"} : std::vector<Bytes>{}),
                0, {});
  }
  history.contents(0, "s", at_end ? std::optional(set_of({"x"})) : std::nullopt);
  const FinalElements found = final_elements(history.history());
  REQUIRE(found.elements.size() == 1);
  CHECK(found.elements[0].state == (at_end ? ElementState::kStable : ElementState::kLost));
  return found.elements[0].latency;
}

TEST_CASE("a stable element counts from its answer to the last read that lacked it") {
  for (const bool of_element : {false, true}) {
    CHECK(latency_after({{103, false}, {203, true}}, true, of_element).count() == 100);
    CHECK(latency_after({{103, true}, {203, false}}, true, of_element).count() == 200);
    CHECK(latency_after({{103, true}, {203, true}}, true, of_element).count() == 0);
    CHECK(latency_after({{103, false}, {203, true}, {303, true}}, true, of_element).count() == 100);
  }
  CHECK(latency_after({}, true).count() == 0);
  CHECK(latency_after({{1, false}, {203, true}}, true).count() == 0);  // before its answer
}

TEST_CASE("a lost element counts from its answer to the last read that had it") {
  for (const bool of_element : {false, true}) {
    CHECK(latency_after({{103, true}, {203, false}}, false, of_element).count() == 100);
    CHECK(latency_after({{103, false}, {203, false}}, false, of_element).count() == 0);
  }
}

}  // namespace
}  // namespace faultline::sim
