#include "engine/active_active/last_write_wins_keyspace.h"

#include <catch2/catch.hpp>
#include <limits>

#include "engine/active_active/keyspace_fixture.h"

namespace faultline::engine::active_active {
namespace {

using LastWriteWinsReplicas = ReplicaFixture<LastWriteWinsKeyspace>;

TEST_CASE("the later wall stamp takes the whole key") {
  LastWriteWinsReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.run(kB, {"SADD", "k", "y"}, 20);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "y");
  CHECK(replicas.agree("k"));
}

TEST_CASE("concurrent increments are lost but one") {
  LastWriteWinsReplicas replicas;
  replicas.run(kA, {"INCRBY", "k", "3"}, 10);
  replicas.run(kB, {"INCRBY", "k", "4"}, 20);
  replicas.sync_all();
  CHECK(replicas.shown(kC, "k") == "4");
  CHECK(replicas.agree("k"));
}

TEST_CASE("a write loses at home to a stamp from a fast clock") {
  LastWriteWinsReplicas replicas;
  replicas.run(kA, {"SET", "k", "fast"}, 1000);
  replicas.sync_all();
  replicas.run(kB, {"SET", "k", "slow"}, 10);
  CHECK(replicas.reply == ok_reply());
  CHECK(replicas.shown(kB, "k") == "fast");
  replicas.sync_all();
  CHECK(replicas.agree("k"));
}

TEST_CASE("a tie goes to the smaller member, and within a member to the newer dot") {
  LastWriteWinsReplicas replicas;
  replicas.run(kB, {"SET", "k", "b"}, 10);
  replicas.run(kA, {"SET", "k", "a1"}, 10);
  replicas.run(kA, {"SET", "k", "a2"}, 10);
  replicas.sync_all();
  CHECK(replicas.shown(kB, "k") == "a2");
  CHECK(replicas.agree("k"));
}

TEST_CASE("a deletion leaves a tombstone that beats older writes") {
  LastWriteWinsReplicas replicas;
  replicas.run(kA, {"SET", "k", "a"}, 10);
  replicas.sync_all();
  replicas.run(kA, {"DEL", "k"}, 30);
  replicas.run(kB, {"SET", "k", "b"}, 20);
  replicas.sync_all();
  CHECK(replicas.shown(kB, "k") == "-");
  CHECK(replicas.digest(kB, "k") == Hash128{});
  CHECK(replicas.store(kB).keyspace().metadata_bytes() > 0);
  replicas.run(kC, {"SET", "k", "c"}, 40);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "c");
  CHECK(replicas.agree("k"));
}

TEST_CASE("removing the last member leaves no key") {
  LastWriteWinsReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.run(kA, {"SREM", "k", "x"}, 20);
  replicas.sync_all();
  CHECK(replicas.shown(kB, "k") == "-");
  CHECK(replicas.agree("k"));
}

TEST_CASE("an expired key is hidden and deleted before the next write") {
  LastWriteWinsReplicas replicas;
  replicas.run(kA, {"SET", "k", "5", "PX", "1"}, 10);
  replicas.run(kA, {"INCR", "k"}, 5000);
  CHECK(replicas.reply == integer_reply(1));
  CHECK(replicas.shown(kA, "k", 9999) == "1");
}

TEST_CASE("counters are as wide as plain Redis's") {
  LastWriteWinsReplicas replicas;
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  replicas.run(kA, {"INCRBY", "k", format_integer(most - 1)}, 10);
  replicas.run(kA, {"INCR", "k"}, 20);
  CHECK(replicas.reply == integer_reply(most));
  CHECK_FALSE(replicas.run(kA, {"INCR", "k"}, 30));
  CHECK(replicas.reply.is_error());
}

TEST_CASE("stamps are rounded down to microseconds") {
  CHECK(stamp_of(WallTime(Duration(1999))) == WallTime(Duration(1000)));
  CHECK(stamp_of(WallTime(Duration(-1))) == WallTime(Duration(-1000)));
}

}  // namespace
}  // namespace faultline::engine::active_active
