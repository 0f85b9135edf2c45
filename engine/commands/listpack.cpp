#include "engine/commands/listpack.h"

#include <algorithm>
#include <array>

#include "engine/commands/byte_input.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

constexpr std::uint8_t kPackedEnd = 0xff;           // behind the last entry
constexpr std::uint64_t kPackedUncounted = 0xffff;  // too many entries for the header to say

// How many bytes say how long an entry of a listpack is, behind it, for those who read backwards.
std::uint64_t listpack_backlength(std::uint64_t entry) {
  constexpr std::array<std::uint64_t, 4> kLimits = {127, 16'382, 2'097'150, 268'435'454};
  return 1 + static_cast<std::uint64_t>(std::lower_bound(kLimits.begin(), kLimits.end(), entry) -
                                        kLimits.begin());
}

Bytes listpack_value(ByteInput& input, std::uint8_t first) {
  if (first < 0x80) return format_integer(first);
  if (first < 0xc0) return input.take(first & 0x3fU);
  if (first < 0xe0)
    return format_integer(ByteInput::sign_extended((first & 0x1fU) << 8 | input.byte(), 13));
  if (first < 0xf0) return input.take((first & 0x0fU) << 8 | input.byte());
  switch (first) {
    case 0xf0:
      return input.take(input.little_endian(4));
    case 0xf1:
      return format_integer(input.signed_integer(2));
    case 0xf2:
      return format_integer(input.signed_integer(3));
    case 0xf3:
      return format_integer(input.signed_integer(4));
    case 0xf4:
      return format_integer(input.signed_integer(8));
    default:
      input.mark_bad();
      return {};
  }
}

Bytes listpack_entry(ByteInput& input) {
  const std::size_t before = input.left().size();
  const std::uint8_t first = input.byte();
  Bytes value = listpack_value(input, first);
  input.take(listpack_backlength(before - input.left().size()));
  return value;
}

Bytes ziplist_value(ByteInput& input, std::uint8_t first) {
  if (first < 0x40) return input.take(first);
  if (first < 0x80) return input.take((first & 0x3fU) << 8 | input.byte());
  if (first > 0xf0 && first < 0xfe) return format_integer(first - 0xf1);
  switch (first) {
    case 0x80:
      return input.take(input.big_endian(4));
    case 0xc0:
      return format_integer(input.signed_integer(2));
    case 0xd0:
      return format_integer(input.signed_integer(4));
    case 0xe0:
      return format_integer(input.signed_integer(8));
    case 0xf0:
      return format_integer(input.signed_integer(3));
    case 0xfe:
      return format_integer(input.signed_integer(1));
    default:
      input.mark_bad();
      return {};
  }
}

Bytes ziplist_entry(ByteInput& input) {
  constexpr std::uint8_t kLongEntry = 0xfe;  // its length takes four bytes more
  if (input.byte() == kLongEntry) input.take(4);
  return ziplist_value(input, input.byte());
}

// Entries up to the end mark, which must be the last byte.
std::optional<std::vector<Bytes>> entries_of(ByteInput& input, std::uint64_t count,
                                             Bytes (*entry)(ByteInput&)) {
  std::vector<Bytes> entries;
  while (input.ok() && !input.left().empty() &&
         static_cast<std::uint8_t>(input.left().front()) != kPackedEnd)
    entries.push_back(entry(input));
  input.take(1);
  if (!input.ok() || !input.left().empty()) return std::nullopt;
  if (count != kPackedUncounted && count != entries.size()) return std::nullopt;
  return entries;
}

}  // namespace

std::optional<std::vector<Bytes>> parse_listpack(std::string_view bytes) {
  ByteInput input(bytes);
  if (input.little_endian(4) != bytes.size()) return std::nullopt;
  const std::uint64_t count = input.little_endian(2);
  return entries_of(input, count, listpack_entry);
}

std::optional<std::vector<Bytes>> parse_ziplist(std::string_view bytes) {
  ByteInput input(bytes);
  if (input.little_endian(4) != bytes.size()) return std::nullopt;
  input.take(4);  // where the last entry is
  const std::uint64_t count = input.little_endian(2);
  return entries_of(input, count, ziplist_entry);
}

std::optional<std::vector<Bytes>> parse_intset(std::string_view bytes) {
  ByteInput input(bytes);
  const std::uint64_t width = input.little_endian(4);
  const std::uint64_t count = input.little_endian(4);
  if (!input.ok() || (width != 2 && width != 4 && width != 8)) return std::nullopt;
  if (input.left().size() != count * width) return std::nullopt;
  std::vector<Bytes> members;
  for (std::uint64_t i = 0; i < count; ++i)
    members.push_back(format_integer(input.signed_integer(static_cast<unsigned>(width))));
  return members;
}

}  // namespace faultline::engine
