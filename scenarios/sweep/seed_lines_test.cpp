#include "scenarios/sweep/seed_lines.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/loader/json_text.h"
#include "scenarios/sweep/summary.h"

namespace faultline::scenarios {
namespace {

SeedLine drawn_line() {
  SeedLine line{*rc::gen::elementOf(std::vector<std::string>{"cut", "skew"}),
                *rc::gen::inRange<std::uint64_t>(1, 6),
                *rc::gen::elementOf(std::vector<std::string>{"held", "failed", "unknown"})};
  for (const char* engine : {"active_active", "dynomite"}) {
    if (*rc::gen::inRange(0, 3) == 0) continue;
    SeedLine::Engine& drawn = line.engines[engine];
    drawn.fingerprint = *rc::gen::arbitrary<std::uint64_t>();
    if (*rc::gen::arbitrary<bool>()) drawn.lost = *rc::gen::inRange<std::uint64_t>(0, 9);
    if (*rc::gen::arbitrary<bool>())
      drawn.converged_after_heal_ns = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
  }
  line.findings.assign(*rc::gen::inRange<std::size_t>(0, 3), "0123456789ab");
  return line;
}

TEST_CASE("lines of seeds are given back as they were put, by scenario and seed") {
  CHECK(rc::check([] {
    SeedLines lines;
    std::map<std::pair<std::string, std::uint64_t>, SeedLine> expected;
    const auto count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
      const SeedLine line = drawn_line();
      lines.put(line);
      expected[{line.scenario, line.seed}] = line;
    }
    std::vector<SeedLine> all;
    lines.for_each([&](const SeedLine& line) { all.push_back(line); });
    RC_ASSERT(lines.size() == expected.size());
    RC_ASSERT(all.size() == expected.size());
    auto next = all.begin();
    for (const auto& [key, line] : expected) {
      RC_ASSERT((*next++ == line));
      RC_ASSERT((lines.find(key.first, key.second) == line));
      RC_ASSERT(lines.contains(key.first, key.second));
    }
    RC_ASSERT(!lines.find("cut", 99));
    RC_ASSERT(!lines.contains("other", 1));
  }));
}

TEST_CASE("a summary that is written line by line is the text of one JSON value") {
  CHECK(rc::check([] {
    SeedLines lines;
    const auto count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) lines.put(drawn_line());
    const std::vector<SweptScenario> scenarios = {{"cut", "cut.json", std::string(64, 'a')},
                                                  {"skew", "skew.json", std::string(64, 'b')}};
    nlohmann::ordered_json whole = summary_head(scenarios, lines, false);
    whole["seeds"] = nlohmann::ordered_json::array();
    lines.for_each([&](const SeedLine& line) { whole["seeds"].push_back(to_json(line)); });
    std::ostringstream written;
    write_sweep_summary(scenarios, lines, false, written);
    RC_ASSERT(written.str() == to_text(whole));
  }));
}

}  // namespace
}  // namespace faultline::scenarios
