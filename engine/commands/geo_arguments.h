// Positions, units and distances among the arguments of the commands of geo indexes, with the
// errors that Redis answers for each.
#pragma once

#include <cstddef>
#include <optional>

#include "engine/commands/geohash.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

template <class Value>
struct ParsedGeo {
  Value value{};
  std::optional<Reply> error;
};

// Longitude and latitude, at `at` and after it; on the map.
[[nodiscard]] ParsedGeo<Position> parse_position(const Arguments& arguments, std::size_t at);
// The metres that M, KM, FT or MI stands for.
[[nodiscard]] ParsedGeo<double> parse_unit(const Bytes& word);
// "need numeric …" where it is no number; it may be negative.
[[nodiscard]] ParsedGeo<double> parse_length(const Bytes& text, const char* what);

// The text of a distance in a reply.
[[nodiscard]] Bytes format_distance(double distance);
[[nodiscard]] Reply position_reply(const Position& position);

}  // namespace faultline::engine
