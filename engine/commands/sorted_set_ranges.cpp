// ZRANGE with BYSCORE BYLEX REV LIMIT WITHSCORES, the older commands that fix some of these, and
// ZRANGESTORE.

#include <array>

#include "engine/commands/element_units.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/score_range.h"
#include "engine/commands/sorted_set_values.h"

namespace faultline::engine {
namespace {

using sorted_set::Scored;

// What the name of a command has settled already; the rest is left to its options.
struct RangeForm {
  std::optional<RangeKind> kind;
  std::optional<Direction> direction;
};

struct RangeOptions {
  RangeForm form;
  std::int64_t offset = 0;
  std::int64_t limit = -1;  // below zero: none
  bool with_scores = false;
};

// The options from argument `at` on.
std::variant<RangeOptions, Reply> parse_range_options(const Arguments& arguments, std::size_t at,
                                                      const RangeForm& form, bool stores) {
  RangeOptions options{form, 0, -1, false};
  for (; at < arguments.size(); ++at) {
    const Bytes& word = arguments[at];
    if (!stores && is_word(word, "WITHSCORES")) {
      options.with_scores = true;
    } else if (is_word(word, "LIMIT") && at + 2 < arguments.size()) {
      const auto offset = parse_integer(arguments[at + 1].view());
      const auto limit = parse_integer(arguments[at + 2].view());
      if (!offset || !limit) return not_an_integer();
      options.offset = *offset;
      options.limit = *limit;
      at += 2;
    } else if (!options.form.direction && is_word(word, "REV")) {
      options.form.direction = Direction::kBackward;
    } else if (!options.form.kind && is_word(word, "BYLEX")) {
      options.form.kind = RangeKind::kLex;
    } else if (!options.form.kind && is_word(word, "BYSCORE")) {
      options.form.kind = RangeKind::kScore;
    } else {
      return syntax_error();
    }
  }
  return options;
}

std::optional<Reply> conflict_in(const RangeOptions& options) {
  const RangeKind kind = options.form.kind.value_or(RangeKind::kRank);
  if (options.limit != -1 && kind == RangeKind::kRank)
    return error_reply(
        "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  if (options.with_scores && kind == RangeKind::kLex)
    return error_reply("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  return std::nullopt;
}

struct ChosenRange {
  std::vector<const Scored*> members;
  bool with_scores = false;
};

// A command whose key, or source, is argument `key`.
std::variant<ChosenRange, Reply> choose_range(const CommandContext& context, std::size_t key,
                                              const RangeForm& form, bool stores) {
  const Arguments& arguments = context.arguments;
  const auto parsed = parse_range_options(arguments, key + 3, form, stores);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& options = std::get<RangeOptions>(parsed);
  if (auto conflict = conflict_in(options)) return *conflict;
  const RangeKind kind = options.form.kind.value_or(RangeKind::kRank);
  const Direction direction = options.form.direction.value_or(Direction::kForward);
  // Backward by score or member, the upper end comes first.
  const bool swapped = direction == Direction::kBackward && kind != RangeKind::kRank;
  const auto range =
      parse_range(kind, arguments[key + (swapped ? 2 : 1)], arguments[key + (swapped ? 1 : 2)]);
  if (const auto* error = std::get_if<Reply>(&range)) return *error;
  const auto found = sorted_set_at(context, arguments[key]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return ChosenRange{};
  const Span span = span_of(found.reader->ranking(), std::get<Range>(range), direction);
  // LIMIT with a count of -1 passes as none, its offset too.
  const std::int64_t offset = kind == RangeKind::kRank ? 0 : options.offset;
  return ChosenRange{members_of(span, direction, offset, options.limit), options.with_scores};
}

Reply answer_range(const CommandContext& context, const RangeForm& form) {
  const auto chosen = choose_range(context, 1, form, false);
  if (const auto* error = std::get_if<Reply>(&chosen)) return *error;
  const auto& [members, with_scores] = std::get<ChosenRange>(chosen);
  std::vector<Reply> replies;
  for (const Scored* scored : members) append_scored(replies, *scored, with_scores);
  return {std::move(replies)};
}

Reply zrange(const CommandContext& context) {
  return answer_range(context, {});
}

template <RangeKind kKind, Direction kDirection>
Reply fixed_range(const CommandContext& context) {
  return answer_range(context, {kKind, kDirection});
}

Reply zrangestore(const CommandContext& context) {
  const auto chosen = choose_range(context, 2, {}, true);
  if (const auto* error = std::get_if<Reply>(&chosen)) return *error;
  sorted_set::Scores scores;
  for (const Scored* scored : std::get<ChosenRange>(chosen).members)
    scores.emplace(scored->member, scored->score);
  return store_scores(context, context.arguments[1], 0, std::move(scores));
}

constexpr auto kForward = Direction::kForward;
constexpr auto kBackward = Direction::kBackward;

constexpr std::array kSortedSetRangeCommands = {
    CommandKind{"ZRANGE", "members of a range; BYSCORE BYLEX REV LIMIT WITHSCORES", -4,
                Access::kRead, kFirstKey, zrange},
    CommandKind{"ZREVRANGE", "members by position, from the highest score", -4, Access::kRead,
                kFirstKey, fixed_range<RangeKind::kRank, kBackward>},
    CommandKind{"ZRANGEBYSCORE", "members by score", -4, Access::kRead, kFirstKey,
                fixed_range<RangeKind::kScore, kForward>},
    CommandKind{"ZREVRANGEBYSCORE", "members by score, from the highest", -4, Access::kRead,
                kFirstKey, fixed_range<RangeKind::kScore, kBackward>},
    CommandKind{"ZRANGEBYLEX", "members between two, where all scores are equal", -4, Access::kRead,
                kFirstKey, fixed_range<RangeKind::kLex, kForward>},
    CommandKind{"ZREVRANGEBYLEX", "members between two, from the last", -4, Access::kRead,
                kFirstKey, fixed_range<RangeKind::kLex, kBackward>},
    CommandKind{"ZRANGESTORE", "stores what ZRANGE answers", -5, Access::kWrite, kFirstTwoKeys,
                zrangestore, key_unit<1>},
};

}  // namespace

std::span<const CommandKind> sorted_set_range_commands() {
  return kSortedSetRangeCommands;
}

}  // namespace faultline::engine
