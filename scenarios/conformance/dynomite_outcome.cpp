#include <algorithm>

#include "scenarios/conformance/dynomite_run.h"

namespace faultline::scenarios::conformance {

std::vector<ObservedCommand> observed_commands(const DynomiteCase& plan) {
  std::vector<ObservedCommand> commands;
  for (std::size_t i = 0; i < plan.observed.size(); ++i) {
    const auto found = std::find_if(
        commands.begin(), commands.end(),
        [&](const ObservedCommand& each) { return each.command == plan.observed[i].command; });
    if (found == commands.end())
      commands.push_back({plan.observed[i].command, {i}});
    else
      found->positions.push_back(i);
  }
  return commands;
}

Outcome recorded_outcome(const DynomiteCase& plan) {
  Outcome outcome;
  for (const ObservedCommand& each : observed_commands(plan)) {
    std::vector<Json>& values = outcome.emplace_back();
    for (const std::size_t i : each.positions)
      values.push_back(plan.observed[i].expected.reply.value_or(Json()));
  }
  return outcome;
}

Candidates candidates(const DynomiteCase& plan, const engine::Arguments& command) {
  Candidates found;
  for (const DynomiteStep& step : plan.steps) {
    const auto* run = std::get_if<NodeCommand>(&step);
    if (run == nullptr || run->command.size() < 2) continue;
    if (command.size() < 2) found.emplace(run->command[1].view());
    if (command.size() < 2 || run->command[1] != command[1]) continue;
    for (std::size_t i = 2; i < run->command.size(); ++i) found.emplace(run->command[i].view());
  }
  return found;
}

OutcomeMatch::OutcomeMatch(const DynomiteCase& plan) {
  for (const DynomiteStep& step : plan.steps)
    if (const auto* run = std::get_if<NodeCommand>(&step))
      draws_ = draws_ || run->command[0] == engine::Bytes("SPOP");
  for (const ObservedCommand& each : observed_commands(plan)) {
    Candidates values = candidates(plan, each.command);
    commands_.push_back({ReplyMatch(each.command, {}, values), values});
  }
}

bool OutcomeMatch::same_value(std::size_t command, const Json& recorded, const Json& seen) const {
  const Command& how = commands_.at(command);
  if (how.match.matches(recorded, seen)) return true;
  if (!draws_ || !recorded.is_array() || !seen.is_array() || recorded.size() != seen.size())
    return false;
  return std::all_of(seen.begin(), seen.end(), [&](const Json& each) {
    return each.is_string() && how.candidates.contains(each.get<std::string>());
  });
}

bool OutcomeMatch::same(const Outcome& recorded, const Outcome& seen) const {
  if (recorded.size() != seen.size() || seen.size() != commands_.size()) return false;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (recorded[i].size() != seen[i].size()) return false;
    for (std::size_t j = 0; j < seen[i].size(); ++j)
      if (!same_value(i, recorded[i][j], seen[i][j])) return false;
  }
  return true;
}

}  // namespace faultline::scenarios::conformance
