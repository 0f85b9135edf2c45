#include "engine/commands/geo_arguments.h"

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "engine/commands/option_word.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

struct LengthUnit {
  std::string_view word;
  double metres;
};
constexpr std::array kLengthUnits = {LengthUnit{"M", 1}, LengthUnit{"KM", 1000},
                                     LengthUnit{"FT", 0.3048}, LengthUnit{"MI", 1609.34}};

template <class... Values>
std::string formatted(const char* format, Values... values) {
  // Two doubles of 309 digits before the point, and words around them.
  std::array<char, 1024> text;
  const int size = std::snprintf(text.data(), text.size(), format, values...);
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

ParsedGeo<Position> parse_position(const Arguments& arguments, std::size_t at) {
  const auto longitude = parse_score(arguments[at].view());
  const auto latitude = longitude ? parse_score(arguments[at + 1].view()) : std::nullopt;
  if (!latitude) return {{}, error_reply("ERR value is not a valid float")};
  const Position position{*longitude, *latitude};
  if (!on_the_map(position))
    return {{},
            error_reply(formatted("ERR invalid longitude,latitude pair %f,%f", position.longitude,
                                  position.latitude))};
  return {position, std::nullopt};
}

ParsedGeo<double> parse_unit(const Bytes& word) {
  for (const LengthUnit& unit : kLengthUnits)
    if (is_word(word, unit.word)) return {unit.metres, std::nullopt};
  return {0, error_reply("ERR unsupported unit provided. please use M, KM, FT, MI")};
}

ParsedGeo<double> parse_length(const Bytes& text, const char* what) {
  const auto length = parse_score(text.view());
  if (!length) return {0, error_reply(std::string("ERR need numeric ") + what)};
  return {*length, std::nullopt};
}

Bytes format_distance(double distance) {
  return formatted("%.4f", distance);
}

Reply position_reply(const Position& position) {
  return {std::vector<Reply>{bulk_reply(format_real(position.longitude)),
                             bulk_reply(format_real(position.latitude))}};
}

}  // namespace faultline::engine
