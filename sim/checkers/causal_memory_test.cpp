#include <catch2/catch.hpp>

#include "sim/checkers/client_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("a client that sees two concurrent writes take turns has no order of its own") {
  for (const bool back : {false, true}) {
    ClientHistory history;
    history.set(1, "k", "v1").set(2, "k", "v2").get(3, "k", "v1").get(3, "k", "v2");
    if (back) history.get(3, "k", "v1");
    const EngineResult result = history.conclude("causal_memory");
    CHECK(result.checks.front().verdict == (back ? Verdict::kFailed : Verdict::kHeld));
    CHECK(result.findings.size() == (back ? 1 : 0));
    if (!back) continue;
    CHECK(result.findings.front().kind == "cyclic_hb");
    CHECK(result.findings.front().cause == "session_sees_opposite_orders");
    CHECK(
        result.checks.front().reason ==
        "No one order of the writes fits the reads of c3: v1 comes before v2 in k, as c3 read v2 "
        "at 4.5 s after reading v1; v2 comes before v1 in k, as c3 read v1 at 5.5 s after reading "
        "v2.");
  }
}

TEST_CASE("each client may have an order of its own") {
  ClientHistory history;
  history.set(1, "k", "v1").set(2, "k", "v2").get(1, "k", "v2").get(2, "k", "v1");
  CHECK(history.conclude("causal_memory").checks.front().verdict == Verdict::kHeld);
  CHECK(history.conclude("causal_convergence").checks.front().verdict == Verdict::kFailed);
}

TEST_CASE("a client that missed a write must order it after what it did before") {
  ClientHistory history;
  history.set(1, "z", "z1").set(1, "x", "x1").set(1, "y", "y1");
  history.set(2, "x", "x2").get(2, "z", {}).get(2, "y", "y1").get(2, "x", "x2");
  const EngineResult result = history.conclude("causal_memory");
  CHECK(result.findings.front().kind == "write_hb_init_read");
  CHECK(
      result.checks.front().reason ==
      "c2 found nothing in z at 5.5 s, although by its reads z1 came before that: c1 wrote z1 to "
      "z at 1 s and wrote x1 to x at 2 s; x1 comes before x2 in x, as c2 read x2 at 7.5 s after "
      "reading y1 from y, whose writer knew x1; c2 wrote x2 to x at 4 s and found nothing in z at "
      "5.5 s.");
  CHECK(history.conclude("causal_convergence").checks.front().verdict == Verdict::kHeld);
}

}  // namespace
}  // namespace faultline::sim
