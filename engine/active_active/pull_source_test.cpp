#include "engine/active_active/pull_source.h"

#include <catch2/catch.hpp>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/ports/buggify_fixture.h"

namespace faultline::engine::active_active {
namespace {

constexpr Source kOwn{MemberId(1), Incarnation(3)};
constexpr ConnectionId kPeer{5};

// A shard's store and source, and what it sent.
struct SourceFixture {
  explicit SourceFixture(std::int64_t backlog, bool causal = false)
      : source({ProcessId(4), kOwn, 0, causal}, Backlog(backlog)) {}

  void write(const Bytes& key) {
    Outputs outputs(false);
    auto execution =
        store.execute({{OperationId(1)}, {"INCR", key}}, kOwn, WallTime{}, random, outputs);
    source.push(std::move(*execution.update), 100);
  }
  // One of another member arrives.
  void arrive(Source from, const Bytes& key, bool passed_on = true) {
    Outputs outputs(false);
    Update update;
    update.slot = slot_of(key);
    update.first = {from, store.context(update.slot).of(from) + 1};
    update.count = 1;
    update.effects = {{{OperationId(1)}, 0}};
    const std::vector<Effect> effects{{key, 0, string::Increment{1}}};
    update.payload = ConflictFreeKeyspace().prepare(update.slot, effects, update.first, {}, {});
    store.deliver(update, observation::How::kReplicated, outputs);
    if (passed_on) source.push(update, 100);
  }
  void open(Contexts contexts = {}) {
    Outputs outputs;
    source.open(kPeer,
                {MemberId(2), {{{0, kSlots - 1}, Incarnation(9)}}, std::move(contexts), {}, false},
                store, context, outputs);
  }
  std::vector<Batch> flush() {
    Outputs outputs;
    source.flush(store, context, outputs);
    std::vector<Batch> batches;
    for (const Output& output : outputs.list())
      if (const auto* send = std::get_if<output::Send>(&output))
        batches.push_back(*decode<Batch>(send->bytes));
    return batches;
  }

  SlotStore store{std::make_unique<ConflictFreeKeyspace>()};
  PullSource source;
  Prng random{1};
  StepContext context{WallTime(), MonotonicTime(), random};
};

TEST_CASE("a stream sends what the peer lacks, in order, then what happens") {
  SourceFixture shard(1 << 20);
  shard.write("a");
  shard.write("a");
  shard.write("b");
  shard.open({{slot_of("a"), [] {
                 VersionVector held;
                 held.raise({kOwn, 1});
                 return held;
               }()}});
  auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  REQUIRE(batches[0].updates.size() == 2);
  CHECK(batches[0].updates[0].first.number == 2);
  CHECK(batches[0].updates[1].slot == slot_of("b"));
  CHECK(batches[0].snapshots.empty());
  CHECK(shard.flush().empty());
  shard.write("b");
  batches = shard.flush();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].number == 2);
  CHECK(batches[0].updates[0].first.number == 2);
}

TEST_CASE("the window holds batches back until earlier ones are acknowledged") {
  SourceFixture shard(1 << 20);
  shard.open();
  std::size_t sent = 0;
  for (std::size_t i = 0; i < kWindow + 10; ++i) {
    shard.write("a");
    sent += shard.flush().size();
  }
  CHECK(sent == kWindow);
  CHECK(shard.source.lags().front().batches == kWindow);
  CHECK(shard.source.lags().front().updates == 10);
  shard.source.acknowledge(kPeer, {1, {}});
  const auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].updates.size() == 10);
}

TEST_CASE("a cursor that falls off the backlog turns into snapshots, without a gap") {
  SourceFixture shard(1000);
  shard.open();
  for (std::size_t i = 0; i < kWindow; ++i) {
    shard.write("a");
    CHECK(shard.flush().size() == 1);
  }
  for (int i = 0; i < 30; ++i) shard.write("a");
  for (int i = 0; i < 5; ++i) shard.write("b");
  CHECK(shard.flush().empty());
  shard.source.acknowledge(kPeer, {1, {}});
  shard.source.acknowledge(kPeer, {2, {}});
  const auto batches = shard.flush();
  REQUIRE(batches.size() == 2);
  REQUIRE(batches[0].snapshots.size() == 1);
  CHECK(batches[0].snapshots[0].slot == slot_of("a"));
  CHECK(batches[0].snapshots[0].context.of(kOwn) == kWindow + 30);
  // What the backlog still supplies does not go as a snapshot.
  REQUIRE(batches[1].updates.size() == 5);
  CHECK(batches[1].updates[0].slot == slot_of("b"));
}

TEST_CASE("a slot in which the peer found a gap is sent whole, once") {
  SourceFixture shard(1 << 20);
  shard.open();
  shard.write("a");
  shard.flush();
  shard.write("a");
  shard.flush();
  shard.source.acknowledge(kPeer, {1, {slot_of("a")}});
  CHECK(shard.source.acknowledged(MemberId(2))->empty());
  const auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].snapshots.size() == 1);
  shard.source.acknowledge(kPeer, {2, {slot_of("a")}});  // the snapshot is on its way already
  CHECK(shard.flush().empty());
  shard.source.acknowledge(kPeer, {3, {}});
  CHECK(shard.source.acknowledged(MemberId(2))->at(slot_of("a")).of(kOwn) == 2);
}

TEST_CASE("effects of the puller's current incarnation are never returned, older ones are") {
  SourceFixture shard(1 << 20);
  for (const Incarnation incarnation : {Incarnation(8), Incarnation(9)})
    shard.arrive({MemberId(2), incarnation}, "a", false);
  VersionVector held;
  held.raise({{MemberId(2), Incarnation(8)}, 1});
  shard.open({{slot_of("a"), held}});
  CHECK(shard.flush().empty());
  shard.open();
  const auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].snapshots.size() == 1);
}

TEST_CASE(
    "a causal stream relays what other members did in the order in which it was applied here") {
  SourceFixture shard(1 << 20, true);
  constexpr Source kThird{MemberId(3), Incarnation(1)};
  constexpr Source kPuller{MemberId(2), Incarnation(9)};
  shard.arrive(kThird, "a");
  shard.arrive(kPuller, "a");
  shard.write("a");
  shard.arrive(kThird, "a");
  VersionVector held;
  held.raise({kThird, 1});
  held.raise({kPuller, 1});
  shard.open({{slot_of("a"), held}});
  const auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  REQUIRE(batches[0].updates.size() == 2);
  CHECK(batches[0].updates[0].first == Dot{kOwn, 1});
  CHECK(batches[0].updates[1].first == Dot{kThird, 2});
  CHECK(shard.flush().empty());
}

TEST_CASE("a causal stream sends a slot whole where it cannot relay what came as a snapshot") {
  SourceFixture shard(1 << 20, true);
  shard.open();
  constexpr Source kThird{MemberId(3), Incarnation(1)};
  for (int i = 0; i < 3; ++i) shard.arrive(kThird, "a", false);
  Outputs outputs;
  shard.source.slot_merged(slot_of("a"), shard.store, outputs);
  shard.arrive(kThird, "a");
  auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].updates.empty());
  REQUIRE(batches[0].snapshots.size() == 1);
  CHECK(batches[0].snapshots[0].context.of(kThird) == 4);
  shard.arrive(kThird, "a");
  batches = shard.flush();
  REQUIRE(batches.size() == 1);
  REQUIRE(batches[0].updates.size() == 1);
  CHECK(batches[0].updates[0].first == Dot{kThird, 5});
}

TEST_CASE("small batches carry one update each, in the same order") {
  SourceFixture shard(1 << 20);
  TakesPath small(BuggifyPoint::kSmallBatch);
  shard.context.buggify = &small;
  for (const char* key : {"a", "b", "a"}) shard.write(key);
  shard.open();
  const auto batches = shard.flush();
  REQUIRE(batches.size() == 3);
  for (const Batch& batch : batches) CHECK(batch.updates.size() == 1);
  CHECK(batches[0].updates[0].slot == slot_of("a"));
  CHECK(batches[1].updates[0].slot == slot_of("b"));
  CHECK(batches[2].updates[0].first.number == 2);
}

TEST_CASE("a small batch is one that is sent: nothing fires for a peer that holds everything") {
  SourceFixture shard(1 << 20);
  TakesPath small(BuggifyPoint::kSmallBatch, 1);
  shard.context.buggify = &small;
  for (const char* key : {"a", "b"}) shard.write(key);
  shard.open(shard.store.contexts());
  CHECK(shard.flush().empty());
  for (const char* key : {"a", "b"}) shard.write(key);
  CHECK(shard.flush().size() == 2);  // the path was still there to be taken
}

TEST_CASE("a full sync sends whole slots of what the backlog has, and then goes on from it") {
  SourceFixture shard(1 << 20);
  TakesPath whole(BuggifyPoint::kFullSync);
  shard.context.buggify = &whole;
  for (const char* key : {"a", "b", "a"}) shard.write(key);
  shard.open();
  auto batches = shard.flush();
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].updates.empty());
  CHECK(batches[0].snapshots.size() == 2);
  shard.write("a");
  batches = shard.flush();
  REQUIRE(batches.size() == 1);
  REQUIRE(batches[0].updates.size() == 1);
  CHECK(batches[0].updates[0].first.number == 3);
}

}  // namespace
}  // namespace faultline::engine::active_active
