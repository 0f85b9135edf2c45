#include "reports/story/sentences.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/metrics/deciding_rules.h"
#include "reports/metrics/numbers.h"
#include "reports/metrics/pairs.h"
#include "reports/metrics/recovery.h"
#include "reports/story/findings.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

std::string lost_clause(const sim::EngineResult& engine) {
  if (!engine.ledger) return ": losses were not measured";
  const std::uint64_t all = acknowledged(engine);
  if (all == 0) return ": " + kNothingAcknowledged;
  const std::string updates = counted(all, "acknowledged update");
  if (engine.lost() == 0) return " lost none of " + updates;
  return fmt::format(" lost {} of {} ({})", grouped(engine.lost()), updates,
                     share_text(engine.lost(), all));
}

std::string others_text(const std::vector<DecidingRule>& rules) {
  return rules.size() == 2 ? "another rule" : fmt::format("{} other rules", rules.size() - 1);
}

}  // namespace

std::string agreement_clause(const sim::EngineResult& engine, const sim::RunResult& run) {
  if (!engine.converged) return "whether its replicas agree was not measured";
  if (!*engine.converged) {
    const std::uint64_t keys = engine.differing_keys.value_or(0);
    if (keys == 0) return "its replicas never came to agree";
    return fmt::format("its replicas never agreed again: {} differ{} at the end",
                       counted(keys, "key"), keys == 1 ? "s" : "");
  }
  if (most_differing(engine) == 0) return "its replicas always agreed";
  const auto after = caught_up_after(engine, run);
  if (!after) return "its replicas agree at the end";
  if (*after == 0)
    return fmt::format("its replicas had caught up when {} ended, and agree at the end",
                       last_fault_words(run));
  return fmt::format("its replicas caught up {} after {} had ended, and agree at the end",
                     duration_text(*after), last_fault_words(run));
}

std::string verdict_sentence(const sim::EngineResult& engine, const sim::RunResult& run) {
  if (run.interrupted && &engine == &run.engines.back())
    return fmt::format("{} was interrupted at {}: it is not judged.", display_name(engine.engine),
                       duration_text(engine.virtual_ns));
  return fmt::format("{}{}; {}.", display_name(engine.engine), lost_clause(engine),
                     agreement_clause(engine, run));
}

std::string reason_sentence(const sim::EngineResult& engine) {
  const sim::Finding* finding = main_loss(engine);
  if (finding == nullptr) return {};
  const std::vector<DecidingRule> rules = deciding_rules({&engine});
  const bool all = finding->occurrences == engine.lost();
  const bool one = finding->occurrences == 1;
  std::string text = fmt::format("Why: {} {} {}.",
                                 !all  ? grouped(finding->occurrences)
                                 : one ? "it"
                                       : "all",
                                 one ? "was" : "were", phrase_of_kind(finding->kind));
  if (finding->rule.name.empty()) return text;
  text += fmt::format(" The rule: {} ({}).", finding->rule.name,
                      basis_text(finding->rule, finding->engine));
  const std::uint64_t by_rule = rules.front().lost;
  if (rules.size() > 1)
    text += fmt::format(" By it {} of {} were lost, the others by {}.", grouped(by_rule),
                        grouped(engine.lost()), others_text(rules));
  else if (by_rule != finding->occurrences)
    text += fmt::format(" By it all {} were lost.", grouped(by_rule));
  return text;
}

std::string setting_sentence(const ReportInput& input) {
  std::vector<std::string> places;
  for (const sim::DatacenterPlan& datacenter : input.plan.topology.datacenters) {
    places.push_back(datacenter.name);
  }
  std::string text;
  if (!places.empty()) {
    text = fmt::format("{} ({}); ", counted(places.size(), "data center"), listed(places));
  }
  text += fmt::format("clients for {}", duration_text(input.result.load_end_ns));
  for (const sim::FaultBand& fault : input.result.faults) {
    std::string kind = fault.label;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    const std::string from = duration_text(fault.from_ns);
    if (!fault.ends) {
      text += fmt::format("; {} from {} on", kind, from);
    } else {
      text += fault.to_ns == fault.from_ns
                  ? fmt::format("; {} at {}", kind, from)
                  : fmt::format("; {} from {} to {}", kind, from, duration_text(fault.to_ns));
    }
    if (&fault - input.result.faults.data() == 3 && input.result.faults.size() > 5) {
      text += fmt::format("; {} more faults", input.result.faults.size() - 4);
      break;
    }
  }
  return text + ".";
}

std::string pair_sentence(const sim::EngineResult& first, const sim::EngineResult& second,
                          const sim::RunResult& run) {
  if (!first.ledger || !second.ledger) return {};
  const PairedLosses losses = pair_losses(first, second);
  return fmt::format("Update by update{}: {} lost only under {}, {} only under {}, {} under both.",
                     run.paired_by_time ? "" : ", paired by intent, not by time",
                     grouped(losses.only_in_first), display_name(first.engine),
                     grouped(losses.only_in_second), display_name(second.engine),
                     grouped(losses.in_both));
}

std::string outcome_sentence(const ReportInput& input) {
  const std::size_t all = input.expectations.size();
  if (all == 0) return "Nothing was expected of this run";
  const auto count = [&](sim::Verdict verdict) {
    return static_cast<std::uint64_t>(
        std::count_if(input.expectations.begin(), input.expectations.end(),
                      [&](const auto& one) { return one.verdict == verdict; }));
  };
  const std::string of_all = fmt::format(" of {} of this scenario", counted(all, "expectation"));
  if (const std::uint64_t failed = count(sim::Verdict::kFailed)) {
    return grouped(failed) + of_all + " failed";
  }
  if (const std::uint64_t unknown = count(sim::Verdict::kUnknown)) {
    return grouped(unknown) + of_all + (unknown == 1 ? " is undecided" : " are undecided");
  }
  const std::uint64_t held = count(sim::Verdict::kHeld);
  if (held == all) return fmt::format("All {} of this scenario held", counted(all, "expectation"));
  return grouped(held) + of_all + " held, the others were left out";
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
