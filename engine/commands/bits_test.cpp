#include "engine/commands/bits.h"

#include <catch2/catch.hpp>
#include <string>

namespace faultline::engine {

TEST_CASE("a field of any width at any bit is read as it was written, and nothing else changes") {
  for (int width = 1; width <= 64; ++width)
    for (std::uint64_t offset = 0; offset < 16; ++offset) {
      const std::uint64_t mask = ~std::uint64_t{0} >> (64 - width);
      const std::uint64_t value = 0xa5c3'96f0'1e87'd24bULL & mask;
      std::string ones(10, '\xff');
      std::string zeros(10, '\0');
      set_bits(ones, offset, width, value);
      set_bits(zeros, offset, width, value);
      REQUIRE(get_bits(ones, offset, width) == value);
      REQUIRE(get_bits(zeros, offset, width) == value);
      set_bits(ones, offset, width, mask);
      set_bits(zeros, offset, width, 0);
      REQUIRE(ones == std::string(10, '\xff'));
      REQUIRE(zeros == std::string(10, '\0'));
    }
}

TEST_CASE("a field that reaches beyond the text ends in zeros") {
  CHECK(get_bits("\xff", 4, 8) == 0xf0);
  CHECK(get_bits("", 0, 64) == 0);
}

TEST_CASE("a text grows to the byte of a bit and no further") {
  std::string text;
  reach_bit(text, 8);
  CHECK(text == std::string(2, '\0'));
  reach_bit(text, 15);
  CHECK(text.size() == 2);
}

}  // namespace faultline::engine
