#include "reports/render/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "reports/metrics/figures.h"
#include "reports/render/escape.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

struct Suite {
  std::string cases;
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
};

void add_case(Suite& suite, const std::string& scenario, const std::string& name,
              sim::Verdict verdict, const std::string& reason) {
  std::string_view element;
  switch (verdict) {
    case sim::Verdict::kHeld:
      break;
    case sim::Verdict::kFailed:
      element = "failure";
      ++suite.failures;
      break;
    case sim::Verdict::kUnknown:
      element = "error";
      ++suite.errors;
      break;
    case sim::Verdict::kNotApplicable:
      element = "skipped";
      ++suite.skipped;
      break;
  }
  ++suite.tests;
  suite.cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\"",
                             escape_markup(sim::printable(scenario)), escape_markup(name));
  suite.cases += element.empty() ? "/>\n"
                                 : fmt::format("><{} message=\"{}\"/></testcase>\n", element,
                                               escape_markup(sim::printable_text(reason)));
}

// "active_active.lost" is of active_active; its name within that suite is "lost".
std::string name_within(const std::string& path, const std::string& engine) {
  const std::string opening = engine + ".";
  return path.starts_with(opening) ? path.substr(opening.size()) : std::string();
}

void add_expectation(Suite& suite, const ReportInput& input, const std::string& name,
                     const ExpectationResult& one) {
  add_case(suite, input.plan.name, name, one.verdict,
           fmt::format("expected {}, seen {}", one.expected, one.seen));
}

void add_checks(Suite& suite, const ReportInput& input, const sim::EngineResult& engine,
                const std::set<std::string>& expected) {
  for (const sim::CheckResult& check : engine.checks) {
    if (expected.count("checks." + check.name) > 0) continue;
    const bool held = check.verdict == sim::Verdict::kHeld;
    add_case(suite, input.plan.name, check.name,
             held ? check.verdict : sim::Verdict::kNotApplicable,
             fmt::format("{}: {}", word(check.verdict), check.reason));
  }
}

// Also of an engine that did not run: what was expected of it is skipped, not forgotten.
Suite suite_of(const ReportInput& input, const std::string& engine) {
  Suite suite;
  std::set<std::string> expected;
  for (const ExpectationResult& one : input.expectations) {
    const std::string name = name_within(one.path, engine);
    if (name.empty()) continue;
    expected.insert(name);
    add_expectation(suite, input, name, one);
  }
  for (const sim::EngineResult* result : engine_results(input)) {
    if (result->engine == engine) add_checks(suite, input, *result, expected);
  }
  return suite;
}

// What is expected of the run as a whole, such as a mark.
Suite suite_of_run(const ReportInput& input) {
  Suite suite;
  for (const ExpectationResult& one : input.expectations) {
    const auto is_of = [&](const sim::EnginePlan& engine) {
      return !name_within(one.path, engine.name).empty();
    };
    if (std::none_of(input.plan.engines.begin(), input.plan.engines.end(), is_of)) {
      add_expectation(suite, input, one.path, one);
    }
  }
  return suite;
}

std::string suite_xml(const std::string& name, const Suite& suite) {
  if (suite.tests == 0) return {};
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
      "time=\"0\">\n{}  </testsuite>\n",
      escape_markup(name), suite.tests, suite.failures, suite.errors, suite.skipped, suite.cases);
}

}  // namespace

std::string junit_xml(const ReportInput& input) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const sim::EnginePlan& engine : input.plan.engines) {
    xml += suite_xml(engine.name, suite_of(input, engine.name));
  }
  xml += suite_xml("run", suite_of_run(input));
  return xml + "</testsuites>\n";
}

}  // namespace faultline::reports
