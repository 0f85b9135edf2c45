// Who deletes a key whose deadline has passed (shared active_active/rules.md, Expiry). Times are
// microseconds; a key lives through the millisecond of its deadline.
#include <catch2/catch.hpp>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/keyspace_fixture.h"
#include "engine/active_active/last_write_wins_keyspace.h"

namespace faultline::engine::active_active {
namespace {

using Replicas = ReplicaFixture<ConflictFreeKeyspace>;

constexpr std::int64_t kStart = 1'000'000;
constexpr std::int64_t kLater = 1'020'000;

}  // namespace

TEST_CASE("the region whose deadline stands deletes the key, the others only hide it") {
  Replicas replicas;
  replicas.run(kA, {"SET", "k", "v", "PX", "10"}, kStart);
  replicas.sync_all();
  CHECK(replicas.shown(kB, "k", kStart) == "v");
  CHECK(replicas.shown(kB, "k", kLater) == "-");
  CHECK(replicas.expire(kB, kLater) == 0);
  CHECK(replicas.digest(kB, "k") != Hash128());
  CHECK(replicas.expire(kA, kStart) == 0);
  CHECK(replicas.expire(kA, kLater) == 1);
  CHECK(replicas.expire(kA, kLater) == 0);
  replicas.sync_all();
  CHECK(replicas.digest(kB, "k") == Hash128());
  CHECK(replicas.digest(kC, "k") == Hash128());
}

TEST_CASE("of concurrent deadlines only the region with the longest expires the key") {
  Replicas replicas;
  replicas.run(kA, {"SET", "k", "a", "PX", "10"}, kStart);
  replicas.run(kB, {"SET", "k", "b", "PX", "500"}, kStart);
  replicas.sync_all();
  CHECK(replicas.expire(kA, kLater) == 0);
  CHECK(replicas.shown(kA, "k", kLater) == "a");  // the tie is the smaller member's
  CHECK(replicas.expire(kA, kStart + 600'000) == 0);
  CHECK(replicas.expire(kB, kStart + 600'000) == 1);
  replicas.sync_all();
  CHECK(replicas.digest(kA, "k") == Hash128());
}

TEST_CASE("a write without a deadline is longer than any") {
  Replicas replicas;
  replicas.run(kA, {"SET", "k", "a", "PX", "10"}, kStart);
  replicas.run(kB, {"SET", "k", "b"}, kStart);
  replicas.sync_all();
  CHECK(replicas.expire(kA, kLater) == 0);
  CHECK(replicas.expire(kB, kLater) == 0);
  CHECK(replicas.shown(kC, "k", kLater) == "a");
}

TEST_CASE("what was written while the owner deletes an expired key stays") {
  Replicas replicas;
  replicas.run(kA, {"SET", "k", "1", "PX", "10"}, kStart);
  replicas.sync_all();
  replicas.run(kB, {"SADD", "k", "new"}, kLater);
  CHECK(replicas.expire(kA, kLater) == 1);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k", kLater) == "new");
  CHECK(replicas.agree("k"));
}

TEST_CASE("nothing stays behind of a key whose last member goes before its deadline") {
  Replicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, kStart);
  replicas.run(kA, {"PEXPIRE", "k", "500"}, kStart);
  replicas.run(kA, {"SREM", "k", "x"}, kStart);
  replicas.sync_all();
  for (const std::size_t at : {kA, kB, kC}) {
    CHECK(replicas.digest(at, "k") == Hash128());
    CHECK(replicas.metadata(at) == 0);
  }
}

TEST_CASE("a deadline whose key went in another region is deleted by its owner when it passes") {
  Replicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, kStart);
  replicas.sync_all();
  replicas.run(kA, {"PEXPIRE", "k", "10"}, kStart);
  replicas.run(kB, {"SREM", "k", "x"}, kStart);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k", kStart) == "-");
  CHECK(replicas.agree("k"));
  CHECK(replicas.expire(kB, kLater) == 0);
  CHECK(replicas.expire(kA, kLater) == 1);
  CHECK(replicas.expire(kA, kLater) == 0);
  replicas.sync_all();
  CHECK(replicas.digest(kC, "k") == Hash128());
  CHECK(replicas.metadata(kC) == 0);
}

TEST_CASE(
    "with last write wins every region hides an expired key by itself and nobody deletes it") {
  ReplicaFixture<LastWriteWinsKeyspace> replicas;
  replicas.run(kA, {"SET", "k", "v", "PX", "10"}, kStart);
  replicas.sync_all();
  CHECK(replicas.expire(kA, kLater) == 0);
  CHECK(replicas.shown(kA, "k", kLater) == "-");
  CHECK(replicas.shown(kB, "k", kLater) == "-");
}

}  // namespace faultline::engine::active_active
