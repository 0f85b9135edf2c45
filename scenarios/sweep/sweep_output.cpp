#include "scenarios/sweep/sweep_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "scenarios/colour.h"
#include "scenarios/commands/repeat_command.h"
#include "scenarios/exit_code.h"
#include "scenarios/sweep/distribution.h"
#include "scenarios/sweep/share.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

constexpr std::chrono::nanoseconds kPause = std::chrono::seconds(5);

using Cells = std::vector<std::string>;

std::string percent_text(std::int64_t ppm) {
  return fmt::format("{}.{}", ppm / 10'000, ppm / 1'000 % 10);
}

// Median, 95th percentile and largest.
std::string spread_text(const std::vector<std::int64_t>& sorted) {
  if (sorted.empty()) return "-";
  return fmt::format("{} / {} / {}", percentile(sorted, 50), percentile(sorted, 95), sorted.back());
}

void print_row(const std::string& label, const Cells& cells, std::ostream& out) {
  out << fmt::format("{:26}", label);
  for (const std::string& cell : cells) out << fmt::format(" {:>17}", cell);
  out << '\n';
}

void print_engines(const Distribution& all, std::ostream& out) {
  Cells names, losing, interval, lost, converged, after;
  for (const auto& [name, engine] : all.engines) {
    const std::size_t seeds = engine.lost.size();
    const ShareInterval share = share_interval(engine.with_losses, seeds);
    names.push_back(name);
    losing.push_back(fmt::format("{} of {}", engine.with_losses, seeds));
    interval.push_back(percent_text(share.low_ppm) + " to " + percent_text(share.high_ppm) + " %");
    lost.push_back(spread_text(engine.lost));
    converged.push_back(fmt::format("{} of {}", engine.converged_after_heal_ns.size(), all.seeds));
    const std::vector<std::int64_t>& times = engine.converged_after_heal_ns;
    after.push_back(times.empty() ? "-"
                                  : sim::duration_text(percentile(times, 50)) + " / " +
                                        sim::duration_text(times.back()));
  }
  print_row("", names, out);
  print_row("seeds that lose something", losing, out);
  print_row("  the share, 95 % interval", interval, out);
  print_row("lost, median / p95 / most", lost, out);
  print_row("seeds that agree at last", converged, out);
  print_row("  after, median / slowest", after, out);
}

void print_findings(const Distribution& all, const SeedsFolder& folder, const std::string& scenario,
                    std::ostream& out) {
  std::vector<std::pair<std::string, ShownFinding>> findings(all.findings.begin(),
                                                             all.findings.end());
  std::stable_sort(findings.begin(), findings.end(),
                   [](const auto& a, const auto& b) { return a.second.seeds > b.second.seeds; });
  for (const auto& [id, shown] : findings)
    out << fmt::format("finding {} in {} seeds, first {}\n", id, shown.seeds,
                       repeat_of(folder, scenario, shown.first_seed));
}

void print_distribution(const SeedsFolder& folder, std::ostream& out) {
  for (const SweptScenario& scenario : folder.scenarios()) {
    const Distribution all = distribution_of(scenario.name, folder.lines());
    if (all.seeds == 0) continue;
    out << fmt::format("{}, {} seeds\n", scenario.name, all.seeds);
    print_engines(all, out);
    for (const PairedSeeds& pair : all.pairs)
      out << fmt::format("{} against {}: loses more in {}, less in {}, as much in {}\n", pair.first,
                         pair.second, pair.first_lost_more, pair.second_lost_more, pair.equal);
    print_findings(all, folder, scenario.name, out);
    out << '\n';
  }
}

}  // namespace

std::string repeat_of(const SeedsFolder& folder, const std::string& scenario, std::uint64_t seed) {
  for (const SweptScenario& each : folder.scenarios())
    if (each.name == scenario) return repeat_command(each.file, seed, {});
  return {};
}

int print_sweep(const SeedsFolder& folder, bool json, Console& console) {
  std::ostream& out = console.out;
  const Tally tally = folder.tally();
  const std::uint64_t all = folder.lines().size();
  if (json) {
    const nlohmann::ordered_json counts = {
        {"seeds", all}, {"held", tally.held}, {"failed", tally.failed}, {"unknown", tally.unknown}};
    out << counts.dump() << '\n';
  } else {
    print_distribution(folder, out);
    folder.lines().for_each([&](const SeedLine& line) {
      if (line.outcome == "failed")
        out << fmt::format("{} seed {} {}, repeat {}\n", line.scenario, line.seed,
                           coloured(line.outcome, line.outcome, console.colours),
                           repeat_of(folder, line.scenario, line.seed));
    });
    out << all << " seeds: " << tally_text(tally, console.colours) << '\n';
  }
  return exit_code_of(outcome_of(tally));
}

void SweepProgress::begin(std::uint64_t seeds, std::uint64_t known) {
  seeds_ = seeds;
  known_ = known;
}

void SweepProgress::finished(const std::string& outcome) {
  ++done_;
  failed_ += outcome == "failed" ? 1 : 0;
}

void SweepProgress::time_is_up(std::ostream& err) const {
  if (known_ + done_ == seeds_) return;
  err << fmt::format(
      "the time is up after {} of {} seeds; the same command goes on with the rest\n",
      known_ + done_, seeds_);
}

void SweepProgress::report(std::chrono::nanoseconds elapsed, std::ostream& err) {
  if (elapsed < next_ || done_ == 0) return;
  next_ = elapsed + kPause;
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const double rate = static_cast<double>(done_) / seconds;
  const auto left = static_cast<double>(seeds_ - known_ - done_) / rate;
  err << fmt::format("{} of {} seeds, {} failed, {:.1f} seeds/s, {:.0f} s left\n", known_ + done_,
                     seeds_, failed_, rate, left);
}

}  // namespace faultline::scenarios
