#include "scenarios/sweep/sweep_output.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "scenarios/colour.h"
#include "scenarios/exit_code.h"
#include "scenarios/sweep/distribution.h"
#include "scenarios/sweep/sweep_rows.h"

namespace faultline::scenarios {
namespace {

constexpr std::chrono::nanoseconds kPause = std::chrono::seconds(5);

void print_row(const std::string& label, const std::vector<std::string>& cells, std::ostream& out) {
  out << fmt::format("{:26}", label);
  for (const std::string& cell : cells) out << fmt::format(" {:>17}", cell);
  out << '\n';
}

void print_engines(const Distribution& all, std::ostream& out) {
  std::vector<std::string> names;
  for (const auto& [name, engine] : all.engines) names.push_back(name);
  print_row("", names, out);
  for (const reports::SweepPage::Row& row : rows_of(all)) print_row(row.label, row.cells, out);
}

void print_distribution(const SeedsFolder& folder, std::ostream& out) {
  for (const SweptScenario& scenario : folder.scenarios()) {
    const Distribution all = distribution_of(scenario.name, folder.lines());
    if (all.seeds == 0) continue;
    out << fmt::format("{}, {} seeds\n", scenario.name, all.seeds);
    print_engines(all, out);
    for (const PairedSeeds& pair : all.pairs)
      out << pair_text(pair, pair.first, pair.second) << '\n';
    for (const reports::SweepPage::Shown& each : findings_of(all, folder, scenario.name))
      out << "finding " << each.text << ", first " << each.command << '\n';
    out << '\n';
  }
  std::error_code error;
  const std::filesystem::path page = std::filesystem::path(folder.path()) / "report.html";
  if (std::filesystem::exists(page, error)) out << "report " << page.string() << "\n\n";
}

}  // namespace

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
