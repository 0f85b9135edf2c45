// The algorithms against what they stand for: the definitions, tried over all orders of small
// histories, and the table of patterns, word for word, in larger ones.

#include <catch2/catch.hpp>

#include <array>
#include <map>
#include <ostream>

#include "sim/causality/bad_patterns.h"
#include "sim/causality/causal_store_fixture.h"
#include "sim/causality/definitions_fixture.h"
#include "sim/causality/histories_fixture.h"

namespace faultline::sim {
namespace {

struct Levels {
  bool consistent = false;
  bool convergent = false;
  bool memory = false;
  friend auto operator<=>(const Levels&, const Levels&) = default;
};
std::ostream& operator<<(std::ostream& out, const Levels& levels) {
  return out << "CC " << levels.consistent << ", CCv " << levels.convergent << ", CM "
             << levels.memory;
}
constexpr Levels kNoLevel{false, false, false};
constexpr Levels kConsistentOnly{true, false, false};
constexpr Levels kConvergentOnly{true, true, false};
constexpr Levels kMemoryOnly{true, false, true};
constexpr Levels kAllLevels{true, true, true};

Levels by_algorithms(const RegisterHistory& history) {
  const CausalOrder order(history);
  if (!consistency_patterns(order).empty()) return kNoLevel;
  return {true, convergence_patterns(order).empty(), memory_patterns(order).value().empty()};
}

Levels by_table(const RegisterHistory& history) {
  const PatternTable table(history);
  if (!table.consistent()) return kNoLevel;
  return {true, !table.cyclic_cf(), !table.write_hb_init_read() && !table.cyclic_hb()};
}

Levels by_definitions(const RegisterHistory& history) {
  const Definitions definitions(history);
  return {definitions.consistent(), definitions.convergent(), definitions.memory()};
}

// What clients of a causal store saw, with one read told otherwise now and then.
RegisterHistory draw_seen_history(const DrawnSize& size, CausalStore::Keeps keeps,
                                  engine::Prng& random) {
  CausalStore store(size.sessions, size.keys, keeps, engine::Prng(random.next()));
  for (std::uint32_t i = 0; i < size.accesses; ++i) store.access();
  RegisterHistory history = store.history();
  auto& session = history.sessions[random.below(size.sessions)];
  if (session.empty() || random.below(2) == 0) return history;
  RegisterAccess& access = session[random.below(session.size())];
  if (!access.writes) access.value = static_cast<std::uint32_t>(random.below(access.value + 2));
  return history;
}

// Near the border between levels: one of these with a few changes.
constexpr const char* kConvergentHistory = "wz1 wx1 wy1 | wx2 rz0 ry1 rx2";
constexpr const char* kMemoryHistory = "wx1 rx2 | wx2 rx1";
constexpr const char* kConsistentHistory = "wx1 | wx2 | rx1 rx2 rx1";

RegisterHistory draw_variation(engine::Prng& random) {
  constexpr std::array<const char*, 3> kBases = {kConvergentHistory, kMemoryHistory,
                                                 kConsistentHistory};
  RegisterHistory history = history_of(kBases[random.below(kBases.size())]);
  const std::uint64_t changes = random.below(4);
  for (std::uint32_t change = 0; change < changes; ++change) {
    auto& session = history.sessions[random.below(history.sessions.size())];
    const auto at = static_cast<std::ptrdiff_t>(random.below(session.size() + 1));
    const auto key = static_cast<std::uint32_t>(random.below(3));
    if (random.below(2) == 0)
      session.insert(session.begin() + at, {true, key, 5 + change});
    else
      session.insert(session.begin() + at,
                     {false, key, static_cast<std::uint32_t>(random.below(3))});
  }
  return history;
}

CausalStore::Keeps draw_keeps(engine::Prng& random) {
  return random.below(2) == 0 ? CausalStore::Keeps::kLargestStamp
                              : CausalStore::Keeps::kLastArrival;
}

TEST_CASE("the levels are what their definitions say of all orders of small histories") {
  engine::Prng random(1);
  std::map<Levels, int> seen;
  for (int i = 0; i < 3000; ++i) {
    const DrawnSize size{static_cast<std::uint32_t>(random.between(2, 3)),
                         static_cast<std::uint32_t>(random.between(1, 2)),
                         static_cast<std::uint32_t>(random.between(2, 5))};
    const RegisterHistory history = random.below(2) == 0
                                        ? draw_history(size, random)
                                        : draw_seen_history(size, draw_keeps(random), random);
    INFO(history_text(history));
    const Levels levels = by_algorithms(history);
    REQUIRE(levels == by_definitions(history));
    ++seen[levels];
  }
  CHECK(seen[kNoLevel] > 500);
  CHECK(seen[kAllLevels] > 500);
  CHECK(seen[kConsistentOnly] + seen[kMemoryOnly] > 5);
}

TEST_CASE("neither of convergence and memory contains the other, by their definitions") {
  for (const auto& [text, levels] :
       {std::pair(kConvergentHistory, kConvergentOnly), std::pair(kMemoryHistory, kMemoryOnly),
        std::pair(kConsistentHistory, kConsistentOnly)}) {
    CHECK(by_definitions(history_of(text)) == levels);
    CHECK(by_algorithms(history_of(text)) == levels);
  }
}

// By turns: drawn access by access, changed, or seen by clients of a store.
RegisterHistory draw_larger_history(int turn, engine::Prng& random) {
  if (turn % 8 < 3) return draw_variation(random);
  DrawnSize size{static_cast<std::uint32_t>(random.between(2, 4)),
                 static_cast<std::uint32_t>(random.between(1, 3)),
                 static_cast<std::uint32_t>(random.between(5, 16))};
  if (turn % 8 < 7) return draw_history(size, random);
  size.accesses *= 3;
  return draw_seen_history(size, draw_keeps(random), random);
}

TEST_CASE("the fast algorithms say what the table of patterns says of larger histories") {
  engine::Prng random(2);
  std::map<Levels, int> seen;
  for (int i = 0; i < 8000; ++i) {
    const RegisterHistory history = draw_larger_history(i, random);
    INFO(history_text(history));
    const Levels levels = by_algorithms(history);
    REQUIRE(levels == by_table(history));
    ++seen[levels];
  }
  for (const Levels& levels :
       {kNoLevel, kConsistentOnly, kConvergentOnly, kMemoryOnly, kAllLevels}) {
    INFO(levels);
    CHECK(seen[levels] > 100);
  }
}

TEST_CASE("clients of a causal store see the level that it promises") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    for (const auto keeps : {CausalStore::Keeps::kLargestStamp, CausalStore::Keeps::kLastArrival}) {
      CausalStore store(6, 20, keeps, engine::Prng(seed));
      for (int i = 0; i < 1000; ++i) store.access();
      const Levels levels = by_algorithms(store.history());
      CHECK(levels.consistent);
      const bool promised =
          keeps == CausalStore::Keeps::kLargestStamp ? levels.convergent : levels.memory;
      CHECK(promised);
    }
}

}  // namespace
}  // namespace faultline::sim
