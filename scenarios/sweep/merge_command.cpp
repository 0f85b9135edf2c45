// faultline merge DIR… --out DIR: the shards of one sweep put together, as if one machine had run
// them all.
#include <optional>
#include <ostream>

#include "scenarios/commands/flags.h"
#include "scenarios/exit_code.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/sweep/seeds_folder.h"
#include "scenarios/sweep/sweep_output.h"
#include "scenarios/sweep/sweep_report.h"

namespace faultline::scenarios {
namespace {

// Counts the seeds that were there already.
std::string add(const SeedsFolder& shard, SeedsFolder& whole, std::uint64_t& twice) {
  std::string problem = whole.add_scenarios(shard.scenarios());
  shard.lines().for_each([&](const SeedLine& line) {
    if (!problem.empty()) return;
    twice += whole.lines().contains(line.scenario, line.seed) ? 1 : 0;
    problem = whole.merge(line);
  });
  return problem;
}

// Seeds between the first and the last of a scenario that no folder has, as where a part was
// forgotten.
std::uint64_t seeds_missing(const SeedsFolder& whole) {
  std::uint64_t missing = 0;
  for (const SweptScenario& scenario : whole.scenarios()) {
    std::optional<std::uint64_t> last;
    whole.lines().for_each_of(scenario.name, [&](const SeedLine& line) {
      if (last) missing += line.seed - *last - 1;
      last = line.seed;
    });
  }
  return missing;
}

}  // namespace

int merge_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  Words folders;
  std::string out;
  flags.app().add_option("folders", folders, "folders of sweeps")->required()->option_text("DIR…");
  flags.app().add_option("--out", out, "where all of them go")->required()->option_text("DIR");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  std::string problem;
  SeedsFolder whole = SeedsFolder::open(out, true, problem);
  if (!problem.empty()) flags.fail("--out", problem);
  std::uint64_t twice = 0;
  for (const std::string& folder : folders) {
    problem.clear();
    const SeedsFolder shard = SeedsFolder::open(folder, false, problem);
    if (problem.empty()) problem = add(shard, whole, twice);
    if (!problem.empty()) flags.fail(folder, problem);
  }
  if (flags.failed(console)) return kExitBadInput;
  if (twice > 0)
    console.err << "faultline merge: seeds in several of the folders, each counted once: " << twice
                << '\n';
  if (const std::uint64_t missing = seeds_missing(whole); missing > 0)
    console.err << "faultline merge: seeds that none of the folders has, between those that some "
                   "has: "
                << missing << '\n';
  problem = whole.start_writing();
  if (problem.empty()) problem = whole.write_sorted();
  if (problem.empty()) problem = whole.write_summary(false);
  if (problem.empty()) {
    const std::string no_report = write_sweep_report(whole, false);
    if (!no_report.empty()) console.err << "faultline merge: " << no_report << '\n';
    return print_sweep(whole, false, console);
  }
  console.err << "faultline merge: " << problem << '\n';
  return kExitBadInput;
}

}  // namespace faultline::scenarios
