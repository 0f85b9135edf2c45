// Prints which check catches which planted bug, and after how many seeds (the median of five hunts,
// each from another first seed). Exit code 1: a bug got away.
#include <fmt/format.h>

#include <array>
#include <iostream>

#include "property_tests/planted/hunt.h"

namespace {

// False: one could not be made small.
bool print_shrunk() {
  constexpr const char* kRow = "{:26} | {:>6} | {:>14} | {:>10} | {:>10}\n";
  std::cout << fmt::format(kRow, "bug, its first catch", "seed", "commands", "faults", "nodes");
  bool all = true;
  for (const faultline::planted::Shrunk& each : faultline::planted::shrink_all()) {
    const auto from_to = [](std::size_t from, std::size_t to) {
      return fmt::format("{} -> {}", from, to);
    };
    std::cout << fmt::format(fmt::runtime(kRow), each.bug->name, each.seed,
                             from_to(each.before.commands, each.after.commands),
                             from_to(each.before.faults, each.after.faults),
                             from_to(each.before.nodes, each.after.nodes));
    if (each.problem.empty()) continue;
    std::cerr << each.bug->name << ": " << each.problem << '\n';
    all = false;
  }
  return all;
}

}  // namespace

int main() {
  using faultline::planted::Hunt;
  constexpr std::array<std::uint64_t, 5> kFirstSeeds = {1, 10'001, 20'001, 30'001, 40'001};
  constexpr const char* kRow = "{:26} | {:26} | {:>12} | {}\n";
  std::cout << fmt::format(kRow, "bug", "check", "median seeds", "what it does");
  std::size_t bugs = 0;
  std::size_t caught = 0;
  for (const Hunt& hunt : faultline::planted::hunt_all(kFirstSeeds)) {
    ++bugs;
    caught += hunt.caught() ? 1 : 0;
    std::cout << fmt::format(fmt::runtime(kRow), hunt.bug->name, hunt.bug->caught_by,
                             hunt.caught() ? std::to_string(hunt.median()) : "not caught",
                             hunt.bug->summary)
              << std::flush;
    for (const std::string& problem : hunt.problems)
      std::cerr << hunt.bug->name << ": " << problem << '\n';
  }
  std::cout << fmt::format("{} bugs, {} caught\n\n", bugs, caught);
  return print_shrunk() && bugs == caught ? 0 : 1;
}
