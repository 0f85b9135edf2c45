#include "engine/active_active/slots.h"

#include <catch2/catch.hpp>

namespace faultline::engine::active_active {
namespace {

TEST_CASE("CRC16 gives the known answer of XMODEM") {
  CHECK(crc16("123456789") == 0x31C3);
  CHECK(crc16("") == 0);
}

TEST_CASE("slots are those of Redis Cluster") {
  CHECK(slot_of("foo") == 12182);
  CHECK(slot_of("bar") == 5061);
  CHECK(slot_of("123456789") == 0x31C3 % kSlots);
}

TEST_CASE("only a non-empty hash tag is hashed in the key's place") {
  CHECK(hashed_part("foo{bar}") == "bar");
  CHECK(hashed_part("{user1000}.following") == "user1000");
  CHECK(hashed_part("foo{}{bar}") == "foo{}{bar}");
  CHECK(hashed_part("foo{{bar}}zap") == "{bar");
  CHECK(hashed_part("foo{bar}{zap}") == "bar");
  CHECK(hashed_part("foo{bar") == "foo{bar");
  CHECK(hashed_part("foo}bar{") == "foo}bar{");
  CHECK(slot_of("foo{bar}") == slot_of("bar"));
}

TEST_CASE("shards own contiguous ranges that cover all slots") {
  for (const std::uint32_t shards : {1U, 2U, 3U, 6U, 7U}) {
    std::uint32_t next = 0;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      const SlotRange range = slots_of_shard(shard, shards);
      CHECK(range.first == next);
      CHECK(shard_of(range.first, shards) == shard);
      CHECK(shard_of(range.last, shards) == shard);
      next = range.last + 1U;
    }
    CHECK(next == kSlots);
  }
}

}  // namespace
}  // namespace faultline::engine::active_active
