// BITCOUNT BITPOS: the bits in a range of bytes or of bits.

#include <array>
#include <bit>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/commands/bits.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

enum class RangeUnit { kByte, kBit };

std::optional<RangeUnit> parse_range_unit(const Bytes& argument) {
  if (is_word(argument, "BYTE")) return RangeUnit::kByte;
  if (is_word(argument, "BIT")) return RangeUnit::kBit;
  return std::nullopt;
}

// The range in bits.
PositionRange bits_in(PositionRange given, RangeUnit unit, std::string_view text) {
  const auto bytes = static_cast<std::int64_t>(text.size());
  if (unit == RangeUnit::kBit) return clamped(given, bytes * kByteBits);
  const PositionRange range = clamped(given, bytes);
  if (range.empty()) return {};
  return {range.first * kByteBits, range.last * kByteBits + kByteBits - 1};
}

// The bits of a byte that are as wanted and lie in the range, as ones.
std::uint8_t matches_in(std::string_view text, std::int64_t byte, bool wanted, PositionRange bits) {
  unsigned ones = static_cast<unsigned char>(text[static_cast<std::size_t>(byte)]);
  if (!wanted) ones = ~ones;
  if (byte == bits.first / kByteBits) ones &= 0xffU >> (bits.first % kByteBits);
  if (byte == bits.last / kByteBits) ones &= 0xffU << (kByteBits - 1 - bits.last % kByteBits);
  return static_cast<std::uint8_t>(ones);
}

std::int64_t count_ones(std::string_view text, PositionRange bits) {
  std::int64_t count = 0;
  if (bits.empty()) return count;
  for (std::int64_t byte = bits.first / kByteBits; byte <= bits.last / kByteBits; ++byte)
    count += std::popcount(matches_in(text, byte, true, bits));
  return count;
}

std::optional<std::int64_t> first_position(std::string_view text, bool wanted, PositionRange bits) {
  if (bits.empty()) return std::nullopt;
  for (std::int64_t byte = bits.first / kByteBits; byte <= bits.last / kByteBits; ++byte)
    if (const std::uint8_t ones = matches_in(text, byte, wanted, bits); ones != 0)
      return byte * kByteBits + std::countl_zero(ones);
  return std::nullopt;
}

// Redis looks at the key first, and at the arguments only if it is there.
Reply bitcount(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const StringFound found = string_at(context, arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return integer_reply(0);
  const Bytes text = text_of(found);
  PositionRange given{0, -1};
  std::optional<RangeUnit> unit = RangeUnit::kByte;
  if (arguments.size() == 4 || arguments.size() == 5) {
    const auto first = parse_integer(arguments[2].view());
    const auto last = parse_integer(arguments[3].view());
    if (!first || !last) return not_an_integer();
    given = {*first, *last};
    if (runs_backwards_from_the_end(given)) return integer_reply(0);
    if (arguments.size() == 5) unit = parse_range_unit(arguments[4]);
  } else if (arguments.size() != 2) {
    return syntax_error();
  }
  if (!unit) return syntax_error();
  return integer_reply(count_ones(text.view(), bits_in(given, *unit, text.view())));
}

struct BitposRange {
  PositionRange given{0, -1};
  RangeUnit unit = RangeUnit::kByte;
  bool has_last = false;
  std::optional<Reply> error;
};

BitposRange parse_bitpos_range(const Arguments& arguments) {
  BitposRange range;
  const auto refused = [&range](Reply reply) {
    range.error = std::move(reply);
    return range;
  };
  if (arguments.size() > 6) return refused(syntax_error());
  if (arguments.size() > 3) {
    const auto first = parse_integer(arguments[3].view());
    if (!first) return refused(not_an_integer());
    range.given.first = *first;
  }
  if (arguments.size() > 5) {
    const auto unit = parse_range_unit(arguments[5]);
    if (!unit) return refused(syntax_error());
    range.unit = *unit;
  }
  if (arguments.size() > 4) {
    const auto last = parse_integer(arguments[4].view());
    if (!last) return refused(not_an_integer());
    range.given.last = *last;
    range.has_last = true;
  }
  return range;
}

Reply bitpos(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const auto bit = parse_integer(arguments[2].view());
  if (!bit) return not_an_integer();
  if (*bit != 0 && *bit != 1) return error_reply("ERR The bit argument must be 1 or 0.");
  const bool wanted = *bit == 1;
  const StringFound found = string_at(context, arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return integer_reply(wanted ? -1 : 0);

  const BitposRange range = parse_bitpos_range(arguments);
  if (range.error) return *range.error;
  const Bytes text = text_of(found);
  const PositionRange bits = bits_in(range.given, range.unit, text.view());
  if (const auto position = first_position(text.view(), wanted, bits))
    return integer_reply(*position);
  // The zeros behind the text count only where no end was given.
  const bool zeros_follow = !wanted && !range.has_last && !bits.empty();
  return integer_reply(zeros_follow ? bits.last + 1 : -1);
}

constexpr std::array kBitmapRangeCommands = {
    CommandKind{"BITCOUNT", "how many bits of a value are set; BYTE BIT", -2, Access::kRead,
                kFirstKey, bitcount},
    CommandKind{"BITPOS", "the first bit set or clear in a value; BYTE BIT", -3, Access::kRead,
                kFirstKey, bitpos},
};

}  // namespace

std::span<const CommandKind> bitmap_range_commands() {
  return kBitmapRangeCommands;
}

}  // namespace faultline::engine
