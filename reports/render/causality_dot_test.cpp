#include <catch2/catch.hpp>

#include "reports/render/dot.h"
#include "reports/sample_run.h"
#include "sim/checkers/hand_history_fixture.h"

namespace faultline::reports {

namespace {

using engine::Arbitration;
using engine::ok_reply;
using engine::string::Write;

std::string causality_of(sim::HandHistory& history) {
  history.history().close(engine::Instant());
  return causality_dot(history.history(), "dynomite", engine::Bytes("k"));
}

}  // namespace

TEST_CASE("an arrow goes from what an update knew, but not from what follows from others") {
  sim::HandHistory history(Arbitration::kArrivalOrder,
                           {{"SET", "k", "a"}, {"SET", "k", "b"}, {"SET", "k", "c"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  history.run(3, 0, ok_reply(), 0, {{"k", Write{"c", {}}}});
  const std::string graph = causality_of(history);
  INFO(graph);
  CHECK(has(graph, "digraph causality {"));
  CHECK(has(graph, "  1 -> 2;\n"));
  CHECK(has(graph, "  2 -> 3;\n"));
  CHECK_FALSE(has(graph, "  1 -> 3;\n"));
  CHECK(has(graph, "  1 [label=\"1: SET k a\\n"));
}

TEST_CASE("who ran apart is not joined, and what a lost update lost to is") {
  sim::HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 0, {{"k", Write{"b", {}}}});
  history.arrive(2, 0, 0, "k", Write{"b", {}});
  const std::string graph = causality_of(history);
  INFO(graph);
  CHECK_FALSE(has(graph, "  1 -> 2;"));
  CHECK(has(graph, "color=red, penwidth=2"));
  CHECK(has(graph, "  2 -> 1 [style=dashed, color=red, constraint=false];\n"));
}

TEST_CASE("an update that ran nowhere is a node without arrows") {
  sim::HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.fail(2, engine::output::Outcome::kFailed);
  const std::string graph = causality_of(history);
  CHECK(has(graph, "rejected\"];\n"));
  CHECK_FALSE(has(graph, "->"));
}

}  // namespace faultline::reports
