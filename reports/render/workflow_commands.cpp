#include "reports/render/workflow_commands.h"

#include <fmt/format.h>

#include "reports/story/sentences.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

std::string escaped_by(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char character : text) {
    if (special.find(character) == std::string_view::npos)
      escaped += character;
    else
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(character));
  }
  return escaped;
}

// Empty: it held, or was left out.
std::string_view command_for(sim::Verdict verdict) {
  if (verdict == sim::Verdict::kFailed) return "error";
  return verdict == sim::Verdict::kUnknown ? "warning" : "";
}

std::string run_name(const sim::Plan& plan) {
  return fmt::format("{}, seed {}", plan.name, plan.seed);
}

std::string expectation_command(const ReportInput& input, const ScenarioPlace& place,
                                const ExpectationResult& expectation) {
  const std::string_view command = command_for(expectation.verdict);
  if (command.empty()) return {};
  std::string where = "file=" + workflow_property(place.file);
  if (const auto line = place.line_of(expectation.path)) where += fmt::format(",line={}", *line);
  const std::string title = run_name(input.plan) + ": " + expectation.path;
  const std::string text = fmt::format("{}: expected {}, seen {}. Repeat: {}", expectation.path,
                                       expectation.expected, expectation.seen, input.repeat);
  return fmt::format("::{} {},title={}::{}\n", command, where, workflow_property(title),
                     workflow_data(text));
}

}  // namespace

std::string workflow_data(std::string_view text) {
  return escaped_by(text, "%\r\n");
}

std::string workflow_property(std::string_view text) {
  return escaped_by(text, "%\r\n:,");
}

std::string workflow_commands(const ReportInput& input, const ScenarioPlace& place) {
  std::string lines;
  for (const ExpectationResult& expectation : input.expectations)
    lines += expectation_command(input, place, expectation);
  for (const sim::EngineResult* engine : engine_results(input)) {
    const std::string title = run_name(input.plan) + ": " + display_name(engine->engine);
    lines += fmt::format("::notice file={},title={}::{}\n", workflow_property(place.file),
                         workflow_property(title),
                         workflow_data(verdict_sentence(*engine, input.result)));
  }
  return lines;
}

}  // namespace faultline::reports
