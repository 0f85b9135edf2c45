#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/checkers/client_history_fixture.h"

namespace faultline::sim {
namespace {

const CheckResult& consistency_of(const EngineResult& result) {
  return result.checks.front();
}

TEST_CASE("who has read a value does not read what it overwrote") {
  for (const bool stale : {false, true}) {
    ClientHistory history;
    history.set(1, "reg:4", "v1").get(2, "reg:4", "v1").set(2, "reg:4", "v2");
    history.get(3, "reg:4", "v2").get(3, "reg:4", stale ? "v1" : "v2");
    const EngineResult result = history.conclude("causal_consistency");
    CHECK(consistency_of(result).verdict == (stale ? Verdict::kFailed : Verdict::kHeld));
    CHECK_FALSE(consistency_of(result).white_box);
    CHECK(consistency_of(result).reason ==
          (stale
               ? "c1 wrote v1 to reg:4 at 1 s; c2 read that at 2.5 s and wrote v2 to reg:4 at 3 s; "
                 "c3 read that at 4.5 s; yet it read v1 from reg:4 at 5.5 s."
               : "3 reads and 2 writes of 1 register checked"));
    CHECK(result.findings.size() == (stale ? 1 : 0));
    if (!stale) continue;
    const Finding& finding = result.findings.front();
    CHECK(finding.kind == "write_co_read");
    CHECK(finding.cause == "overwritten_value_read");
    CHECK(finding.occurrences == 1);
    CHECK(finding.example.key == "reg:4");
    CHECK(finding.example.loser->operation == 5);
  }
}

TEST_CASE("who has heard of a write by another key finds its own written") {
  ClientHistory history;
  history.set(1, "photo", "p1").set(1, "album", "a1").get(2, "album", "a1").get(2, "photo", {});
  const EngineResult result = history.conclude("causal_consistency");
  CHECK(consistency_of(result).reason ==
        "c1 wrote p1 to photo at 1 s and wrote a1 to album at 2 s; c2 read that at 3.5 s; yet it "
        "found nothing in photo at 4.5 s.");
  CHECK(result.findings.front().kind == "write_co_init_read");
}

TEST_CASE("a client finds what it wrote itself") {
  ClientHistory history;
  history.set(1, "k", "v1").get(1, "k", {});
  CHECK(consistency_of(history.conclude("causal_consistency")).reason ==
        "c1 wrote v1 to k at 1 s; yet it found nothing in k at 2.5 s.");
}

TEST_CASE("a value that nobody wrote comes out of thin air") {
  using engine::output::Outcome;
  for (const bool refused : {false, true}) {
    ClientHistory history;
    history.set(1, "k", "v1");
    if (refused)
      history.ask({1, {"SET", "k", "v9"}, engine::error_reply("OOM"), 0, 0, Outcome::kFailed});
    history.get(2, "k", "v9");
    const EngineResult result = history.conclude("causal_consistency");
    CHECK(result.findings.front().kind == "thin_air_read");
    CHECK(consistency_of(result).reason ==
          (refused
               ? "c2 read v9 from k at 3.5 s, though the command that was to write it had failed."
               : "c2 read v9 from k at 2.5 s, which nobody had written."));
  }
}

TEST_CASE("no two clients read what the other wrote only afterwards") {
  ClientHistory history;
  history.ask_at({1, {"GET", "a"}, engine::bulk_reply("v1"), 0, 100});
  history.ask_at({2, {"GET", "b"}, engine::bulk_reply("v1"), 0, 100});
  history.ask_at({1, {"SET", "b", "v1"}, engine::ok_reply(), 200, 300});
  history.ask_at({2, {"SET", "a", "v1"}, engine::ok_reply(), 200, 300});
  const EngineResult result = history.conclude("causal_consistency");
  CHECK(result.findings.front().kind == "cyclic_co");
  CHECK(consistency_of(result).reason ==
        "c2 read v1 from b at 0.1 s and wrote v1 to a at 0.2 s; c1 read that at 0.1 s and wrote v1 "
        "to b at 0.2 s: the value that c2 had read before.");
}

TEST_CASE("GETSET does not answer what it writes") {
  ClientHistory history;
  history.getset(1, "k", "v1", "v1");
  CHECK(consistency_of(history.conclude("causal_consistency")).reason ==
        "c1 read v1 from k and wrote v1 to k at 1.5 s: the value that c1 had read before.");
}

TEST_CASE("without unique values or without reads there is nothing to judge") {
  ClientHistory counters;
  counters.ask({1, {"INCR", "k"}, engine::integer_reply(1)}).get(1, "k", "1");
  const EngineResult none = counters.conclude("causal_consistency");
  CHECK(consistency_of(none).verdict == Verdict::kNotApplicable);
  CHECK(consistency_of(none).reason ==
        "no register with unique values (1 key left out: other commands, options, or a value "
        "written twice)");
  ClientHistory writes;
  writes.set(1, "k", "v1");
  const EngineResult unread = writes.conclude("causal_consistency");
  CHECK(consistency_of(unread).verdict == Verdict::kUnknown);
  CHECK(consistency_of(unread).reason == "nobody read a register");
}

}  // namespace
}  // namespace faultline::sim
