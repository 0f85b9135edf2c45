// What a causally consistent history does not contain (shared checkers.md, 2; Bouajjani et al.,
// POPL 2017, tables 2 and 3). Three levels: causal consistency (CC), with causal convergence (CCv)
// and causal memory (CM) above it, of which neither contains the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/causality/causal_order.h"

namespace faultline::sim {

enum class PatternKind {
  kCyclicCo,         // CC: session order and reads-from have a cycle
  kThinAirRead,      // CC: nobody wrote what was read
  kWriteCoInitRead,  // CC: the initial value is read after a write
  kWriteCoRead,      // CC: a value is read after one that overwrote it
  kCyclicCf,         // CCv: no one order of the writes fits all reads
  kWriteHbInitRead,  // CM: the initial value is read after a write, as the session must order them
  kCyclicHb          // CM: no one order of the writes fits the reads of one session
};
[[nodiscard]] std::string_view word(PatternKind kind);

// Why an access comes before the next one.
enum class CausalLink {
  kNone,     // it is the last
  kSession,  // in its session
  kRead,     // the next one read what it wrote
  kConflict  // `decided_by` read what the next one wrote, although this one comes before that read
};

struct CausalStep {
  AccessIndex access = 0;
  CausalLink link = CausalLink::kNone;
  AccessIndex decided_by = kNoAccess;
};

struct BadPattern {
  PatternKind kind{};
  // Reads that are wrong; of cycles, components with a cycle or sessions that see one.
  std::uint64_t occurrences = 0;
  // The shortest example. Of a cycle: the last step leads back to the first. Else they lead to the
  // wrong read; of kWriteCoRead from the write whose value it returned, by one that overwrote it.
  std::vector<CausalStep> steps;
};

// Of causal consistency, one a kind; empty: it holds.
[[nodiscard]] std::vector<BadPattern> consistency_patterns(const CausalOrder& order);

// What a history that is causally consistent has against causal convergence.
[[nodiscard]] std::vector<BadPattern> convergence_patterns(const CausalOrder& order);

// In clock entries that are copied or compared: about a second.
inline constexpr std::uint64_t kMemoryWorkMax = std::uint64_t{1} << 28;
// What a history that is causally consistent has against causal memory. None: it takes more than
// `work_max` to tell.
[[nodiscard]] std::optional<std::vector<BadPattern>> memory_patterns(
    const CausalOrder& order, std::uint64_t work_max = kMemoryWorkMax);

}  // namespace faultline::sim
