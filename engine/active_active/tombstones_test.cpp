#include "engine/active_active/tombstones.h"

#include <catch2/catch.hpp>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/keyspace_fixture.h"

namespace faultline::engine::active_active {
namespace {

using Fixture = ReplicaFixture<ConflictFreeKeyspace>;

std::size_t tombstones(Fixture& replicas, std::size_t at) {
  return replicas.store(at).keyspace().tombstones()->count();
}

TEST_CASE("an entry is counted with its key and its vector until it is erased") {
  Tombstones tombstones;
  Tombstone tombstone;
  tombstone.observed.raise({{MemberId(1), Incarnation(1)}, 3});
  tombstones.put(7, "key", tombstone);
  tombstones.put(7, "key", tombstone);
  CHECK(tombstones.count() == 1);
  CHECK(tombstones.bytes() == 3 + sizeof(Dot));
  tombstones.erase(7, "other");
  tombstones.erase(8, "key");
  CHECK(tombstones.of(7)->size() == 1);
  tombstones.erase(7, "key");
  CHECK(tombstones.count() == 0);
  CHECK(tombstones.bytes() == 0);
  CHECK(tombstones.of(7) == nullptr);
}

TEST_CASE("a key whose last value goes away by a removal leaves an entry everywhere") {
  Fixture replicas;
  replicas.run(kA, {"SADD", "s", "x", "y"}, 1);
  replicas.run(kA, {"SREM", "s", "x"}, 2);
  CHECK(tombstones(replicas, kA) == 0);
  replicas.run(kA, {"SREM", "s", "y"}, 3);
  replicas.run(kA, {"SET", "t", "1"}, 4);
  replicas.run(kA, {"DEL", "t"}, 5);
  CHECK(tombstones(replicas, kA) == 2);
  replicas.sync_all();
  CHECK(tombstones(replicas, kB) == 2);
  const Tombstones::OfSlot& at_a = *replicas.store(kA).keyspace().tombstones()->of(slot_of("s"));
  const Tombstones::OfSlot& at_b = *replicas.store(kB).keyspace().tombstones()->of(slot_of("s"));
  CHECK(at_a.at("s").observed == at_b.at("s").observed);
  CHECK(at_a.at("s").removal == at_b.at("s").removal);
}

TEST_CASE("a key that is written again is not deleted any more") {
  Fixture replicas;
  replicas.run(kA, {"SADD", "s", "x"}, 1);
  replicas.run(kA, {"DEL", "s"}, 2);
  CHECK(tombstones(replicas, kA) == 1);
  replicas.run(kA, {"SADD", "s", "y"}, 3);
  CHECK(tombstones(replicas, kA) == 0);
  CHECK(replicas.store(kA).keyspace().tombstones()->bytes() == 0);
}

TEST_CASE("a deletion that a snapshot brings leaves an entry too") {
  Fixture replicas;
  replicas.run(kA, {"SADD", "s", "x"}, 1);
  replicas.sync(kA, kB);
  replicas.run(kA, {"DEL", "s"}, 2);
  replicas.merge(kA, kB);
  CHECK(tombstones(replicas, kB) == 1);
  CHECK_FALSE(
      replicas.store(kB).keyspace().tombstones()->of(slot_of("s"))->at("s").removal.has_value());
}

TEST_CASE("what a reader never saw leaves no entry") {
  Fixture replicas;
  replicas.run(kA, {"SADD", "s", "x"}, 1);
  replicas.sync(kA, kB);
  replicas.run(kB, {"DEL", "s"}, 2);
  replicas.sync(kB, kC);  // before the addition
  replicas.sync(kA, kC);
  CHECK(tombstones(replicas, kB) == 1);
  CHECK(tombstones(replicas, kC) == 0);
}

}  // namespace
}  // namespace faultline::engine::active_active
