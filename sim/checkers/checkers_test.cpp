// Each check must hold on a good history and fail on a bad one, both written by hand.

#include <catch2/catch.hpp>

#include <set>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Bytes;
using engine::integer_reply;
using engine::ok_reply;
using engine::Reply;
using engine::set::Add;
using engine::string::Write;

Reply members(std::vector<Bytes> names) {
  std::vector<Reply> replies;
  for (Bytes& name : names) replies.push_back(engine::bulk_reply(std::move(name)));
  return {std::move(replies)};
}

// One addition that reaches the other replica, with digests as given.
HandHistory one_addition(std::uint64_t digest_there, std::vector<Bytes> shown_there) {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SMEMBERS", "s"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.digest(0, "s", 77);
  history.arrive(1, 0, 1, "s");
  history.digest(1, "s", digest_there);
  history.run(2, 1, members(shown_there), 0, {});
  history.contents(0, "s", set_of({"x"}));
  history.contents(1, "s", set_of(shown_there));
  return history;
}

TEST_CASE("every check holds on a right history") {
  const EngineResult result = one_addition(77, {"x"}).conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kHeld);
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kHeld);
  CHECK(verdict_of(result, "specification") == Verdict::kHeld);
  CHECK(verdict_of(result, "ledger_sum") == Verdict::kHeld);
  CHECK(verdict_of(result, "gc_safety") == Verdict::kNotApplicable);
  CHECK(result.findings.empty());
}

TEST_CASE("strong convergence fails when equal effects lead to different states") {
  const EngineResult result = one_addition(78, {"x"}).conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kFailed);
  REQUIRE_FALSE(result.findings.empty());
}

TEST_CASE("quiescent agreement fails when replicas differ at the end") {
  CHECK(verdict_of(one_addition(78, {"x"}).conclude(), "quiescent_agreement") == Verdict::kFailed);
}

TEST_CASE("quiescent agreement fails when replicas agree on a wrong value") {
  const EngineResult result = one_addition(77, {"y"}).conclude();
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kFailed);
}

TEST_CASE("the specification fails when a reply is not what the visible effects amount to") {
  CHECK(verdict_of(one_addition(77, {}).conclude(), "specification") == Verdict::kFailed);
}

TEST_CASE("garbage collection fails when a removal is purged before every replica has it") {
  for (const bool early : {true, false}) {
    HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}});
    history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
    if (!early) history.arrive(1, 0, 1, "s");
    history.observe(0, engine::observation::Purged{{{engine::OperationId(1)}, 0}, "s"});
    CHECK(verdict_of(history.conclude(), "gc_safety") ==
          (early ? Verdict::kFailed : Verdict::kHeld));
  }
}

TEST_CASE("a run without observations is unknown, never held") {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kUnknown);
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kUnknown);
  CHECK(verdict_of(result, "specification") == Verdict::kUnknown);
}

TEST_CASE("names of checks are unique and every check has causes to name") {
  std::set<std::string_view> names;
  for (const CheckKind& kind : check_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK_FALSE(kind.causes.empty());
    CHECK(find_check(kind.name)->summary == kind.summary);
  }
  CHECK(find_check("no_such_check") == nullptr);
}

}  // namespace
}  // namespace faultline::sim
