#include "engine/commands/score_range.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <string>

#include "engine/commands/lookup.h"

namespace faultline::engine {
namespace {

using sorted_set::Ranking;
using sorted_set::Scored;
using Place = Ranking::const_iterator;

struct ScoreBound {
  double score = 0;
  bool exclusive = false;
};

// What strtod takes of a C string: also a space before it, nothing at all, and what overflows.
std::optional<ScoreBound> parse_score_bound(const Bytes& argument) {
  std::string text(argument.view().substr(0, argument.view().find('\0')));
  ScoreBound bound;
  bound.exclusive = text.starts_with('(');
  if (bound.exclusive) text.erase(0, 1);
  char* end = nullptr;
  bound.score = std::strtod(text.c_str(), &end);
  if (*end != '\0' || std::isnan(bound.score)) return std::nullopt;
  return bound;
}

std::optional<LexBound> parse_lex_bound(const Bytes& argument) {
  const std::string_view text = argument.view();
  if (text.empty()) return std::nullopt;
  const bool alone = text.size() == 1 || text[1] == '\0';
  if (text[0] == '-' && alone) return LexBound{LexBound::Kind::kLowest, {}, false};
  if (text[0] == '+' && alone) return LexBound{LexBound::Kind::kHighest, {}, false};
  if (text[0] != '(' && text[0] != '[') return std::nullopt;
  return LexBound{LexBound::Kind::kMember, argument.slice(1, text.size() - 1), text[0] == '('};
}

std::variant<Range, Reply> parse_ranks(const Bytes& min, const Bytes& max) {
  const auto first = parse_integer(min.view());
  const auto last = parse_integer(max.view());
  if (!first || !last) return not_an_integer();
  return RankRange{*first, *last};
}

std::variant<Range, Reply> parse_scores(const Bytes& min, const Bytes& max) {
  const auto low = parse_score_bound(min);
  const auto high = parse_score_bound(max);
  if (!low || !high) return error_reply("ERR min or max is not a float");
  return ScoreRange{low->score, high->score, low->exclusive, high->exclusive};
}

std::variant<Range, Reply> parse_members(const Bytes& min, const Bytes& max) {
  const auto low = parse_lex_bound(min);
  const auto high = parse_lex_bound(max);
  if (!low || !high) return error_reply("ERR min or max not valid string range item");
  return LexRange{*low, *high};
}

Place at_rank(const Ranking& ranking, std::int64_t rank) {
  const auto size = static_cast<std::int64_t>(ranking.size());
  if (rank <= size / 2) return std::next(ranking.begin(), rank);
  return std::prev(ranking.end(), size - rank);
}

Span span_in(const Ranking& ranking, const RankRange& range, Direction direction) {
  const auto size = static_cast<std::int64_t>(ranking.size());
  const auto counted = [size](std::int64_t rank) { return rank < 0 ? rank + size : rank; };
  const std::int64_t first = std::max<std::int64_t>(counted(range.first), 0);
  const std::int64_t last = std::min(counted(range.last), size - 1);
  if (first > last) return {ranking.end(), ranking.end()};
  if (direction == Direction::kBackward)
    return {at_rank(ranking, size - 1 - last), at_rank(ranking, size - first)};
  return {at_rank(ranking, first), at_rank(ranking, last + 1)};
}

// The first one with this score or more; past it: with more.
Place first_with(const Ranking& ranking, double score, bool past) {
  if (!past) return ranking.lower_bound({score, Bytes()});
  constexpr double kHighest = std::numeric_limits<double>::infinity();
  if (score == kHighest) return ranking.end();
  return ranking.lower_bound({std::nextafter(score, kHighest), Bytes()});
}

Span span_in(const Ranking& ranking, const ScoreRange& range, Direction) {
  const bool empty =
      range.min > range.max || (range.min == range.max && (range.without_min || range.without_max));
  if (empty) return {ranking.end(), ranking.end()};
  return {first_with(ranking, range.min, range.without_min),
          first_with(ranking, range.max, !range.without_max)};
}

bool at_least(const Scored& scored, const LexBound& min) {
  if (min.kind != LexBound::Kind::kMember) return min.kind == LexBound::Kind::kLowest;
  return min.exclusive ? scored.member > min.member : scored.member >= min.member;
}

bool at_most(const Scored& scored, const LexBound& max) {
  if (max.kind != LexBound::Kind::kMember) return max.kind == LexBound::Kind::kHighest;
  return max.exclusive ? scored.member < max.member : scored.member <= max.member;
}

bool holds_nothing(const LexRange& range) {
  const auto& [min, max] = range;
  if (min.kind != max.kind) return min.kind > max.kind;
  if (min.kind != LexBound::Kind::kMember) return false;
  return min.member > max.member || (min.member == max.member && (min.exclusive || max.exclusive));
}

// Members of one score are in order.
Span span_of_one_score(const Ranking& ranking, const LexRange& range) {
  const double score = ranking.begin()->score;
  const auto place = [&](const LexBound& bound, bool past) {
    if (bound.kind == LexBound::Kind::kLowest) return ranking.begin();
    if (bound.kind == LexBound::Kind::kHighest) return ranking.end();
    const Scored scored{score, bound.member};
    return past ? ranking.upper_bound(scored) : ranking.lower_bound(scored);
  };
  return {place(range.min, range.min.exclusive), place(range.max, !range.max.exclusive)};
}

Span span_forward(const Ranking& ranking, const LexRange& range) {
  const auto within_max = [&](const Scored& scored) { return at_most(scored, range.max); };
  Place begin = ranking.begin();
  while (begin != ranking.end() && !at_least(*begin, range.min)) ++begin;
  return {begin, std::find_if_not(begin, ranking.end(), within_max)};
}

Span span_backward(const Ranking& ranking, const LexRange& range) {
  Place end = ranking.end();
  while (end != ranking.begin() && !at_most(*std::prev(end), range.max)) --end;
  Place begin = end;
  while (begin != ranking.begin() && at_least(*std::prev(begin), range.min)) --begin;
  return {begin, end};
}

Span span_in(const Ranking& ranking, const LexRange& range, Direction direction) {
  // With several scores the ends may lie outside where something between them would not.
  if (ranking.empty() || holds_nothing(range) || !at_least(*ranking.rbegin(), range.min) ||
      !at_most(*ranking.begin(), range.max))
    return {ranking.end(), ranking.end()};
  if (ranking.begin()->score == ranking.rbegin()->score) return span_of_one_score(ranking, range);
  return direction == Direction::kForward ? span_forward(ranking, range)
                                          : span_backward(ranking, range);
}

}  // namespace

std::variant<Range, Reply> parse_range(RangeKind kind, const Bytes& min, const Bytes& max) {
  switch (kind) {
    case RangeKind::kRank:
      return parse_ranks(min, max);
    case RangeKind::kScore:
      return parse_scores(min, max);
    case RangeKind::kLex:
      break;
  }
  return parse_members(min, max);
}

Span span_of(const Ranking& ranking, const Range& range, Direction direction) {
  return std::visit([&](const auto& each) { return span_in(ranking, each, direction); }, range);
}

std::vector<const Scored*> members_of(const Span& span, Direction direction, std::int64_t offset,
                                      std::int64_t limit) {
  std::vector<const Scored*> members;
  if (offset < 0) return members;
  const auto take = [&](const Scored& scored) {
    if (offset > 0) return offset-- > 0;
    if (limit == 0) return false;
    if (limit > 0) --limit;
    members.push_back(&scored);
    return true;
  };
  if (direction == Direction::kForward) {
    for (Place each = span.begin; each != span.end && take(*each);) ++each;
  } else {
    for (Place each = span.end; each != span.begin && take(*std::prev(each));) --each;
  }
  return members;
}

}  // namespace faultline::engine
