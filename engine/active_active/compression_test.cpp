#include "engine/active_active/compression.h"

#include <catch2/catch.hpp>
#include <string>

namespace faultline::engine::active_active {
namespace {

std::size_t counted(const Encoded& message) {
  return message.bytes.size() - message.uncounted;
}

TEST_CASE("level 0 leaves a message as it is and each higher one at most as much as the last") {
  const Encoded message{Bytes(std::string(10'000, 'x')), 1'000};
  CHECK(counted(compressed(message, 0)) == 9'000);
  for (std::int64_t level = 1; level <= kCompressionMost; ++level) {
    const Encoded packed = compressed(message, level);
    CHECK(packed.bytes == message.bytes);
    CHECK(counted(packed) <= counted(compressed(message, level - 1)));
    CHECK(counted(packed) < 9'000);
  }
}

TEST_CASE("a compressed message counts for at least one byte") {
  for (std::int64_t level = 0; level <= kCompressionMost; ++level)
    CHECK(counted(compressed({Bytes("x"), 0}, level)) == 1);
}

}  // namespace
}  // namespace faultline::engine::active_active
