// Lost updates by ledger class: what the bars are drawn from. "Lost" is what sim::is_lost says, as
// in every table.
#pragma once

#include <string>
#include <vector>

#include "reports/metrics/figures.h"

namespace faultline::reports {

// series/losses.csv: class, lost (1: counts as lost), then one column an engine; a row a class. A
// cell is empty where the engine has no ledger.
[[nodiscard]] std::string losses_csv(const EngineResults& engines);

// Classes that count as lost and that some engine has, in the order of the ledger.
[[nodiscard]] std::vector<sim::LedgerClass> loss_classes(const EngineResults& engines);

[[nodiscard]] std::uint64_t in_class(const sim::EngineResult& engine,
                                     sim::LedgerClass ledger_class);

}  // namespace faultline::reports
