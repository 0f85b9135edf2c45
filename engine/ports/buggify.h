// Buggify points (Zhou et al., "FoundationDB: A Distributed Unbundled Transactional Key Value
// Store", SIGMOD 2021, section 4): places where a process may do what is lawful but rare, so that a
// short run reaches what years of service reach. Off unless a scenario switches them on (fault
// "buggify"); whoever drives a process decides, from a stream that nothing else draws from.
//
// To add one: its enumerator, its line in buggify.cpp, `if (context.fires(BuggifyPoint::k…,
// outputs))` at its place, and its name in the marks of its engines. A point may break nothing that
// its engine promises.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/time.h"

namespace faultline::engine {

enum class BuggifyPoint : std::uint8_t {
  kSmallBatch,
  kFullSync,
  kRestartsPull,
  kEarlySync,
  kLongStep,
  kDropsClient,
  kDropsPeer,
  kReconnects,
  kGivesUpEarly,
};

struct BuggifyPointKind {
  BuggifyPoint point;
  const char* mark;  // counts how often it fired: "buggify_small_batch"
  std::string_view summary;
};
// All, in the order of the enumerators.
[[nodiscard]] std::span<const BuggifyPointKind> buggify_points();
[[nodiscard]] const BuggifyPointKind& kind_of(BuggifyPoint point);
// For EngineKind::marks.
void add_marks(std::vector<std::string_view>& marks, std::initializer_list<BuggifyPoint> points);

// What kLongStep adds to a step.
inline constexpr Duration kLongStep = std::chrono::milliseconds(50);

class Buggify {
 public:
  virtual ~Buggify() = default;
  [[nodiscard]] virtual bool fires(BuggifyPoint point) = 0;
};

}  // namespace faultline::engine
