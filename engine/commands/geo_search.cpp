// GEOSEARCH GEOSEARCHSTORE GEORADIUS GEORADIUS_RO GEORADIUSBYMEMBER GEORADIUSBYMEMBER_RO. What is
// found comes in the order of Redis's cells, sorted by distance where an order is asked for;
// members at one distance come as they do from Redis's own sorts. A stored result is one assignment
// of the destination.

#include <algorithm>
#include <array>
#include <limits>

#include "engine/commands/element_units.h"
#include "engine/commands/geo_arguments.h"
#include "engine/commands/geo_search_options.h"
#include "engine/commands/lookup.h"
#include "engine/commands/partial_sort.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

struct GeoHit {
  Bytes member;
  double score = 0;
  Position position;
  double distance = 0;  // metres
};

void search_cell(const sorted_set::Ranking& ranking, const GeoCell& cell, const GeoShape& shape,
                 std::size_t limit, std::vector<GeoHit>& hits) {
  const double end = score_above(cell);
  for (auto each = ranking.lower_bound({lowest_score(cell), Bytes()});
       each != ranking.end() && each->score < end && hits.size() < limit; ++each) {
    const Position position = position_of_score(each->score);
    if (const auto distance = distance_inside(shape, position))
      hits.push_back({each->member, each->score, position, *distance});
  }
}

// The first `wanted` come to their places.
template <class Before>
void order_hits(std::vector<GeoHit>& hits, std::size_t wanted, Before before) {
  if (wanted < hits.size())
    PartialSort(hits, wanted, before).run();
  else
    std::stable_sort(hits.begin(), hits.end(), before);
}

std::vector<GeoHit> search_index(const sorted_set::Reader& index, const GeoSearch& search) {
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  const std::size_t count = search.count > 0 ? static_cast<std::size_t>(search.count) : kAll;
  std::vector<GeoHit> hits;
  for (const GeoCell& cell : cells_around(search.shape))
    search_cell(index.ranking(), cell, search.shape, search.any ? count : kAll, hits);
  const std::size_t wanted = std::min(count, hits.size());
  const auto nearer = [](const GeoHit& a, const GeoHit& b) { return a.distance < b.distance; };
  const auto farther = [](const GeoHit& a, const GeoHit& b) { return a.distance > b.distance; };
  // A count of the nearest implies their order.
  if (search.order == GeoOrder::kFarthestFirst)
    order_hits(hits, wanted, farther);
  else if (search.order == GeoOrder::kNearestFirst || (search.count > 0 && !search.any))
    order_hits(hits, wanted, nearer);
  hits.resize(wanted);
  return hits;
}

Reply hit_reply(const GeoHit& hit, const GeoSearch& search) {
  if (!search.with_distance && !search.with_hash && !search.with_position)
    return bulk_reply(hit.member);
  std::vector<Reply> parts = {bulk_reply(hit.member)};
  if (search.with_distance)
    parts.push_back(bulk_reply(format_distance(hit.distance / search.unit)));
  if (search.with_hash) parts.push_back(integer_reply(static_cast<std::int64_t>(hit.score)));
  if (search.with_position) parts.push_back(position_reply(hit.position));
  return {std::move(parts)};
}

// A destination of any type is replaced, its deadline too.
Reply store_hits(const CommandContext& context, const GeoSearch& search,
                 const std::vector<GeoHit>& hits) {
  sorted_set::Scores scores;
  for (const GeoHit& hit : hits)
    scores[hit.member] = search.store_distances ? hit.distance / search.unit : hit.score;
  if (!scores.empty())
    context.effects.add(*search.destination, 0,
                        sorted_set::Assign{std::move(scores), std::nullopt});
  else if (exists(context.keys, *search.destination))
    context.effects.add(*search.destination, 0, Delete{});
  return integer_reply(static_cast<std::int64_t>(hits.size()));
}

template <GeoSearchForm kForm>
Reply search_command(const CommandContext& context) {
  constexpr std::size_t kSource = kForm == GeoSearchForm::kSearchStore ? 2 : 1;
  const auto found = look_up<SortedSetType>(context.keys, context.arguments[kSource]);
  if (found.wrong_type) return wrong_type();
  const auto [search, error] = parse_geo_search(context.arguments, kForm, found.reader);
  if (error) return *error;
  const std::vector<GeoHit> hits =
      found.reader == nullptr ? std::vector<GeoHit>() : search_index(*found.reader, search);
  if (search.destination) return store_hits(context, search, hits);
  std::vector<Reply> replies;
  for (const GeoHit& hit : hits) replies.push_back(hit_reply(hit, search));
  return {std::move(replies)};
}

std::vector<Bytes> late_destination(const Arguments& arguments) {
  const auto destination = geo_radius_destination(arguments);
  return destination ? std::vector<Bytes>{*destination} : std::vector<Bytes>();
}

std::vector<Unit> late_destination_unit(const Arguments& arguments) {
  const auto destination = geo_radius_destination(arguments);
  return destination ? std::vector<Unit>{{*destination, std::nullopt}} : std::vector<Unit>();
}

constexpr CommandKind stores_by_option(std::string_view name, std::string_view summary, int arity,
                                       Reply (*run)(const CommandContext&)) {
  return {
      name,          summary,         arity, Access::kWrite, kFirstKey, run, late_destination_unit,
      Scope::kNamed, late_destination};
}

constexpr std::array kGeoSearchCommands = {
    CommandKind{"GEOSEARCH", "the members inside a circle or a box", -7, Access::kRead, kFirstKey,
                search_command<GeoSearchForm::kSearch>},
    CommandKind{"GEOSEARCHSTORE", "stores what GEOSEARCH finds; STOREDIST", -8, Access::kWrite,
                kFirstTwoKeys, search_command<GeoSearchForm::kSearchStore>, key_unit<1>},
    stores_by_option("GEORADIUS", "the members inside a circle; STORE, STOREDIST", -6,
                     search_command<GeoSearchForm::kRadius>),
    CommandKind{"GEORADIUS_RO", "GEORADIUS without STORE", -6, Access::kRead, kFirstKey,
                search_command<GeoSearchForm::kRadiusReadOnly>},
    stores_by_option("GEORADIUSBYMEMBER", "the members around a member; STORE, STOREDIST", -5,
                     search_command<GeoSearchForm::kRadiusByMember>),
    CommandKind{"GEORADIUSBYMEMBER_RO", "GEORADIUSBYMEMBER without STORE", -5, Access::kRead,
                kFirstKey, search_command<GeoSearchForm::kRadiusByMemberReadOnly>},
};

}  // namespace

std::span<const CommandKind> geo_search_commands() {
  return kGeoSearchCommands;
}

}  // namespace faultline::engine
