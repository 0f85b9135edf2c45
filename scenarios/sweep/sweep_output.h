// What a sweep says: progress while it goes on, at its end the seeds that failed and the count
// (shared cli.md, "sweep").
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "scenarios/program.h"
#include "scenarios/sweep/seeds_folder.h"

namespace faultline::scenarios {

// For each scenario how its seeds are spread, with each finding's first seed; where the page is;
// each failing seed once with the command that repeats it, then `N seeds: H held, F failed, U
// unknown`; as JSON one object of the counts. Returns the exit code that the seeds amount to.
int print_sweep(const SeedsFolder& folder, bool json, Console& console);

class SweepProgress {
 public:
  void begin(std::uint64_t seeds, std::uint64_t known);
  void finished(const std::string& outcome);
  // A line now and then, with the rate and the time left.
  void report(std::chrono::nanoseconds elapsed, std::ostream& err);
  // Says how many seeds the time has done for, if not for all.
  void time_is_up(std::ostream& err) const;

 private:
  std::uint64_t seeds_ = 0;
  std::uint64_t known_ = 0;  // from an earlier sweep into the same folder
  std::uint64_t done_ = 0;
  std::uint64_t failed_ = 0;
  std::chrono::nanoseconds next_ = std::chrono::seconds(2);
};

}  // namespace faultline::scenarios
