#include "scenarios/sweep/sweep_output.h"

#include <fmt/format.h>

#include <ostream>

#include "scenarios/commands/repeat_command.h"
#include "scenarios/exit_code.h"

namespace faultline::scenarios {
namespace {

constexpr std::chrono::nanoseconds kPause = std::chrono::seconds(5);

}  // namespace

std::string repeat_of(const SeedsFolder& folder, const std::string& scenario, std::uint64_t seed) {
  for (const SweptScenario& each : folder.scenarios())
    if (each.name == scenario) return repeat_command(each.file, seed, {});
  return {};
}

int print_sweep(const SeedsFolder& folder, bool json, std::ostream& out) {
  const Tally tally = folder.tally();
  const std::size_t all = folder.lines().size();
  if (json) {
    const nlohmann::ordered_json counts = {
        {"seeds", all}, {"held", tally.held}, {"failed", tally.failed}, {"unknown", tally.unknown}};
    out << counts.dump() << '\n';
  } else {
    for (const auto& [key, line] : folder.lines())
      if (line.outcome == "failed")
        out << fmt::format("{} seed {} failed, repeat {}\n", line.scenario, line.seed,
                           repeat_of(folder, line.scenario, line.seed));
    out << fmt::format("{} seeds: {} held, {} failed, {} unknown\n", all, tally.held, tally.failed,
                       tally.unknown);
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
