// ZPOPMIN ZPOPMAX ZMPOP ZREMRANGEBYRANK ZREMRANGEBYSCORE ZREMRANGEBYLEX: the arguments name no
// member, so the key is the unit, and what is removed is one effect.

#include <array>

#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/score_range.h"
#include "engine/commands/sorted_set_values.h"

namespace faultline::engine {
namespace {

using sorted_set::Scored;

template <RangeKind kKind>
Reply remove_range(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const auto range = parse_range(kKind, arguments[2], arguments[3]);
  if (const auto* error = std::get_if<Reply>(&range)) return *error;
  const auto found = sorted_set_at(context, arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return integer_reply(0);
  const Span span = span_of(found.reader->ranking(), std::get<Range>(range));
  sorted_set::Remove removal;
  for (auto each = span.begin; each != span.end; ++each) removal.names.push_back(each->member);
  const auto size = static_cast<std::int64_t>(removal.names.size());
  if (size > 0) context.effects.add(arguments[1], 0, std::move(removal));
  return integer_reply(size);
}

// The first or last `count` members, which leave the key.
std::vector<const Scored*> pop_scored(const CommandContext& context, const Bytes& key,
                                      std::uint32_t unit, const sorted_set::Reader& reader,
                                      Direction from, std::int64_t count) {
  const sorted_set::Ranking& ranking = reader.ranking();
  std::vector<const Scored*> popped = members_of({ranking.begin(), ranking.end()}, from, 0, count);
  sorted_set::Remove removal;
  for (const Scored* scored : popped) removal.names.push_back(scored->member);
  if (!popped.empty()) context.effects.add(key, unit, std::move(removal));
  return popped;
}

template <Direction kFrom>
Reply zpop(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (arguments.size() > 3) return syntax_error();
  const auto count =
      arguments.size() == 3 ? parse_integer(arguments[2].view()) : std::optional<std::int64_t>(1);
  if (!count || *count < 0) return error_reply("ERR value is out of range, must be positive");
  const auto found = sorted_set_at(context, arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> replies;
  if (found.reader != nullptr)
    for (const Scored* scored : pop_scored(context, arguments[1], 0, *found.reader, kFrom, *count))
      append_scored(replies, *scored, true);
  return {std::move(replies)};
}

struct ManyPop {
  std::size_t keys = 0;  // from argument 2 on
  Direction from = Direction::kForward;
  std::int64_t count = 1;
};

std::variant<ManyPop, Reply> parse_many_pop(const Arguments& arguments) {
  const auto given = parse_integer(arguments[1].view());
  if (!given || *given < 1) return error_reply("ERR numkeys should be greater than 0");
  if (*given > static_cast<std::int64_t>(arguments.size()) - 3) return syntax_error();
  ManyPop wanted{static_cast<std::size_t>(*given)};
  std::size_t at = 2 + wanted.keys;
  if (is_word(arguments[at], "MAX"))
    wanted.from = Direction::kBackward;
  else if (!is_word(arguments[at], "MIN"))
    return syntax_error();
  if (++at == arguments.size()) return wanted;
  if (!is_word(arguments[at], "COUNT") || at + 1 == arguments.size()) return syntax_error();
  const auto count = parse_integer(arguments[at + 1].view());
  if (!count || *count < 1) return error_reply("ERR count should be greater than 0");
  if (at + 2 < arguments.size()) return syntax_error();
  wanted.count = *count;
  return wanted;
}

// From the first key that holds something.
Reply zmpop(const CommandContext& context) {
  const auto parsed = parse_many_pop(context.arguments);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& wanted = std::get<ManyPop>(parsed);
  for (std::size_t i = 0; i < wanted.keys; ++i) {
    const Bytes& key = context.arguments[2 + i];
    const auto found = sorted_set_at(context, key);
    if (found.wrong_type) return wrong_type();
    if (found.reader == nullptr) continue;
    std::vector<Reply> pairs;
    for (const Scored* scored : pop_scored(context, key, static_cast<std::uint32_t>(i),
                                           *found.reader, wanted.from, wanted.count)) {
      std::vector<Reply> pair;
      append_scored(pair, *scored, true);
      pairs.push_back({std::move(pair)});
    }
    return {std::vector<Reply>{bulk_reply(key), {std::move(pairs)}}};
  }
  return nil_reply();
}

constexpr std::array kSortedSetRemovalCommands = {
    CommandKind{"ZPOPMIN", "removes and answers members of the lowest scores", -2, Access::kWrite,
                kFirstKey, zpop<Direction::kForward>},
    CommandKind{"ZPOPMAX", "removes and answers members of the highest scores", -2, Access::kWrite,
                kFirstKey, zpop<Direction::kBackward>},
    CommandKind{"ZMPOP", "pops from the first of several keys that exists; MIN MAX COUNT", -4,
                Access::kWrite, KeyRange{1, 0, 1, 1}, zmpop},
    CommandKind{"ZREMRANGEBYRANK", "removes members by position", 4, Access::kWrite, kFirstKey,
                remove_range<RangeKind::kRank>},
    CommandKind{"ZREMRANGEBYSCORE", "removes members by score", 4, Access::kWrite, kFirstKey,
                remove_range<RangeKind::kScore>},
    CommandKind{"ZREMRANGEBYLEX", "removes members between two, where all scores are equal", 4,
                Access::kWrite, kFirstKey, remove_range<RangeKind::kLex>},
};

}  // namespace

std::span<const CommandKind> sorted_set_removal_commands() {
  return kSortedSetRemovalCommands;
}

}  // namespace faultline::engine
