#include "engine/dynomite/ring.h"

#include <array>
#include <catch2/catch.hpp>

#include "engine/dynomite/hash.h"

namespace faultline::engine::dynomite {
namespace {

const NodeTokens kEqualRacks = {{1431655765}, {3579139412}};
const NodeTokens kThirdRack = {{500000000}, {2500000000}};

// Recorded on a real cluster (shared dynomite/cases.jsonl): racks r1 and r2 with the first tokens,
// r3 with the others.
struct Recorded {
  const char* key;
  std::size_t in_r1;
  std::size_t in_r3;
};
constexpr std::array<Recorded, 5> kPlaces = {{{"key:0", 1, 1},  // C-ring-placement
                                              {"key:1", 0, 0},
                                              {"key:2", 0, 1},
                                              {"key:3", 0, 0},
                                              {"q0", 1, 0}}};  // C-ownrack-owner-down
// What KEYS answered at the first node of r1 (C-multikey).
constexpr std::array kKeptByFirstOfR1 = {"key:141", "key:29",  "key:190", "key:195",
                                         "key:202", "key:340", "key:155", "key:37",
                                         "key:53",  "key:283", "key:332", "key:355"};

std::uint32_t murmur_of(std::string_view key) {
  return key_hash(HashFunction::kMurmur, key);
}

}  // namespace

TEST_CASE("recorded keys lie where the real ring put them") {
  const Ring r1(kEqualRacks), r3(kThirdRack);
  for (const Recorded& recorded : kPlaces) {
    INFO(recorded.key);
    CHECK(r1.owner(murmur_of(recorded.key)) == recorded.in_r1);
    CHECK(r3.owner(murmur_of(recorded.key)) == recorded.in_r3);
  }
  for (const char* key : kKeptByFirstOfR1) {
    INFO(key);
    CHECK(r1.owner(murmur_of(key)) == 0);
  }
}

TEST_CASE("keys with one recorded tag lie on the recorded node") {
  const HashTag tag;
  for (const char* key : {"a{tag}0", "a{tag}1", "a{tag}5"}) {  // C-hashtag
    CHECK(Ring(kEqualRacks).owner(murmur_of(hashed_part(key, tag))) == 1);
    CHECK(Ring(kThirdRack).owner(murmur_of(hashed_part(key, tag))) == 1);
  }
}

TEST_CASE("a node owns the hashes from behind the previous token up to its own") {
  const Ring ring(NodeTokens{{100}, {50}, {200}});
  CHECK(ring.owner(0) == 1);
  CHECK(ring.owner(50) == 1);
  CHECK(ring.owner(51) == 0);
  CHECK(ring.owner(100) == 0);
  CHECK(ring.owner(200) == 2);
  CHECK(ring.owner(201) == 1);  // beyond the highest: the lowest
  CHECK(ring.owner(0xffffffff) == 1);
}

TEST_CASE("even tokens divide the hashes into equal parts") {
  CHECK(even_tokens(1) == NodeTokens{{0xffffffff}});
  CHECK(even_tokens(4) == NodeTokens{{0x3fffffff}, {0x7fffffff}, {0xbfffffff}, {0xffffffff}});
  CHECK(even_tokens(3).back() == std::vector<Token>{0xffffffff});
}

TEST_CASE("several even tokens a node take turns on the ring") {
  CHECK(even_tokens(2, 2) == NodeTokens{{0x3fffffff, 0xbfffffff}, {0x7fffffff, 0xffffffff}});
}

TEST_CASE("a node with several tokens owns what lies before each of them") {
  const Ring ring(NodeTokens{{100, 300}, {200}});
  CHECK(ring.owner(50) == 0);
  CHECK(ring.owner(150) == 1);
  CHECK(ring.owner(250) == 0);
  CHECK(ring.owner(301) == 0);
}

}  // namespace faultline::engine::dynomite
