#include "engine/base/hash.h"

#include <catch2/catch.hpp>
#include <string>

namespace faultline::engine {

// XXH3 of nothing is published with the algorithm; SplitMix64's first number for seed 0 likewise.
TEST_CASE("hashes have the published values") {
  CHECK(hash64("") == 0x2d06800538d394c2ULL);
  CHECK(hash128("") == Hash128{0x6001c324468d497fULL, 0x99aa06d3014798d8ULL});
  CHECK(mix64(0x9e3779b97f4a7c15ULL) == 0xe220a8397b1dcdafULL);
}

TEST_CASE("hashes of texts are the same on every compiler") {
  CHECK(hash64("cart:7") == 0x7bf6fec8224656f3ULL);
  CHECK(hash64("cart:7", 1) == 0x4bf1b11edb44e346ULL);
  CHECK(hash128("cart:7") == Hash128{0x298dceef00b2b617ULL, 0x8f36ed3f16296839ULL});
  // Long inputs take the vectorised path.
  CHECK(hash64(std::string(1000, 'x')) == 0xc0a4877b962cba82ULL);
  CHECK(combine64(1, 2) == 0x30883360cc68d7b1ULL);
}

TEST_CASE("a running hash depends on the order of its words") {
  CHECK(combine64(1, 2) != combine64(2, 1));
  CHECK(combine64(combine64(0, 1), 2) != combine64(combine64(0, 2), 1));
  CHECK(combine64(0, 0) != 0);
}

TEST_CASE("the hash of a set is the sum of its members' hashes") {
  Hash128 sum = hash128("a");
  sum += hash128("b");
  Hash128 other = hash128("b");
  other += hash128("a");
  CHECK(sum == other);
  sum -= hash128("a");
  CHECK(sum == hash128("b"));
}

}  // namespace faultline::engine
