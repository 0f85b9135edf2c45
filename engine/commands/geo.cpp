// GEOADD GEOPOS GEODIST GEOHASH. A geo index is a sorted set whose scores are geohashes.

#include <array>
#include <map>
#include <optional>

#include "engine/commands/geo_arguments.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

using GeoFound = Typed<SortedSetType>;

GeoFound index_at(const CommandContext& context) {
  return look_up<SortedSetType>(context.keys, context.arguments[1]);
}

std::optional<double> score_in(const GeoFound& found, const Bytes& member) {
  return found.reader == nullptr ? std::nullopt : found.reader->score_of(member);
}

std::optional<Position> position_in(const GeoFound& found, const Bytes& member) {
  const auto score = score_in(found, member);
  return score ? std::optional(position_of_score(*score)) : std::nullopt;
}

struct GeoAddOptions {
  bool only_if_absent = false;
  bool only_if_present = false;
  bool count_changed = false;
  std::size_t end = 2;  // the argument after them
};

GeoAddOptions geo_add_options(const Arguments& arguments) {
  GeoAddOptions options;
  for (; options.end < arguments.size(); ++options.end) {
    const Bytes& word = arguments[options.end];
    if (is_word(word, "NX"))
      options.only_if_absent = true;
    else if (is_word(word, "XX"))
      options.only_if_present = true;
    else if (is_word(word, "CH"))
      options.count_changed = true;
    else
      break;
  }
  return options;
}

constexpr std::size_t kPlace = 3;  // longitude, latitude, member

std::vector<Unit> placed_units(const Arguments& arguments) {
  std::vector<Unit> units;
  for (std::size_t i = geo_add_options(arguments).end; i + kPlace <= arguments.size(); i += kPlace)
    units.push_back({arguments[1], arguments[i + 2]});
  return units;
}

struct ScoresOrError {
  std::vector<double> scores;  // in the order of the arguments
  std::optional<Reply> error;
};

ScoresOrError scores_from(const Arguments& arguments, std::size_t first) {
  ScoresOrError parsed;
  for (std::size_t i = first; i < arguments.size() && !parsed.error; i += kPlace) {
    const auto position = parse_position(arguments, i);
    parsed.error = position.error;
    if (!parsed.error) parsed.scores.push_back(geo_score(position.value));
  }
  return parsed;
}

Reply geoadd(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const GeoAddOptions options = geo_add_options(arguments);
  const std::size_t first = options.end;
  if (first == arguments.size() || (arguments.size() - first) % kPlace != 0 ||
      (options.only_if_absent && options.only_if_present))
    return syntax_error();
  const ScoresOrError parsed = scores_from(arguments, first);
  if (parsed.error) return *parsed.error;
  const GeoFound found = index_at(context);
  if (found.wrong_type) return wrong_type();

  std::map<Bytes, double> put;  // so far
  std::int64_t added = 0;
  std::int64_t moved = 0;
  for (std::size_t unit = 0; unit < parsed.scores.size(); ++unit) {
    const Bytes& member = arguments[first + unit * kPlace + 2];
    const auto earlier = put.find(member);
    const auto before =
        earlier == put.end() ? score_in(found, member) : std::optional(earlier->second);
    if (before ? options.only_if_absent : options.only_if_present) continue;
    const double score = parsed.scores[unit];
    (before ? moved : added) += before != score;
    put[member] = score;
    // A member that stays where it is is sent too: it must outlive a concurrent removal.
    context.effects.add(arguments[1], static_cast<std::uint32_t>(unit),
                        sorted_set::Put{member, score}, before != score);
  }
  return integer_reply(options.count_changed ? added + moved : added);
}

Reply geopos(const CommandContext& context) {
  const GeoFound found = index_at(context);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> replies;
  for (std::size_t i = 2; i < context.arguments.size(); ++i) {
    const auto position = position_in(found, context.arguments[i]);
    replies.push_back(position ? position_reply(*position) : nil_reply());
  }
  return {std::move(replies)};
}

Reply geohash(const CommandContext& context) {
  const GeoFound found = index_at(context);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> replies;
  for (std::size_t i = 2; i < context.arguments.size(); ++i) {
    const auto position = position_in(found, context.arguments[i]);
    replies.push_back(position ? bulk_reply(geohash_text(*position)) : nil_reply());
  }
  return {std::move(replies)};
}

Reply geodist(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (arguments.size() > 5) return syntax_error();
  const auto unit = parse_unit(arguments.size() == 5 ? arguments[4] : Bytes("M"));
  if (unit.error) return *unit.error;
  const GeoFound found = index_at(context);
  if (found.wrong_type) return wrong_type();
  const auto a = position_in(found, arguments[2]);
  const auto b = position_in(found, arguments[3]);
  if (!a || !b) return nil_reply();
  return bulk_reply(format_distance(distance_between(*a, *b) / unit.value));
}

constexpr std::array kGeoCommands = {
    CommandKind{"GEOADD", "puts members at positions; NX, XX, CH", -5, Access::kWrite, kFirstKey,
                geoadd, placed_units},
    CommandKind{"GEOPOS", "the positions of members", -2, Access::kRead, kFirstKey, geopos},
    CommandKind{"GEODIST", "the distance of two members", -4, Access::kRead, kFirstKey, geodist},
    CommandKind{"GEOHASH", "the positions of members as geohashes of eleven characters", -2,
                Access::kRead, kFirstKey, geohash},
};

}  // namespace

std::span<const CommandKind> geo_commands() {
  return kGeoCommands;
}

}  // namespace faultline::engine
