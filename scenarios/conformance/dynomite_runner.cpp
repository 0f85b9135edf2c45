#include "scenarios/conformance/dynomite_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/commands/command.h"
#include "engine/dynomite/real_commands.h"
#include "scenarios/conformance/confidence.h"
#include "scenarios/conformance/dynomite_run.h"
#include "scenarios/loader/parameters.h"
#include "sim/engines.h"
#include "sim/story/text.h"

namespace faultline::scenarios::conformance {
namespace {

constexpr std::uint64_t kManyRepeats = 10;
constexpr std::uint64_t kSeedsOfMany = 200;
// With fewer seeds the model's own share is too coarse to be held against an interval.
constexpr std::uint64_t kSeedsOfAShare = 100;

// Sets an option to a word if the engine's table has it; else the reason for a skip.
std::string choose(engine::ParameterValues& values, std::string_view option,
                   const std::string& word, const std::string& missing) {
  for (const engine::Parameter& each : sim::find_engine("dynomite")->parameters)
    if (each.name == option &&
        std::find(each.words.begin(), each.words.end(), word) != each.words.end()) {
      values[std::string(option)] = {word};
      return {};
    }
  return missing + " is not implemented yet";
}

std::string unknown_command(const NodeCommand& step) {
  const std::string_view name = step.command[0].view();
  const bool real = step.via == Via::kStorage || engine::dynomite::real_program_knows(name);
  if (!real) return {};
  const auto& words = step.command;
  const auto stores = std::find(words.begin(), words.end(), engine::Bytes("STORE"));
  if (name == "SORT" && stores != words.end())
    return "command SORT ... STORE is not implemented yet";  // it makes a list
  if (engine::find_command(name) != nullptr) return {};
  return fmt::format("command {} is not implemented yet", name);
}

// Whether a step makes a key out of keys that no step before it has written: they were left by
// another case.
bool builds_on_the_unseen(const DynomiteCase& plan) {
  std::set<engine::Bytes> written;
  for (const DynomiteStep& step : plan.steps) {
    const auto* run = std::get_if<NodeCommand>(&step);
    const engine::CommandKind* kind =
        run == nullptr ? nullptr : engine::find_command(run->command[0].view());
    if (kind == nullptr || kind->access != engine::Access::kWrite) continue;
    const std::vector<engine::Bytes> keys = engine::keys_of(*kind, run->command);
    if (kind->name.ends_with("STORE"))
      for (std::size_t i = 1; i < keys.size(); ++i)
        if (!written.contains(keys[i])) return true;
    written.insert(keys.begin(), keys.end());
  }
  return false;
}

// Why the case cannot be run; empty: it can.
std::string refusal(const DynomiteCase& plan, engine::ParameterValues& options) {
  if (!plan.runnable) return "the record alone does not say how to run it";
  for (const engine::Parameter& each : sim::find_engine("dynomite")->parameters)
    options.emplace(each.name, default_of(each));
  std::string reason;
  const auto first = [&](std::string other) {
    if (reason.empty()) reason = std::move(other);
  };
  if (plan.read_repairs) first(choose(options, "conflict", "timestamp", "read_repairs"));
  first(choose(options, "write", plan.write, "write consistency " + plan.write));
  first(choose(options, "read", plan.read, "read consistency " + plan.read));
  // The record says only where links between data centers were not encrypted.
  if (plan.write == "DC_EACH_SAFE_QUORUM" && !plan.id.ends_with("-noenc"))
    first(choose(options, "secure_server_option", "datacenter", "encryption"));
  for (const DynomiteStep& step : plan.steps) {
    if (const auto* run = std::get_if<NodeCommand>(&step)) first(unknown_command(*run));
    const auto* fault = std::get_if<FaultStep>(&step);
    if (fault != nullptr && fault->action == FaultAction::kDescribed)
      first("a fault is described in words only");
  }
  for (const NodeCommand& each : plan.observed) first(unknown_command(each));
  if (builds_on_the_unseen(plan)) first("it builds on keys that the record does not show");
  return reason;
}

std::string text_of(const Outcome& outcome) {
  return shown(Json(outcome));
}

// Many runs of one case, held against its record.
class Judge {
 public:
  Judge(const DynomiteCase& plan, const engine::ParameterValues& options, ClusterOptions cluster)
      : plan_(plan), options_(options), cluster_(cluster), match_(plan), race_(is_race(plan)) {
    recorded_ = plan.outcomes;
    recorded_.push_back(recorded_outcome(plan));
    if (!race_) return;
    for (const Clients clients : {Clients::kInOrder, Clients::kInReverse})
      recorded_.push_back(run_once(plan, options, cluster, clients).outcome);
  }

  CaseResult judge(std::uint64_t seeds) {
    const std::uint64_t first = cluster_.seed;
    for (std::uint64_t seed = first; seed < first + seeds && mismatches_.empty(); ++seed) {
      cluster_.seed = seed;
      const DynomiteRun run = run_once(plan_, options_, cluster_);
      ++counts_.run;
      counts_.diverged += run.diverged ? 1 : 0;
      ++counts_.outcomes[text_of(run.outcome)];
      mismatches_ = run.mismatches;
      hold_outcome(run);
      if (!race_ && plan_.outcomes.size() <= 1) hold_executions(run);
    }
    if (race_ && mismatches_.empty()) hold_share();
    CaseResult result = judged(plan_.id, mismatches_);
    result.seeds = counts_;
    return result;
  }

 private:
  void note(std::string at, std::string command, std::string expected, std::string seen) {
    mismatches_.push_back({std::move(at), fmt::format("seed {}", cluster_.seed), std::move(command),
                           std::move(expected), std::move(seen)});
  }

  [[nodiscard]] bool recorded(const Outcome& outcome) const {
    const auto same = [&](const Outcome& each) { return match_.same(each, outcome); };
    if (std::any_of(recorded_.begin(), recorded_.end(), same)) return true;
    // Of a race with one outcome on record only single values can be held against it.
    return race_ && plan_.outcomes.empty() && values_recorded(outcome);
  }

  [[nodiscard]] bool values_recorded(const Outcome& outcome) const {
    for (std::size_t i = 0; i < outcome.size(); ++i)
      for (const Json& value : outcome[i]) {
        const bool known =
            std::any_of(recorded_.begin(), recorded_.end(), [&](const Outcome& each) {
              return std::any_of(each[i].begin(), each[i].end(), [&](const Json& other) {
                return match_.same_value(i, other, value);
              });
            });
        if (!known) return false;
      }
    return true;
  }

  void hold_outcome(const DynomiteRun& run) {
    if (recorded(run.outcome)) return;
    if (race_ || plan_.outcomes.size() > 1) {
      std::string wanted = text_of(recorded_.front());
      for (std::size_t i = 1; i < recorded_.size() && i < 4; ++i)
        wanted += " or " + text_of(recorded_[i]);
      return note("outcome", "of all replicas", wanted, text_of(run.outcome));
    }
    const std::vector<ObservedCommand> commands = observed_commands(plan_);
    for (std::size_t i = 0; i < commands.size(); ++i)
      for (std::size_t j = 0; j < commands[i].positions.size(); ++j) {
        const std::size_t position = commands[i].positions[j];
        const Json& wanted = recorded_.back()[i][j];
        if (match_.same_value(i, wanted, run.outcome[i][j])) continue;
        mismatches_.push_back({fmt::format("observed {}", position), plan_.observed[position].node,
                               sim::command_text(commands[i].command), shown(wanted),
                               shown(run.outcome[i][j])});
      }
  }

  void hold_executions(const DynomiteRun& run) {
    const auto hold = [&](const char* what, std::optional<std::uint64_t> wanted,
                          std::uint64_t seen) {
      if (wanted && *wanted != seen)
        note("executions", what, std::to_string(*wanted), std::to_string(seen));
    };
    hold("acknowledged commands missing at replicas", plan_.missing_executions,
         run.executions.missing);
    hold("acknowledged commands that replicas ran again", plan_.extra_executions,
         run.executions.extra);
  }

  void hold_share() {
    if (!plan_.diverged_repeats) return;
    const Interval wanted = interval_of(*plan_.diverged_repeats, plan_.repeats);
    const double share = static_cast<double>(counts_.diverged) / static_cast<double>(counts_.run);
    const bool held = counts_.run >= kSeedsOfAShare
                          ? wanted.holds(share)
                          : wanted.meets(interval_of(counts_.diverged, counts_.run));
    if (held) return;
    note("share", "of diverged runs", fmt::format("{:.3f} to {:.3f}", wanted.low, wanted.high),
         fmt::format("{:.3f} of {} seeds", share, counts_.run));
  }

  const DynomiteCase& plan_;
  const engine::ParameterValues& options_;
  ClusterOptions cluster_;
  OutcomeMatch match_;
  bool race_;
  std::vector<Outcome> recorded_;
  SeedCounts counts_;
  std::vector<Mismatch> mismatches_;
};

// A node that is killed and started again may have lost its data or not; the record tells only in
// what is seen later.
bool comes_back(const DynomiteCase& plan) {
  return std::any_of(plan.steps.begin(), plan.steps.end(), [](const DynomiteStep& step) {
    const auto* fault = std::get_if<FaultStep>(&step);
    return fault != nullptr && fault->action == FaultAction::kKill;
  });
}

// Of a race whose record is one run: so many are enough to see an order that is no rarity.
constexpr std::uint64_t kOrdersTried = 64;

// Each rack of another data center hands a write on, and the copies race.
bool copies_race(const DynomiteCase& plan) {
  return plan.write == "DC_EACH_SAFE_QUORUM" && plan.datacenters.size() > 1 && plan.repeats == 1;
}

// Two writes of one key through two nodes, one right after the other, take different links: how
// they arrive elsewhere depends on the pause between them (shared dynomite/facts.md 2.5).
bool overtakes(const DynomiteCase& plan) {
  const auto write = [](const DynomiteStep& step) -> const NodeCommand* {
    const auto* run = std::get_if<NodeCommand>(&step);
    const bool writes = run != nullptr && !run->setup && engine::writes(run->command);
    return writes && run->command.size() > 1 ? run : nullptr;
  };
  for (std::size_t i = 1; i < plan.steps.size(); ++i) {
    const NodeCommand* one = write(plan.steps[i - 1]);
    const NodeCommand* next = write(plan.steps[i]);
    if (one != nullptr && next != nullptr && one->node != next->node &&
        one->command[1] == next->command[1])
      return true;
  }
  return false;
}

}  // namespace

CaseResult run_case(const DynomiteCase& plan, std::optional<std::uint64_t> seeds) {
  engine::ParameterValues options;
  if (std::string reason = refusal(plan, options); !reason.empty())
    return skipped(plan.id, std::move(reason));
  const std::uint64_t count = seeds.value_or(plan.repeats >= kManyRepeats ? kSeedsOfMany : 1);
  CaseResult result = Judge(plan, options, {}).judge(count);
  // What the record leaves open may have been otherwise.
  std::vector<ClusterOptions> others;
  if (comes_back(plan)) others.push_back({.killed_loses_data = true});
  // How clients that start at once are timed is laid down (shared cli.md, conformance).
  for (std::uint64_t seed = 1; seed <= kOrdersTried; ++seed) {
    if (overtakes(plan) && !clients_at_once(plan))
      others.push_back({.seed = seed, .hurried = true});
    if (copies_race(plan))
      for (const bool loses : {false, true})
        if (!loses || comes_back(plan))
          others.push_back({.seed = seed, .killed_loses_data = loses, .overtaking = true});
  }
  for (const ClusterOptions& other : others) {
    if (result.verdict == Verdict::kPass) break;
    // Who hurries or overtakes runs a race, of which the record is one run.
    const bool one_run = other.hurried || other.overtaking;
    CaseResult again = Judge(plan, options, other).judge(one_run ? 1 : count);
    if (again.verdict == Verdict::kPass) result = std::move(again);
  }
  return result;
}

}  // namespace faultline::scenarios::conformance
