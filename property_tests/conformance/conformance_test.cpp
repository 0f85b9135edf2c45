// The public cases of both real systems: none may fail, and those that the engines claim to do must
// pass, not be skipped.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/commands/command.h"
#include "scenarios/conformance/active_active_runner.h"
#include "scenarios/conformance/dynomite_runner.h"

namespace faultline::scenarios::conformance {
namespace {

template <class Case>
std::vector<Case> cases_of(const std::string& name, Case (*read)(Reading&)) {
  const std::string file = FAULTLINE_SOURCE_DIR "/property_tests/conformance/" + name;
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  std::vector<InputError> errors;
  std::vector<Case> cases;
  read_case_lines(text.str(), file, errors,
                  [&](Reading& reading) { cases.push_back(read(reading)); });
  for (const InputError& error : errors) UNSCOPED_INFO(to_line(error));
  REQUIRE(errors.empty());
  return cases;
}

// The text that the program would print, for the one who reads the failure.
std::string told(const CaseResult& result) {
  std::ostringstream out;
  print_text(result, out);
  return out.str();
}

// How many cases pass, as the root README tells.
bool is_told_by_readme(const std::string& words) {
  std::ostringstream text;
  text << std::ifstream(FAULTLINE_SOURCE_DIR "/README.md").rdbuf();
  return text.str().find(words) != std::string::npos;
}

bool known(const engine::Arguments& command) {
  return engine::find_command(command[0].view()) != nullptr;
}

bool must_pass(const ActiveActiveCase& plan) {
  static const std::set<std::string> kTypes = {"string", "counter", "set"};
  const bool commands_known =
      std::all_of(plan.steps.begin(), plan.steps.end(), [](const auto& step) {
        const auto* run = std::get_if<RegionCommand>(&step);
        return run == nullptr || known(run->command);
      });
  return kTypes.contains(plan.type) && plan.confidence == "certain" && !plan.legacy &&
         !plan.optional && plan.config.empty() && commands_known;
}

bool must_pass(const DynomiteCase& plan) {
  const auto command_known = [](const DynomiteStep& step) {
    const auto* run = std::get_if<NodeCommand>(&step);
    return run == nullptr || known(run->command);
  };
  // Some of B-odd build on keys that no record shows.
  return plan.runnable && plan.group != "B-odd" &&
         std::all_of(plan.steps.begin(), plan.steps.end(), command_known) &&
         std::all_of(plan.observed.begin(), plan.observed.end(),
                     [](const NodeCommand& each) { return known(each.command); });
}

}  // namespace

TEST_CASE("Active-Active answers every public case as recorded, in every order of arrival") {
  std::size_t passed = 0;
  std::size_t certain = 0;
  for (const ActiveActiveCase& plan : cases_of("active_active.jsonl", read_active_active_case)) {
    const CaseResult result = run_case(plan, true);
    INFO(told(result));
    CHECK(result.verdict != Verdict::kFail);
    if (must_pass(plan)) CHECK(result.verdict == Verdict::kPass);
    passed += result.verdict == Verdict::kPass ? 1 : 0;
    certain += result.verdict == Verdict::kPass && result.certain ? 1 : 0;
  }
  CHECK(passed >= 30);
  CHECK(is_told_by_readme(fmt::format("included. {} and ", certain)));
}

TEST_CASE("Dynomite ends every public case as the real cluster did") {
  std::size_t passed = 0;
  for (const DynomiteCase& plan : cases_of("dynomite.jsonl", read_dynomite_case)) {
    const CaseResult result = run_case(plan, std::nullopt);
    INFO(told(result));
    CHECK(result.verdict != Verdict::kFail);
    if (must_pass(plan)) CHECK(result.verdict == Verdict::kPass);
    passed += result.verdict == Verdict::kPass ? 1 : 0;
  }
  CHECK(passed >= 253);
  CHECK(is_told_by_readme(fmt::format(" and {} of them pass", passed)));
}

}  // namespace faultline::scenarios::conformance
