// ZREM ZCARD ZSCORE ZMSCORE ZRANK ZREVRANK ZCOUNT ZLEXCOUNT.

#include <array>
#include <iterator>
#include <set>

#include "engine/commands/element_units.h"
#include "engine/commands/registry.h"
#include "engine/commands/score_range.h"
#include "engine/commands/sorted_set_values.h"

namespace faultline::engine {
namespace {

Reply zrem(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const auto found = sorted_set_at(context, arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::set<Bytes> removed;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    if (found.reader == nullptr || !found.reader->score_of(arguments[i])) continue;
    if (!removed.insert(arguments[i]).second) continue;
    context.effects.add(arguments[1], unit_at<1>(i), sorted_set::Remove{{arguments[i]}});
  }
  return integer_reply(static_cast<std::int64_t>(removed.size()));
}

Reply zcard(const CommandContext& context) {
  const auto found = sorted_set_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  return integer_reply(found.reader == nullptr ? 0
                                               : static_cast<std::int64_t>(found.reader->size()));
}

Reply score_or_nil(const sorted_set::Reader* reader, const Bytes& member) {
  const auto score = reader == nullptr ? std::nullopt : reader->score_of(member);
  return score ? score_reply(*score) : nil_reply();
}

Reply zscore(const CommandContext& context) {
  const auto found = sorted_set_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  return score_or_nil(found.reader, context.arguments[2]);
}

Reply zmscore(const CommandContext& context) {
  const auto found = sorted_set_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> scores;
  for (std::size_t i = 2; i < context.arguments.size(); ++i)
    scores.push_back(score_or_nil(found.reader, context.arguments[i]));
  return {std::move(scores)};
}

template <Direction kDirection>
Reply rank_of(const CommandContext& context) {
  const Bytes& member = context.arguments[2];
  const auto found = sorted_set_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  const auto score = found.reader == nullptr ? std::nullopt : found.reader->score_of(member);
  if (!score) return nil_reply();
  const sorted_set::Ranking& ranking = found.reader->ranking();
  const auto place = ranking.find({*score, member});
  return integer_reply(kDirection == Direction::kForward ? std::distance(ranking.begin(), place)
                                                         : std::distance(place, ranking.end()) - 1);
}

template <RangeKind kKind>
Reply count_range(const CommandContext& context) {
  const auto range = parse_range(kKind, context.arguments[2], context.arguments[3]);
  if (const auto* error = std::get_if<Reply>(&range)) return *error;
  const auto found = sorted_set_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return integer_reply(0);
  const Span span = span_of(found.reader->ranking(), std::get<Range>(range));
  return integer_reply(std::distance(span.begin, span.end));
}

constexpr std::array kSortedSetCommands = {
    CommandKind{"ZREM", "removes members", -3, Access::kWrite, kFirstKey, zrem, element_units<1>},
    CommandKind{"ZCARD", "how many members", 2, Access::kRead, kFirstKey, zcard},
    CommandKind{"ZSCORE", "the score of a member", 3, Access::kRead, kFirstKey, zscore},
    CommandKind{"ZMSCORE", "the scores of members", -3, Access::kRead, kFirstKey, zmscore},
    CommandKind{"ZRANK", "the position of a member, from the lowest score", 3, Access::kRead,
                kFirstKey, rank_of<Direction::kForward>},
    CommandKind{"ZREVRANK", "the position of a member, from the highest score", 3, Access::kRead,
                kFirstKey, rank_of<Direction::kBackward>},
    CommandKind{"ZCOUNT", "how many members have a score in a range", 4, Access::kRead, kFirstKey,
                count_range<RangeKind::kScore>},
    CommandKind{"ZLEXCOUNT", "how many members lie between two", 4, Access::kRead, kFirstKey,
                count_range<RangeKind::kLex>},
};

}  // namespace

std::span<const CommandKind> sorted_set_commands() {
  return kSortedSetCommands;
}

}  // namespace faultline::engine
