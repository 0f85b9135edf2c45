#include "engine/base/record.h"

#include <catch2/catch.hpp>
#include <string>

namespace faultline::engine {

TEST_CASE("a sealed record opens at its place with what was sealed") {
  CHECK(unseal(3, seal(3, "content")) == Bytes("content"));
  CHECK(unseal(0, seal(0, "")) == Bytes(""));
}

TEST_CASE("a record at another place, cut short or with any bit flipped does not open") {
  const Bytes record = seal(3, "content");
  CHECK_FALSE(unseal(2, record));
  for (std::size_t size = 0; size < record.size(); ++size)
    CHECK_FALSE(unseal(3, record.slice(0, size)));
  for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
    std::string rotten(record.view());
    rotten[bit / 8] = static_cast<char>(rotten[bit / 8] ^ (1 << (bit % 8)));
    CHECK_FALSE(unseal(3, Bytes(rotten)));
  }
}

}  // namespace faultline::engine
