#include "scenarios/expectations.h"

#include <algorithm>

#include "scenarios/loader/result_paths.h"

namespace faultline::scenarios {
namespace {

using reports::ExpectationResult;
using sim::Expectation;
using sim::Verdict;

constexpr std::string_view kMarkPrefix = "marks.";
constexpr std::string_view kOutcomes = "outcomes";

// What a run shows, and whether that is what was wanted.
struct Judgement {
  std::string seen;
  Verdict verdict = Verdict::kUnknown;
};

const sim::EngineResult* find_result(const sim::RunResult& result, const std::string& engine) {
  for (const sim::EngineResult& each : result.engines)
    if (each.engine == engine) return &each;
  return nullptr;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Judgement judge_check(const sim::EngineResult& result, std::string_view check,
                      const std::string& wanted) {
  for (const sim::CheckResult& each : result.checks) {
    if (each.name != check) continue;
    const std::string seen(word(each.verdict));
    if (seen == wanted) return {seen, Verdict::kHeld};
    const bool decided = each.verdict == Verdict::kHeld || each.verdict == Verdict::kFailed;
    return {seen, decided ? Verdict::kFailed : each.verdict};
  }
  return {"not checked", Verdict::kUnknown};
}

Judgement judge_figure(const sim::EngineResult& result, const Expectation& expectation) {
  if (expectation.path == kOutcomes) return {"not counted by a run", Verdict::kNotApplicable};
  const ResultPath& path = known_path(expectation.path);
  const std::optional<std::int64_t> value = path.read(result, segments_of(expectation.path));
  if (!value) return {"not measured", Verdict::kUnknown};
  const auto& bound = std::get<sim::Bound>(expectation.wanted);
  return {format_measured(*value, path.measure),
          satisfies(*value, bound) ? Verdict::kHeld : Verdict::kFailed};
}

Judgement judge_one(const sim::RunResult& run, const Expectation& expectation,
                    const sim::RunOptions& options) {
  if (!options.engines.empty() && !contains(options.engines, expectation.engine))
    return {"not run", Verdict::kNotApplicable};
  const sim::EngineResult* result = find_result(run, expectation.engine);
  if (result == nullptr) return {"not run", Verdict::kUnknown};
  const std::string_view path = expectation.path;
  Judgement judgement = path.starts_with(kVerdictPrefix)
                            ? judge_check(*result, path.substr(kVerdictPrefix.size()),
                                          std::get<std::string>(expectation.wanted))
                            : judge_figure(*result, expectation);
  if (run.interrupted && judgement.verdict != Verdict::kNotApplicable)
    judgement.verdict = Verdict::kUnknown;
  return judgement;
}

bool left_out(const Expectation& expectation, const sim::RunOptions& options) {
  const std::string_view path = expectation.path;
  return options.checks && path.starts_with(kVerdictPrefix) &&
         !contains(*options.checks, path.substr(kVerdictPrefix.size()));
}

// A mark fires in any of the engines' runs.
ExpectationResult judge_mark(const sim::RunResult& run, const std::string& mark) {
  std::uint64_t fired = 0;
  for (const sim::EngineResult& each : run.engines) {
    const auto found = each.marks.find(mark);
    if (found != each.marks.end()) fired += found->second;
  }
  return {std::string(kMarkPrefix) + mark, "> 0", std::to_string(fired),
          fired > 0 ? Verdict::kHeld : Verdict::kUnknown};
}

}  // namespace

std::vector<ExpectationResult> judge(const sim::Plan& plan, const sim::RunResult& result,
                                     const sim::RunOptions& options) {
  std::vector<ExpectationResult> results;
  for (const Expectation& expectation : plan.expectations) {
    if (left_out(expectation, options)) continue;
    Judgement judgement = judge_one(result, expectation, options);
    results.push_back({expectation.engine + "." + expectation.path, expectation.text,
                       std::move(judgement.seen), judgement.verdict});
  }
  for (const std::string& mark : plan.expected_marks) results.push_back(judge_mark(result, mark));
  return results;
}

Tally count(const std::vector<ExpectationResult>& expectations) {
  Tally tally;
  for (const ExpectationResult& each : expectations) {
    if (each.verdict == Verdict::kHeld) ++tally.held;
    if (each.verdict == Verdict::kFailed) ++tally.failed;
    if (each.verdict == Verdict::kUnknown) ++tally.unknown;
  }
  return tally;
}

std::string_view outcome_of(const Tally& tally) {
  if (tally.failed > 0) return word(Verdict::kFailed);
  const bool decided = tally.unknown == 0 && tally.held > 0;
  return word(decided ? Verdict::kHeld : Verdict::kUnknown);
}

}  // namespace faultline::scenarios
