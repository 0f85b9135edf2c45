#include "reports/metrics/figures.h"

#include <algorithm>
#include <functional>
#include <set>

#include "reports/metrics/losses.h"
#include "reports/metrics/numbers.h"
#include "reports/metrics/recovery.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

using Cell = std::function<std::string(const sim::EngineResult&)>;

FigureRow row(std::string label, const EngineResults& engines, const Cell& cell) {
  FigureRow made{std::move(label), "", {}, false, false};
  for (const sim::EngineResult* engine : engines) made.cells.push_back(cell(*engine));
  return made;
}

// kept, superseded and no_effect always; the others where any engine has some.
bool is_shown(const EngineResults& engines, sim::LedgerClass ledger_class) {
  if (ledger_class <= sim::LedgerClass::kNoEffect) return true;
  return std::any_of(engines.begin(), engines.end(), [&](const sim::EngineResult* engine) {
    return in_class(*engine, ledger_class) > 0;
  });
}

void add_ledger(const EngineResults& engines, std::vector<FigureRow>& rows) {
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    if (!is_shown(engines, ledger_class)) continue;
    rows.push_back(row(std::string(word(ledger_class)), engines, [&](const auto& engine) {
      return engine.ledger ? grouped(in_class(engine, ledger_class)) : kNotMeasured;
    }));
    rows.back().phrase = phrase(ledger_class);
    rows.back().is_class = true;
    rows.back().is_loss = sim::is_lost(ledger_class);
  }
  rows.push_back(row("lost", engines, [](const auto& engine) {
    if (!engine.ledger) return kNotMeasured;
    return acknowledged(engine) == 0 ? kNoneAcknowledged : grouped(engine.lost());
  }));
  rows.back().phrase = "lost, all in all";
  rows.back().is_loss = true;
}

// Dates of agreement: "never" is known, "not measured" is not.
std::string after_fault(const sim::EngineResult& engine, const sim::RunResult& run) {
  if (!engine.converged) return kNotMeasured;
  const auto after = caught_up_after(engine, run);
  return after && *engine.converged ? duration_text(*after) : kNever;
}

std::string after_load_and_faults(const sim::EngineResult& engine) {
  if (!engine.converged) return kNotMeasured;
  if (!engine.converged_after_heal_ns) return kNever;
  return duration_text(*engine.converged_after_heal_ns);
}

void add_convergence(const EngineResults& engines, const sim::RunResult& run,
                     std::vector<FigureRow>& rows) {
  rows.push_back(row("converged", engines, [](const auto& engine) {
    return !engine.converged ? kNotMeasured : std::string(*engine.converged ? "yes" : "no");
  }));
  rows.back().phrase = "all replicas agree at the end";
  if (const auto fault_end = last_fault_end(run)) {
    rows.push_back(row("caught up after last fault", engines,
                       [&](const auto& engine) { return after_fault(engine, run); }));
    rows.back().phrase = fmt::format("caught up after {} had ended (at {})", last_fault_words(run),
                                     duration_text(*fault_end));
  }
  rows.push_back(row("agreed after load and faults", engines, after_load_and_faults));
  rows.back().phrase =
      "agreed for good after load and faults had ended (at " + duration_text(run.heal_ns) + ")";
  rows.push_back(row("differing keys", engines, [](const auto& engine) {
    return engine.differing_keys ? grouped(*engine.differing_keys) : kNotMeasured;
  }));
  rows.back().phrase = "keys that differ at the end";
}

std::set<std::string> datacenters_of(const EngineResults& engines) {
  std::set<std::string> names;
  for (const sim::EngineResult* engine : engines) {
    for (const auto& [name, ppm] : engine->availability_ppm) names.insert(name);
    for (const auto& [name, latency] : engine->latency_ns) names.insert(name);
  }
  return names;
}

}  // namespace

EngineResults engine_results(const ReportInput& input) {
  EngineResults ordered;
  for (const sim::EnginePlan& plan : input.plan.engines) {
    for (const sim::EngineResult& result : input.result.engines) {
      if (result.engine == plan.name) ordered.push_back(&result);
    }
  }
  return ordered;
}

std::vector<FigureRow> outcome_figures(const EngineResults& engines, const sim::RunResult& run) {
  std::vector<FigureRow> rows;
  rows.push_back(row("operations", engines,
                     [](const auto& engine) { return grouped(engine.operations.issued); }));
  rows.back().phrase = "operations of clients";
  rows.push_back(
      row("ok", engines, [](const auto& engine) { return grouped(engine.operations.ok); }));
  rows.back().phrase = "… answered";
  rows.push_back(
      row("failed", engines, [](const auto& engine) { return grouped(engine.operations.failed); }));
  rows.back().phrase = "… refused";
  rows.push_back(row("indeterminate", engines,
                     [](const auto& engine) { return grouped(engine.operations.indeterminate); }));
  rows.back().phrase = "… never answered: nobody knows";
  rows.push_back(row("updates", engines, [](const auto& engine) {
    return engine.updates ? grouped(*engine.updates) : kNotMeasured;
  }));
  rows.back().phrase = "updates that these asked for";
  add_ledger(engines, rows);
  add_convergence(engines, run, rows);
  return rows;
}

std::vector<FigureRow> service_figures(const EngineResults& engines) {
  std::vector<FigureRow> rows;
  const std::set<std::string> names = datacenters_of(engines);
  for (const std::string& name : names) {
    rows.push_back(row("availability " + name, engines, [&](const auto& engine) {
      const auto found = engine.availability_ppm.find(name);
      return found == engine.availability_ppm.end() ? kNotMeasured : percent_text(found->second);
    }));
    rows.back().phrase = "operations answered in " + name;
  }
  for (const std::string& name : names) {
    rows.push_back(row("p99 latency " + name, engines, [&](const auto& engine) {
      const auto found = engine.latency_ns.find(name);
      return found == engine.latency_ns.end() ? kNotMeasured : duration_text(found->second.p99);
    }));
    rows.back().phrase = "99 % answered within (p99), " + name;
  }
  return rows;
}

std::uint64_t acknowledged(const sim::EngineResult& engine) {
  if (!engine.ledger) return 0;
  std::uint64_t count = 0;
  for (const auto& [ledger_class, effects] : *engine.ledger) {
    const bool answered = ledger_class != sim::LedgerClass::kRejected &&
                          ledger_class != sim::LedgerClass::kIndeterminateAbsent &&
                          ledger_class != sim::LedgerClass::kIndeterminateKept;
    if (answered) count += effects;
  }
  return count;
}

}  // namespace faultline::reports
