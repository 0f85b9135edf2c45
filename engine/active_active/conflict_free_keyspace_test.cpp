#include "engine/active_active/conflict_free_keyspace.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/active_active/keyspace_fixture.h"

namespace faultline::engine::active_active {
namespace {

using ConflictFreeReplicas = ReplicaFixture<ConflictFreeKeyspace>;

TEST_CASE("an addition outlives a concurrent removal") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.sync_all();
  replicas.run(kA, {"SREM", "k", "x"}, 20);
  replicas.run(kB, {"SADD", "k", "x"}, 15);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "x");
  CHECK(replicas.agree("k"));
}

TEST_CASE("a DEL takes what it had seen and leaves unseen additions") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.sync_all();
  replicas.run(kA, {"DEL", "k"}, 30);
  replicas.run(kB, {"SADD", "k", "y"}, 20);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "y");
  CHECK(replicas.agree("k"));
}

TEST_CASE("three writes of which one had seen another end alike in every order") {
  // a@30; b@10 saw a; c@20 saw nothing. c wins everywhere: a is overwritten, 20 > 10.
  std::vector<std::size_t> order{0, 1, 2};
  do {
    ConflictFreeReplicas replicas;
    replicas.run(kA, {"SET", "k", "a"}, 30);
    replicas.sync(kA, kB);
    replicas.run(kB, {"SET", "k", "b"}, 10);
    ConflictFreeReplicas observers;
    Outputs outputs(false);
    replicas.run(kC, {"SET", "k", "c"}, 20);
    for (const std::size_t from : order)
      observers.store(kA).deliver(replicas.update(from, 0), observation::How::kReplicated, outputs);
    CHECK(observers.shown(kA, "k") == "c");
    replicas.sync_all();
    CHECK(replicas.agree("k"));
    CHECK(observers.digest(kA, "k") == replicas.digest(kA, "k"));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("three writes end alike in every order of merges") {
  const std::vector<std::pair<std::size_t, std::size_t>> all{{kA, kB}, {kB, kC}, {kC, kA},
                                                             {kB, kA}, {kC, kB}, {kA, kC}};
  for (std::size_t first = 0; first < all.size(); ++first) {
    ConflictFreeReplicas replicas;
    replicas.run(kA, {"SET", "k", "a"}, 30);
    replicas.merge(kA, kB);
    replicas.run(kB, {"SET", "k", "b"}, 10);
    replicas.run(kC, {"SET", "k", "c"}, 20);
    for (std::size_t i = 0; i < 3 * all.size(); ++i) {
      const auto& [from, to] = all[(first + i) % all.size()];
      replicas.merge(from, to);
    }
    CHECK(replicas.shown(kB, "k") == "c");
    CHECK(replicas.agree("k"));
  }
}

TEST_CASE("a removal that arrives before its addition annihilates it") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.sync(kA, kB);
  replicas.run(kB, {"SREM", "k", "x"}, 20);
  replicas.sync(kB, kC);
  CHECK(replicas.shown(kC, "k") == "-");
  replicas.sync(kA, kC);
  CHECK(replicas.shown(kC, "k") == "-");
  replicas.sync(kB, kA);
  CHECK(replicas.agree("k"));
  CHECK(replicas.metadata(kC) == 0);
}

TEST_CASE("a DEL that arrives before what it saw takes it on arrival, and nothing else") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.run(kA, {"INCR", "n"}, 10);
  replicas.sync(kA, kB);
  replicas.run(kB, {"DEL", "k"}, 20);
  replicas.run(kB, {"DEL", "n"}, 20);
  replicas.run(kA, {"SADD", "k", "y"}, 15);
  replicas.run(kA, {"INCRBY", "n", "5"}, 15);
  replicas.sync(kB, kC);
  replicas.sync(kA, kC);
  CHECK(replicas.shown(kC, "k") == "y");
  CHECK(replicas.shown(kC, "n") == "5");
  replicas.sync_all();
  CHECK(replicas.agree("k"));
  CHECK(replicas.agree("n"));
}

TEST_CASE("an overwrite that is itself overwritten on arrival still takes what it had seen") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SET", "k", "a"}, 50);
  replicas.sync(kA, kB);
  const auto second = replicas.run(kB, {"SET", "k", "b"}, 10);  // saw a
  // C gets b without a, and overwrites b; C has not seen a.
  replicas.deliver(kB, *second, kC);
  replicas.run(kC, {"SET", "k", "c"}, 5);
  // A gets c first: b is annihilated when it comes, and yet takes a.
  replicas.sync(kC, kA);
  CHECK(replicas.shown(kA, "k") == "a");
  replicas.sync(kB, kA);
  CHECK(replicas.shown(kA, "k") == "c");
  replicas.sync_all();
  CHECK(replicas.agree("k"));
}

TEST_CASE("increments that a SET had not seen are added on top of it") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SET", "k", "10"}, 10);
  replicas.sync_all();
  replicas.run(kA, {"INCRBY", "k", "3"}, 20);
  replicas.run(kB, {"INCRBY", "k", "4"}, 20);
  replicas.sync(kA, kC);
  replicas.run(kC, {"SET", "k", "100"}, 30);  // saw A's increment only
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "104");
  CHECK(replicas.agree("k"));
}

TEST_CASE("a write that had seen another wins whatever its clock says") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SET", "k", "late clock"}, 1000);
  replicas.sync_all();
  replicas.run(kB, {"SET", "k", "early clock"}, 1);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "early clock");
  CHECK(replicas.agree("k"));
}

TEST_CASE("an exact tie goes to the smaller member") {
  ConflictFreeReplicas replicas;
  replicas.run(kB, {"SET", "k", "b"}, 10);
  replicas.run(kA, {"SET", "k", "a"}, 10);
  replicas.sync_all();
  CHECK(replicas.shown(kC, "k") == "a");
  CHECK(replicas.agree("k"));
}

TEST_CASE("the later effects of one command overwrite its earlier ones") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"MSET", "{t}k", "first", "{t}k", "second"}, 10);
  CHECK(replicas.shown(kA, "{t}k") == "second");
  replicas.sync_all();
  CHECK(replicas.shown(kB, "{t}k") == "second");
  // Only the second is kept.
  ConflictFreeReplicas one_write;
  one_write.run(kA, {"SET", "{t}k", "second"}, 10);
  CHECK(replicas.metadata(kB) == one_write.store(kA).keyspace().metadata_bytes());
}

TEST_CASE("a key that concurrent writes gave two types shows the first and a DEL takes both") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.run(kB, {"SET", "k", "text"}, 10);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "text");
  CHECK(replicas.agree("k"));
  replicas.run(kC, {"DEL", "k"}, 20);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k") == "-");
  CHECK(replicas.digest(kA, "k") == Hash128{});
  CHECK(replicas.agree("k"));
}

TEST_CASE("a key is hidden after its deadline and the next write deletes it first") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SET", "k", "text", "PX", "1"}, 10'000);  // until 11 ms
  replicas.sync_all();
  CHECK(replicas.shown(kB, "k", 11'999) == "text");
  CHECK(replicas.shown(kB, "k", 12'000) == "-");
  replicas.run(kB, {"SADD", "k", "x"}, 20'000);
  CHECK(replicas.reply == integer_reply(1));
  CHECK(replicas.update(kB, 0).count == 2);
  replicas.sync_all();
  CHECK(replicas.shown(kA, "k", 20'000) == "x");
  CHECK(replicas.agree("k"));
}

TEST_CASE("what a DEL had seen stays away when a snapshot brings it") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.run(kA, {"SET", "{k}s", "text"}, 10);
  replicas.sync(kA, kB);
  replicas.run(kB, {"DEL", "k"}, 20);
  replicas.run(kB, {"DEL", "{k}s"}, 20);
  replicas.sync(kB, kC);
  replicas.merge(kA, kC);
  CHECK(replicas.shown(kC, "k") == "-");
  CHECK(replicas.shown(kC, "{k}s") == "-");
  replicas.merge(kC, kA);
  CHECK(replicas.shown(kA, "{k}s") == "-");
  CHECK(replicas.metadata(kC) == 0);
}

TEST_CASE("what waits for effects survives a merge and goes when they have arrived") {
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"SADD", "k", "x"}, 10);
  replicas.run(kA, {"SET", "{k}s", "old"}, 10);
  replicas.sync(kA, kB);
  replicas.run(kB, {"SREM", "k", "x"}, 20);
  replicas.run(kB, {"SET", "{k}s", "new"}, 5);
  ConflictFreeReplicas others;  // its C holds B's effects only, and hands them on by a snapshot
  Outputs outputs(false);
  for (std::size_t i = 0; i < replicas.updates(kB); ++i)
    others.store(kC).deliver(replicas.update(kB, i), observation::How::kReplicated, outputs);
  others.merge(kC, kB);
  for (std::size_t i = 0; i < replicas.updates(kA); ++i)
    others.store(kB).deliver(replicas.update(kA, i), observation::How::kReplicated, outputs);
  CHECK(others.shown(kB, "k") == "-");
  CHECK(others.shown(kB, "{k}s") == "new");
  CHECK(others.metadata(kB) == replicas.metadata(kB));
}

TEST_CASE("a counter keeps within 59 bits, and what several members add at once still adds up") {
  const Bytes most = format_integer((std::int64_t{1} << 58) - 1);
  const Reply overflow = error_reply("ERR increment or decrement would overflow");
  ConflictFreeReplicas replicas;
  replicas.run(kA, {"INCRBY", "k", most}, 10);
  CHECK(replicas.shown(kA, "k") == most.view());
  for (const Arguments& command : {Arguments{"INCR", "k"}, Arguments{"INCRBY", "k", "5"}}) {
    CHECK_FALSE(replicas.run(kA, command, 20));
    CHECK(replicas.reply == overflow);
  }
  replicas.run(kB, {"DECRBY", "l", most}, 10);
  replicas.run(kB, {"DECR", "l"}, 10);
  CHECK_FALSE(replicas.run(kB, {"DECR", "l"}, 10));
  CHECK(replicas.reply == overflow);
  replicas.run(kB, {"INCRBY", "k", most}, 30);
  replicas.sync_all();
  CHECK(replicas.shown(kC, "k") == format_integer((std::int64_t{1} << 59) - 2).view());
  replicas.run(kC, {"DECRBY", "k", most}, 40);
  CHECK(replicas.reply == integer_reply((std::int64_t{1} << 58) - 1));
}

}  // namespace
}  // namespace faultline::engine::active_active
