// The folder of a sweep: `sweep.json` names the scenarios and their hashes, `seeds.jsonl` has one
// line a finished seed in the order in which they finished, `summary.json` is written at the end
// and depends on the set of finished seeds alone. A kill at any point leaves a folder that a later
// sweep resumes (shared cli.md, "sweep").
#pragma once

#include <boost/interprocess/sync/file_lock.hpp>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/expectations.h"
#include "scenarios/sweep/summary.h"

namespace faultline::scenarios {

class SeedsFolder {
 public:
  // Reads what is there. A problem names file, line and what was expected; then nothing was
  // written. `writer`: takes the folder, so that a second sweep on it is refused.
  [[nodiscard]] static SeedsFolder open(const std::string& path, bool writer, std::string& problem);

  // Notes the scenarios; the problem says which of them the folder knows by another hash.
  [[nodiscard]] std::string add_scenarios(const std::vector<SweptScenario>& scenarios);
  // The same for a sweep that goes on: other scenarios than the folder's are a problem too.
  [[nodiscard]] std::string continue_with(const std::vector<SweptScenario>& scenarios);
  // Makes the folder if need be, cuts off a torn last line and is then ready for `append`.
  [[nodiscard]] std::string start_writing();
  // One line, flushed. False: the disk did not take it.
  [[nodiscard]] bool append(const SeedLine& line);
  // Replaces seeds.jsonl by all lines in the order of (scenario, seed).
  [[nodiscard]] std::string write_sorted();
  [[nodiscard]] std::string write_summary(bool interrupted) const;
  // `name` may have a folder: "series/losses.csv".
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::vector<SweptScenario>& scenarios() const { return scenarios_; }
  [[nodiscard]] const SeedLines& lines() const { return lines_; }
  // Adds a line of another folder; the problem says how the same seed ended there and here.
  [[nodiscard]] std::string merge(const SeedLine& line);
  [[nodiscard]] Tally tally() const;

 private:
  [[nodiscard]] std::string read_scenarios();
  [[nodiscard]] std::string read_lines();

  std::string path_;
  std::vector<SweptScenario> scenarios_;  // by name
  SeedLines lines_;
  std::uintmax_t sound_bytes_ = 0;  // of seeds.jsonl, without a torn last line
  std::ofstream out_;
  std::optional<boost::interprocess::file_lock> lock_;
};

}  // namespace faultline::scenarios
