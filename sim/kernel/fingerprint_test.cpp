#include "sim/kernel/fingerprint.h"

#include <catch2/catch.hpp>

namespace faultline::sim {

TEST_CASE("a fingerprint depends on every word and on their order") {
  Fingerprint first;
  Fingerprint second;
  Fingerprint longer;
  first.add(1);
  first.add(2);
  second.add(2);
  second.add(1);
  longer.add(1);
  longer.add(2);
  CHECK(first.value() == longer.value());
  CHECK(first.value() != second.value());
  longer.add(0);
  CHECK(first.value() != longer.value());
}

TEST_CASE("the value of a fingerprint is the same on every compiler") {
  Fingerprint fingerprint;
  for (std::uint64_t word = 0; word < 1000; ++word) fingerprint.add(word);
  CHECK(fingerprint.value() == 0x46b66cd1513e3d65ULL);
}

}  // namespace faultline::sim
