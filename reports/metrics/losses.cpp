#include "reports/metrics/losses.h"

#include <algorithm>

namespace faultline::reports {

std::string losses_csv(const EngineResults& engines) {
  std::string csv = "class,lost";
  for (const sim::EngineResult* engine : engines) csv += "," + engine->engine;
  csv += "\n";
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    csv += std::string(word(ledger_class)) + (sim::is_lost(ledger_class) ? ",1" : ",0");
    for (const sim::EngineResult* engine : engines) {
      csv += ",";
      if (engine->ledger) csv += std::to_string(in_class(*engine, ledger_class));
    }
    csv += "\n";
  }
  return csv;
}

std::vector<sim::LedgerClass> loss_classes(const EngineResults& engines) {
  std::vector<sim::LedgerClass> classes;
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    const bool some = std::any_of(engines.begin(), engines.end(), [&](const auto* engine) {
      return in_class(*engine, ledger_class) > 0;
    });
    if (some && sim::is_lost(ledger_class)) classes.push_back(ledger_class);
  }
  return classes;
}

std::uint64_t in_class(const sim::EngineResult& engine, sim::LedgerClass ledger_class) {
  if (!engine.ledger) return 0;
  const auto found = engine.ledger->find(ledger_class);
  return found == engine.ledger->end() ? 0 : found->second;
}

}  // namespace faultline::reports
