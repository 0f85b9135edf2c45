#include "reports/story/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "reports/metrics/numbers.h"
#include "reports/metrics/pairs.h"
#include "reports/story/findings.h"

namespace faultline::reports {

namespace {

bool ever_differed(const sim::EngineResult& engine) {
  return std::any_of(engine.divergence.begin(), engine.divergence.end(),
                     [](const auto& point) { return point.differing_keys > 0; });
}

std::string convergence_clause(const sim::EngineResult& engine) {
  if (!engine.converged) return "whether its replicas agree was not measured";
  if (*engine.converged) {
    if (!engine.converged_after_heal_ns) return "its replicas agree";
    if (*engine.converged_after_heal_ns == 0) return "its replicas agreed before the heal";
    return "its replicas agreed " + duration_text(*engine.converged_after_heal_ns) +
           " after the heal";
  }
  if (engine.differing_keys.value_or(0) == 0) return "its replicas did not converge";
  return fmt::format("{} still differ{} between its replicas",
                     counted(*engine.differing_keys, "key"),
                     *engine.differing_keys == 1 ? "s" : "");
}

std::string still_differs(const sim::EngineResult& engine, const sim::RunResult& result) {
  const std::uint64_t keys = engine.differing_keys.value_or(0);
  const std::string when =
      !result.faults.empty() && engine.virtual_ns > result.heal_ns
          ? duration_text(engine.virtual_ns - result.heal_ns) + " after the heal"
          : "at the end";
  if (keys == 0) return fmt::format("{} has not converged {}", display_name(engine.engine), when);
  return fmt::format("{} still differs on {} {}", display_name(engine.engine), counted(keys, "key"),
                     when);
}

std::string agrees(const sim::EngineResult& engine, bool heal_is_named) {
  const std::string name = display_name(engine.engine);
  if (!ever_differed(engine)) return name + " never differed";
  if (!engine.converged_after_heal_ns) return name + " converged";
  if (*engine.converged_after_heal_ns == 0) return name + " converged before the heal";
  const std::string after = duration_text(*engine.converged_after_heal_ns);
  return heal_is_named ? fmt::format("{} converged after {}", name, after)
                       : fmt::format("{} converged {} after the heal", name, after);
}

}  // namespace

std::string display_name(std::string_view engine) {
  std::string name;
  for (const char character : engine) {
    const bool opens = name.empty() || name.back() == '-';
    const auto byte = static_cast<unsigned char>(character);
    name += character == '_' ? '-' : opens ? static_cast<char>(std::toupper(byte)) : character;
  }
  return name;
}

std::string verdict_sentence(const sim::EngineResult& engine) {
  if (!engine.ledger) {
    return fmt::format("{}: losses were not measured; {}.", engine.engine,
                       convergence_clause(engine));
  }
  return fmt::format("{} lost {} of {}; {}.", engine.engine, grouped(engine.lost()),
                     counted(acknowledged(engine), "acknowledged update"),
                     convergence_clause(engine));
}

std::string reason_sentence(const sim::EngineResult& engine) {
  if (engine.lost() == 0) return {};
  for (const sim::Finding* finding : worst_first({&engine})) {
    if (!is_loss(*finding)) continue;
    const bool all = finding->occurrences == engine.lost();
    return fmt::format("{} of them: {} of type {}, decided by the rule “{}” ({}).",
                       all ? "All" : grouped(finding->occurrences), finding->kind, finding->type,
                       finding->rule.name, word(finding->rule.basis));
  }
  return {};
}

std::string pair_sentence(const sim::EngineResult& first, const sim::EngineResult& second) {
  if (!first.ledger || !second.ledger) return {};
  const PairedLosses losses = pair_losses(first, second);
  return fmt::format("Lost only under {}: {}; only under {}: {}; under both: {}.", first.engine,
                     grouped(losses.only_in_first), second.engine, grouped(losses.only_in_second),
                     grouped(losses.in_both));
}

std::string divergence_title(const EngineResults& engines, const sim::RunResult& result) {
  std::vector<std::string> clauses;
  for (const sim::EngineResult* engine : engines) {
    if (engine->converged && !*engine->converged) clauses.push_back(still_differs(*engine, result));
  }
  const bool heal_is_named = std::any_of(
      clauses.begin(), clauses.end(),
      [](const std::string& clause) { return clause.find("the heal") != std::string::npos; });
  for (const sim::EngineResult* engine : engines) {
    if (engine->converged && *engine->converged) clauses.push_back(agrees(*engine, heal_is_named));
  }
  if (clauses.empty()) return "How many keys differ between replicas";
  return fmt::format("{}", fmt::join(clauses, "; "));
}

std::string tally(const std::vector<ExpectationResult>& expectations) {
  const auto count = [&](sim::Verdict verdict) {
    return std::count_if(expectations.begin(), expectations.end(),
                         [&](const auto& one) { return one.verdict == verdict; });
  };
  return fmt::format("{} held, {} failed, {} unknown", count(sim::Verdict::kHeld),
                     count(sim::Verdict::kFailed), count(sim::Verdict::kUnknown));
}

}  // namespace faultline::reports
