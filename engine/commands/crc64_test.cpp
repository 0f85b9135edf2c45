#include "engine/commands/crc64.h"

#include <catch2/catch.hpp>

namespace faultline::engine {

TEST_CASE("the CRC of nothing is 0, and the check value is that of Jones") {
  CHECK(crc64("") == 0);
  CHECK(crc64("123456789") == 0xe9c6d914c4b8d9ca);
}

}  // namespace faultline::engine
