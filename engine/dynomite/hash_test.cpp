#include "engine/dynomite/hash.h"

#include <catch2/catch.hpp>

namespace faultline::engine::dynomite {

TEST_CASE("the hash depends on length, whole words and the rest") {
  CHECK(key_hash("key:0") == 1895216676U);
  CHECK(key_hash("key:1") == 3691594071U);
  CHECK(key_hash("key:2") == 1027041185U);
  CHECK(key_hash("key:3") == 4199861865U);
  CHECK(key_hash("") == 0U);
}

TEST_CASE("bytes above 127 hash as unsigned") {
  // A signed reading of the last byte would set the upper bits.
  CHECK(key_hash("\xff") != key_hash("\x7f"));
  CHECK(key_hash("\xff") == 3679652508U);
}

}  // namespace faultline::engine::dynomite
