// A string as an array of bits, as Redis counts them: bit 0 is the highest of the first byte, and
// beyond the end all are zero. Fields of up to 64 bits lie at any offset, highest bit first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::engine {

inline constexpr std::int64_t kByteBits = 8;

// Nothing if the argument is no offset that the longest string could have.
[[nodiscard]] std::optional<std::uint64_t> parse_bit_offset(const Bytes& argument);
// The same for a field: "#3" is the offset of the fourth field of that width.
[[nodiscard]] std::optional<std::uint64_t> parse_field_offset(const Bytes& argument, int width);
[[nodiscard]] Reply bad_bit_offset();

[[nodiscard]] std::uint64_t get_bits(std::string_view text, std::uint64_t offset, int width);
// The lowest `width` bits of `value`; the text reaches that far already.
void set_bits(std::string& text, std::uint64_t offset, int width, std::uint64_t value);
// Appends zeros until the bit lies inside.
void reach_bit(std::string& text, std::uint64_t offset);

}  // namespace faultline::engine
