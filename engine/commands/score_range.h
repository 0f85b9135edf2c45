// Ranges of a sorted set as arguments say them: by position, by score ("1", "(1", "-inf"), and by
// member where all scores are equal ("[a", "(a", "-", "+"). Positions below zero count from the
// end. Members of different scores are searched by member as Redis searches a small sorted set, but
// for one thing that it leaves open: skipping the first ones of a range never leads out of it.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "engine/datatypes/sorted_set/plain.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

struct RankRange {
  std::int64_t first = 0;
  std::int64_t last = -1;
};

struct ScoreRange {
  double min = 0;
  double max = 0;
  bool without_min = false;
  bool without_max = false;
};

struct LexBound {
  enum class Kind { kLowest, kMember, kHighest };
  Kind kind = Kind::kLowest;
  Bytes member;
  bool exclusive = false;
};
struct LexRange {
  LexBound min;
  LexBound max;
};

using Range = std::variant<RankRange, ScoreRange, LexRange>;
enum class RangeKind { kRank, kScore, kLex };

// The range from `min` to `max`, or Redis's error.
[[nodiscard]] std::variant<Range, Reply> parse_range(RangeKind kind, const Bytes& min,
                                                     const Bytes& max);

enum class Direction { kForward, kBackward };

// Neighbours in a ranking: [begin, end).
struct Span {
  sorted_set::Ranking::const_iterator begin;
  sorted_set::Ranking::const_iterator end;
};

// Backward, the positions of a RankRange count from the other end.
[[nodiscard]] Span span_of(const sorted_set::Ranking& ranking, const Range& range,
                           Direction direction = Direction::kForward);

// In the order of the direction, without the first `offset`, and no more than `limit`; a limit
// below zero is none, and an offset below zero lies beyond the end. Valid as long as the ranking.
[[nodiscard]] std::vector<const sorted_set::Scored*> members_of(const Span& span,
                                                                Direction direction,
                                                                std::int64_t offset,
                                                                std::int64_t limit);

}  // namespace faultline::engine
