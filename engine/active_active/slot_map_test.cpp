#include "engine/active_active/slot_map.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <set>

namespace faultline::engine::active_active {
namespace {

std::uint32_t slots_owned(const SlotMap& map, std::uint32_t shard) {
  std::uint32_t count = 0;
  for (const SlotRange& range : map.owned_by(shard)) count += range.last - range.first + 1U;
  return count;
}

TEST_CASE("at first the shards own equal ranges as they always did") {
  const SlotMap map = SlotMap::of(6);
  for (std::uint32_t shard = 0; shard < 6; ++shard)
    CHECK(map.owned_by(shard) == std::vector{slots_of_shard(shard, 6)});
  for (const int slot : {0, 1, 2730, 2731, 9000, 16383})
    CHECK(map.owner(static_cast<Slot>(slot)) == shard_of(static_cast<Slot>(slot), 6));
}

TEST_CASE("a range that moves has its new owner and nothing else has") {
  SlotMap map = SlotMap::of(2);
  map.move({{8000, 9000}, 0, 1});
  CHECK(map.owner(7999) == 0);
  CHECK(map.owner(8000) == 1);
  CHECK(map.owner(9000) == 1);
  CHECK(map.owned_by(0) == std::vector{SlotRange{0, 7999}});
  map.move({{0, 16383}, 1, 3});
  CHECK(map.owned_by(3) == std::vector{SlotRange{0, 16383}});
}

TEST_CASE("a difference is what of the one list is not in the other") {
  using Ranges = std::vector<SlotRange>;
  CHECK(difference({{0, 9}}, {}) == Ranges{{0, 9}});
  CHECK(difference({{0, 9}}, {{0, 9}}).empty());
  CHECK(difference({{0, 9}, {20, 29}}, {{3, 4}, {8, 22}}) == Ranges{{0, 2}, {5, 7}, {23, 29}});
  CHECK(difference({{5, 9}}, {{0, 4}, {10, 16383}}) == Ranges{{5, 9}});
}

TEST_CASE("moves end with equal parts and move no slot twice") {
  CHECK(rc::check([] {
    const auto some_shards = [] {
      const int drawn = *rc::gen::inRange(1, 512);
      std::vector<std::uint32_t> shards;
      for (std::uint32_t shard = 0; shard < 9; ++shard)
        if ((drawn >> shard & 1) != 0) shards.push_back(shard);
      return shards;
    };
    SlotMap map(some_shards());
    const std::vector<std::uint32_t> wanted = some_shards();
    std::vector<bool> moved(kSlots, false);
    int moves = 0;
    while (const auto move = map.next_move(wanted)) {
      RC_ASSERT(++moves < 200);
      for (std::uint32_t slot = move->slots.first; slot <= move->slots.last; ++slot) {
        RC_ASSERT(map.owner(static_cast<Slot>(slot)) == move->from);
        RC_ASSERT(!moved[slot]);
        moved[slot] = true;
      }
      map.move(*move);
    }
    std::uint32_t all = 0;
    for (const std::uint32_t shard : wanted) {
      const std::uint32_t part = kSlots / static_cast<std::uint32_t>(wanted.size());
      RC_ASSERT(slots_owned(map, shard) >= part);
      RC_ASSERT(slots_owned(map, shard) <= part + wanted.size());
      all += slots_owned(map, shard);
    }
    RC_ASSERT(all == kSlots);
  }));
}

}  // namespace
}  // namespace faultline::engine::active_active
