#include "engine/commands/random_draw.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {

std::variant<std::int64_t, Reply> parse_draw_count(const Bytes& argument) {
  const auto count = parse_integer(argument.view());
  if (!count) return not_an_integer();
  if (*count == std::numeric_limits<std::int64_t>::min())  // nothing is its opposite
    return error_reply(
        "ERR value is out of range, value must between -9223372036854775807 and "
        "9223372036854775807");
  return *count;
}

std::variant<PairDraw, Reply> parse_pair_draw(const Arguments& arguments, std::string_view word) {
  PairDraw wanted;
  if (arguments.size() == 2) return wanted;
  const auto given = parse_draw_count(arguments[2]);
  if (const auto* error = std::get_if<Reply>(&given)) return *error;
  wanted.count = std::get<std::int64_t>(given);
  if (arguments.size() == 3) return wanted;
  if (arguments.size() > 4 || !is_word(arguments[3], word)) return syntax_error();
  wanted.with_both = true;
  // The reply has twice as many elements, and Redis counts those.
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 2;
  if (wanted.count < -kMost || wanted.count > kMost)
    return error_reply("ERR value is out of range");
  return wanted;
}

std::vector<std::size_t> draw(std::size_t size, std::int64_t count, Prng& random) {
  std::vector<std::size_t> drawn;
  if (size == 0) return drawn;
  if (count < 0) {
    for (std::int64_t left = std::min(-count, kMostRepeated); left > 0; --left)
      drawn.push_back(static_cast<std::size_t>(random.below(size)));
    return drawn;
  }
  // A shuffle that stops when enough are in place.
  drawn.resize(size);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  const std::size_t taken = std::min(size, static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < taken; ++i)
    std::swap(drawn[i], drawn[i + static_cast<std::size_t>(random.below(size - i))]);
  drawn.resize(taken);
  return drawn;
}

}  // namespace faultline::engine
