#include "engine/commands/lzf.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "engine/commands/hex_fixture.h"

namespace faultline::engine {

TEST_CASE("literals and references become the text again") {
  // As a real Redis 7.0.15 compresses "abc", thirty times over.
  const auto text = lzf_decompress(from_hex("0361626361e04b02016263"), 90);
  REQUIRE(text);
  for (std::size_t i = 0; i < text->size(); ++i) CHECK((*text)[i] == "abc"[i % 3]);
  CHECK(lzf_decompress("", 0) == "");
  CHECK(lzf_decompress(from_hex("0061"), 1) == "a");
}

TEST_CASE("compressed text that is malformed, or of another size, gives nothing") {
  CHECK_FALSE(lzf_decompress(from_hex("0061"), 2));
  CHECK_FALSE(lzf_decompress(from_hex("0061"), 0));
  CHECK_FALSE(lzf_decompress(from_hex("056162"), 6));
  CHECK_FALSE(lzf_decompress(from_hex("2000"), 3));
  CHECK_FALSE(lzf_decompress(from_hex("00612001"), 4));
  CHECK_FALSE(lzf_decompress(from_hex("e0"), 9));
}

TEST_CASE("no bytes whatever break the decompression") {
  CHECK(rc::check([](const std::string& bytes, std::uint16_t size) {
    const auto text = lzf_decompress(bytes, size);
    RC_ASSERT(!text || text->size() == size);
  }));
}

}  // namespace faultline::engine
