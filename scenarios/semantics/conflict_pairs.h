// What two concurrent commands become, for every two kinds of change of each data type that can be
// in each other's way: run on the engines' own code, each command at one of two replicas that hold
// the same before, neither seeing the other's, with either stamp the later one. The table in
// engine/datatypes/README.md is made of it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/datatypes/basis.h"

namespace faultline::scenarios {

struct ConflictPair {
  std::string_view type;
  std::string_view before;  // commands that both sides hold, "a; b"; empty: nothing
  std::string_view one;     // at one side
  std::string_view other;   // at the other
  // Of Active-Active, and on what it rests.
  std::string_view rule;
  engine::Basis basis = engine::Basis::kChosen;
};
[[nodiscard]] std::span<const ConflictPair> conflict_pairs();
[[nodiscard]] std::vector<std::string_view> commands_before(const ConflictPair& pair);

// An engine, as it is set up for the table.
struct PairColumn {
  std::string_view engine;
  std::string_view title;
};
[[nodiscard]] std::span<const PairColumn> pair_columns();

// What all show in the end; empty: the engine has no such command.
struct PairShown {
  std::string other_later;
  std::string one_later;
};
[[nodiscard]] PairShown shown_of(const ConflictPair& pair, const PairColumn& column);

// As Markdown; `engine` empty: all of them.
[[nodiscard]] std::string pair_table(std::string_view engine = {});

// Where the table of all engines stands.
inline constexpr std::string_view kPairsReadme = "engine/datatypes/README.md";

}  // namespace faultline::scenarios
