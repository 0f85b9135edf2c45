#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::observation::Durable;

TEST_CASE("garbage collection fails when a removal is purged before every replica has it") {
  for (const bool early : {true, false}) {
    HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
    history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
    if (!early) history.arrive(1, 0, 1, "s");
    for (const std::uint32_t replica : {0U, 1U}) history.observe(replica, Durable{});
    history.observe(0, engine::observation::Purged{{{engine::OperationId(1)}, 0}, "s"});
    CHECK(verdict_of(history.conclude(), "gc_safety") ==
          (early ? Verdict::kFailed : Verdict::kHeld));
  }
}

TEST_CASE("what a replica has not synced may be gone with the next crash") {
  for (const bool synced : {true, false}) {
    HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
    history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
    history.observe(0, Durable{});
    if (!synced) history.observe(1, Durable{});
    history.arrive(1, 0, 1, "s");
    if (synced) history.observe(1, Durable{});
    history.crash(1);  // what it had on disk does not count as missing
    history.observe(0, engine::observation::Purged{{{engine::OperationId(1)}, 0}, "s"});
    CHECK(verdict_of(history.conclude(), "gc_safety") ==
          (synced ? Verdict::kHeld : Verdict::kFailed));
  }
}

}  // namespace
}  // namespace faultline::sim
