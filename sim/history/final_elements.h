// What became of each element that clients added to a set, told from their records and the final
// reads alone (shared checkers.md, 4: the Jepsen-compatible view; Jepsen's checker.clj, set-full,
// which knows no removals). An addition is certain to stay if it was acknowledged and no removal
// may have seen it: each had been answered before the addition was asked, or says that it found
// nothing and is not a later one of the same client.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/history/client_view.h"

namespace faultline::sim {

enum class ElementState {
  kOpen,       // no addition of it is certain to stay
  kNeverRead,  // one is, and no replica of the core was there to read it from at the end
  kStable,     // every final read has it
  kLost        // some final read lacks it
};

struct ElementAddition {
  OperationIndex operation = 0;
  std::uint32_t unit = 0;
  bool stays = false;  // certain to
};

struct FinalElement {
  engine::Bytes key;
  engine::Bytes element;
  ElementState state = ElementState::kOpen;
  std::vector<ElementAddition> additions;  // in the order in which they were asked
  std::vector<LocalReplica> shown_at;      // by final reads
  std::vector<LocalReplica> missing_at;
  // Of the addition that is certain to stay and was answered first.
  std::optional<OperationIndex> addition;
  // From its answer to the last read that lacked the element (stable) or had it (lost); 0: to none.
  engine::Duration latency{};
};

// An element that a read should not have shown.
struct MisreadElement {
  engine::Bytes key;
  engine::Bytes element;
  std::optional<OperationIndex> read;   // by a client
  std::optional<LocalReplica> replica;  // or at the end
};

struct FinalElements {
  std::vector<FinalElement> elements;    // by key and element
  std::vector<MisreadElement> unasked;   // nobody had asked to add it
  std::vector<MisreadElement> repeated;  // listed twice by one read
  std::uint64_t keys = 0;
  // Sets that other commands than SADD, SREM, DEL and UNLINK write.
  std::uint64_t keys_left_out = 0;
};

// Reads by clients tell latencies, and what they should not have shown; they are left out where
// nobody asks for that: they are most of the work.
enum class ReadsByClients { kTakeIn, kLeaveOut };
[[nodiscard]] FinalElements final_elements(const History& history,
                                           ReadsByClients reads = ReadsByClients::kTakeIn);

}  // namespace faultline::sim
