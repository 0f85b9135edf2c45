#include <catch2/catch.hpp>

#include "sim/checkers/client_history_fixture.h"

namespace faultline::sim {
namespace {

// Two concurrent writes; each writer then reads `seen_by_first` and `seen_by_second`.
ClientHistory two_writers(const char* seen_by_first, const char* seen_by_second) {
  ClientHistory history;
  history.set(1, "k", "v1").set(2, "k", "v2");
  history.get(1, "k", seen_by_first).get(2, "k", seen_by_second);
  return history;
}

TEST_CASE("clients that see two writes in opposite orders have no common order of them") {
  const EngineResult result = two_writers("v2", "v1").conclude("causal_convergence");
  CHECK(result.checks.front().verdict == Verdict::kFailed);
  CHECK(result.findings.front().kind == "cyclic_cf");
  CHECK(result.findings.front().cause == "clients_see_opposite_orders");
  CHECK(
      result.checks.front().reason ==
      "No one order of the writes fits all reads: v1 comes before v2 in k, as c1 read v2 at 3.5 s "
      "after writing v1; v2 comes before v1 in k, as c2 read v1 at 4.5 s after writing v2.");
}

TEST_CASE("clients that agree on the last of two writes converge") {
  const EngineResult result = two_writers("v2", "v2").conclude("causal_convergence");
  CHECK(result.checks.front().verdict == Verdict::kHeld);
  CHECK(result.findings.empty());
}

TEST_CASE("an order of the writes must fit what clients know by way of others, too") {
  ClientHistory history;
  history.set(1, "k", "v1").set(2, "k", "v2").set(2, "other", "w2");
  history.get(3, "k", "v1").set(3, "third", "w3");
  history.get(4, "other", "w2").get(4, "k", "v1");  // v2 before v1
  history.get(5, "third", "w3").get(5, "k", "v2");  // v1 before v2
  CHECK(
      history.conclude("causal_convergence").checks.front().reason ==
      "No one order of the writes fits all reads: v1 comes before v2 in k, as c5 read v2 at 9.5 s "
      "after reading w3 from third, whose writer knew v1; v2 comes before v1 in k, as c4 read v1 "
      "at 7.5 s after reading w2 from other, whose writer knew v2.");
}

TEST_CASE("what is not causally consistent has no higher level, and no finding twice") {
  ClientHistory history;
  history.set(1, "k", "v1").get(1, "k", {});
  for (const char* check : {"causal_convergence", "causal_memory"}) {
    const EngineResult result = history.conclude(check);
    CHECK(result.checks.front().verdict == Verdict::kFailed);
    CHECK(result.checks.front().reason ==
          "not even causally consistent: c1 wrote v1 to k at 1 s; yet it found nothing in k at 2.5 "
          "s.");
    CHECK(result.findings.empty());
  }
}

}  // namespace
}  // namespace faultline::sim
