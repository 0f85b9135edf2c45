#include "reports/story/findings.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

std::string line_of(const sim::Finding& finding, const std::string& label) {
  for (const StoryLine& line : story_of(finding))
    if (line.label == label) return line.text;
  return "no such line";
}

}  // namespace

TEST_CASE("the story of a loss says each thing once, the course of the update among them") {
  sim::Finding finding = sample_finding("dynomite", "lost_concurrent", 114, "cart:7");
  CHECK(line_of(finding, "an example").starts_with("milk was added"));
  finding.example.course = "It ran at eu-west/a/0/redis.";
  CHECK(line_of(finding, "an example") == "no such line");
  CHECK(line_of(finding, "course") == "It ran at eu-west/a/0/redis.");
  CHECK(line_of(finding, "lost").starts_with("SADD cart:7 milk by"));
}

TEST_CASE("what is no loss names an operation, not a lost update") {
  const sim::Finding finding = sample_finding("dynomite", "disagreement", 3, "cart:7");
  CHECK(line_of(finding, "lost") == "no such line");
  CHECK(line_of(finding, "operation").starts_with("SADD cart:7 milk by"));
}

}  // namespace faultline::reports
