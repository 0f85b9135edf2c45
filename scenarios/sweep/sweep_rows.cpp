#include "scenarios/sweep/sweep_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/story/words.h"
#include "scenarios/commands/repeat_command.h"
#include "scenarios/sweep/share.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

std::string percent_text(std::int64_t ppm) {
  return fmt::format("{}.{}", ppm / 10'000, ppm / 1'000 % 10);
}

// Median, 95th percentile and largest.
std::string spread_text(const std::vector<std::int64_t>& sorted) {
  if (sorted.empty()) return "-";
  return fmt::format("{} / {} / {}", percentile(sorted, 50), percentile(sorted, 95), sorted.back());
}

}  // namespace

std::vector<reports::SweepPage::Row> rows_of(const Distribution& all) {
  std::vector<reports::SweepPage::Row> rows = {
      {"seeds that lose something", {}}, {"  the share, 95 % interval", {}},
      {"lost, median / p95 / most", {}}, {"seeds that agree at last", {}},
      {"  after, median / slowest", {}},
  };
  for (const auto& [name, engine] : all.engines) {
    const std::size_t seeds = engine.lost.size();
    const ShareInterval share = share_interval(engine.with_losses, seeds);
    const std::vector<std::int64_t>& times = engine.converged_after_heal_ns;
    rows[0].cells.push_back(fmt::format("{} of {}", engine.with_losses, seeds));
    rows[1].cells.push_back(percent_text(share.low_ppm) + " to " + percent_text(share.high_ppm) +
                            " %");
    rows[2].cells.push_back(spread_text(engine.lost));
    rows[3].cells.push_back(fmt::format("{} of {}", times.size(), all.seeds));
    rows[4].cells.push_back(times.empty() ? "-"
                                          : sim::duration_text(percentile(times, 50)) + " / " +
                                                sim::duration_text(times.back()));
  }
  return rows;
}

std::vector<std::string> verdicts_of(const Distribution& all) {
  std::vector<std::string> verdicts;
  for (const auto& [name, engine] : all.engines) {
    if (engine.lost.empty()) continue;
    const std::string of = sim::counted(engine.lost.size(), "seed");
    verdicts.push_back(
        reports::display_name(name) +
        (engine.with_losses == 0
             ? fmt::format(" loses no acknowledged update under any of {}.", of)
             : fmt::format(" loses acknowledged updates under {} of {}, at most {} under one.",
                           sim::grouped(engine.with_losses), of,
                           sim::grouped(static_cast<std::uint64_t>(engine.lost.back())))));
  }
  return verdicts;
}

std::string pair_text(const PairedSeeds& pair, const std::string& first,
                      const std::string& second) {
  return fmt::format("{} against {}: loses more in {}, less in {}, as much in {}", first, second,
                     pair.first_lost_more, pair.second_lost_more, pair.equal);
}

std::vector<reports::SweepPage::Shown> findings_of(const Distribution& all,
                                                   const SeedsFolder& folder,
                                                   const std::string& scenario) {
  std::vector<std::pair<std::string, ShownFinding>> findings(all.findings.begin(),
                                                             all.findings.end());
  std::stable_sort(findings.begin(), findings.end(),
                   [](const auto& a, const auto& b) { return a.second.seeds > b.second.seeds; });
  std::vector<reports::SweepPage::Shown> shown;
  for (const auto& [id, finding] : findings)
    shown.push_back({fmt::format("{} in {} seeds", id, finding.seeds),
                     repeat_of(folder, scenario, finding.first_seed)});
  return shown;
}

std::string repeat_of(const SeedsFolder& folder, const std::string& scenario, std::uint64_t seed) {
  for (const SweptScenario& each : folder.scenarios())
    if (each.name == scenario) return repeat_command(each.file, seed, {});
  return {};
}

}  // namespace faultline::scenarios
