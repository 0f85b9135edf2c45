#include "reports/story/difference_text.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/difference_fixture.h"
#include "reports/story/text_columns.h"

using namespace faultline::reports;
namespace sim = faultline::sim;

namespace {

std::string text_of(const TwoRuns& runs) {
  return difference_text({"out/before", runs.before_run}, {"out/after", runs.after_run},
                         runs.difference());
}

}  // namespace

TEST_CASE("two equal runs have nothing changed, and the count says so") {
  const TwoRuns runs;
  CHECK(text_of(runs) ==
        "carts_across_a_cut, seed 18446744073709551615: the same scenario (sha256\n"
        "9f86d081884c)\n"
        "  before    out/before: failed\n"
        "  after     out/after: failed\n"
        "\n"
        "Active-Active: the same course, event for event\n"
        "            nothing changed\n"
        "\n"
        "Dynomite: the same course, event for event\n"
        "            nothing changed\n"
        "\n"
        "Last-Write-Wins: the same course, event for event\n"
        "            nothing changed\n"
        "\n"
        "0 worse, 0 better, 14 the same\n");
}

TEST_CASE("each change is told in words, with what a finding is and why") {
  TwoRuns runs;
  runs.before("dynomite").findings = {comparable("aaaaaaaaaaaa", 1'114)};
  runs.after("dynomite").findings = {comparable("aaaaaaaaaaaa", 1'120),
                                     comparable("bbbbbbbbbbbb", 1)};
  runs.after("dynomite").fingerprint += 1;
  runs.after("dynomite").checks[0].verdict = sim::Verdict::kUnknown;
  runs.after("dynomite").availability_ppm["eu-west"] = 900'000;
  runs.after("dynomite").latency_ns["eu-west"].p99 += 1;
  runs.after_run.expectations[0] = {"active_active.lost", "== 1", "0", sim::Verdict::kFailed};
  const std::string text = text_of(runs);
  INFO(text);
  CHECK(has(text,
            "Dynomite: another course\n"
            "  worse     more of aaaaaaaaaaaa: 1,120 set updates lost to a concurrent write\n"
            "            (before: 1,114); lost_concurrent by check specification; rule:\n"
            "            arrival_order (measured); cause: partition\n"
            "  worse     new bbbbbbbbbbbb: 1 set update lost to a concurrent write;\n"));
  CHECK(has(text,
            "            check specification failed → unknown (37 keys differ <after>\n"
            "            \"quiescence\")\n"));
  CHECK(has(text,
            "  worse     expectation active_active.lost held → failed (expected == 0, now ==\n"
            "            1, seen 0)\n"));
  CHECK(has(text, "            operations answered in eu-west: 99.99 % → 90 %\n"));
  CHECK_FALSE(has(text, "p99 latency"));  // a nanosecond is nothing that people read
  CHECK(has(text, "\n3 worse, 0 better, 10 the same\n"));
}

TEST_CASE("the first line says what of scenario and seed is the same") {
  TwoRuns runs;
  ReadResult& after = runs.after_run;
  const auto first = [&] { return compared_text(runs.before_run, after); };
  runs.before_run.name = after.name = "cart";
  runs.before_run.seed = after.seed = "1";
  CHECK(first() == "cart, seed 1: the same scenario (sha256 9f86d081884c)");
  after.sha256 = std::string(64, 'a');
  CHECK(first() == "cart, seed 1: the scenario was changed (sha256 9f86d081884c→aaaaaaaaaaaa)");
  after.seed = "2";
  CHECK(first() ==
        "cart, seed 1 → seed 2: another seed, which alone makes a difference (sha256 "
        "9f86d081884c→aaaaaaaaaaaa)");
  after.name = "skew\n";
  CHECK(first() ==
        "cart, seed 1 → skew\\n, seed 2: two scenarios (sha256 9f86d081884c→aaaaaaaaaaaa)");
}

TEST_CASE("no line is wider than 80 columns, whatever names and reasons there are") {
  TwoRuns runs;
  runs.after_run.name = std::string(200, 'n');
  runs.after_run.interrupted = true;
  runs.after("dynomite").findings[0].rule.name = std::string(30, 'x') + " " + std::string(90, 'y');
  runs.after("dynomite").findings[0].occurrences = 9'999'999;
  runs.after("active_active").checks[0].verdict = sim::Verdict::kFailed;
  runs.after("active_active").checks[0].reason = "a\nb " + std::string(300, 'r');
  std::erase_if(runs.before_run.engines,
                [](const auto& each) { return each.engine == "last_write_wins"; });
  const std::string text = text_of(runs);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(text_columns(line) <= 80);
  CHECK(has(text, "out/after: failed (interrupted: a part of its run)"));
  CHECK(has(text, "Last-Write-Wins: only after\n"));
}

TEST_CASE("what one of the two did not look for is told in one row") {
  TwoRuns runs;
  runs.after("active_active").checks.clear();
  runs.after("active_active").ledger.reset();
  const std::string text = text_of(runs);
  CHECK(has(text, "looked for only before: lost, specification and staleness\n"));
}
