#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::set::Add;
using engine::set::Remove;
namespace observation = engine::observation;

constexpr const char* kLiveness = "gc_liveness";

// A member is added and removed everywhere; both replicas keep the deleted key.
HandHistory one_deleted_key() {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SREM", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, engine::integer_reply(1), 20, {{"s", Remove{{"x"}, true}}});
  history.arrive(2, 0, 1, "s");
  for (const std::uint32_t replica : {0U, 1U})
    history.observe(replica, observation::Metadata{100, 1});
  return history;
}

void forget_key(HandHistory& history, std::uint32_t replica) {
  history.observe(replica, observation::Metadata{0, 0});
}

TEST_CASE("a deleted key that a core replica keeps to the end is left over") {
  for (const bool forgotten : {true, false}) {
    HandHistory history = one_deleted_key();
    forget_key(history, 0);
    if (forgotten) forget_key(history, 1);
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, kLiveness) == (forgotten ? Verdict::kHeld : Verdict::kFailed));
    CHECK(cause_found(result, kLiveness) == (forgotten ? "" : "not_collected"));
  }
}

TEST_CASE("the finding says what the replica waits for") {
  HandHistory history = one_deleted_key();
  forget_key(history, 0);
  history.observe(1, observation::Waiting{"garbage of 1 key waits for eu"});
  const EngineResult result = history.conclude();
  CHECK(cause_found(result, kLiveness) == "not_acknowledged");
  CHECK(reason_of(result, kLiveness) == "1 tombstone left at the end, and no member is away");
  CHECK(story_found(result, kLiveness) ==
        "us/replica still keeps 1 tombstone, the last since 0 s, and no member is away. It "
        "says: garbage of 1 key waits for eu.");
}

TEST_CASE("what is not delivered cannot be forgotten") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SREM", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(2, 0, engine::integer_reply(1), 20, {{"s", Remove{{"x"}, true}}});
  history.observe(0, observation::Metadata{100, 1});
  CHECK(cause_found(history.conclude(), kLiveness) == "not_delivered");
}

TEST_CASE("a member that stays away keeps deleted keys back") {
  HandHistory history = one_deleted_key();
  history.history().set_core([](engine::ProcessId process) { return process.value() == 0; });
  const EngineResult kept = history.conclude();
  CHECK(verdict_of(kept, kLiveness) == Verdict::kUnknown);
  CHECK(reason_of(kept, kLiveness) ==
        "no tombstone was dropped; 1 tombstone excused: us stays away");
}

TEST_CASE("a member that was removed from the database keeps nothing back") {
  HandHistory history = one_deleted_key();
  history.history().set_core([](engine::ProcessId process) { return process.value() == 0; });
  history.disturb(Departed{{engine::HostId(1)}});
  CHECK(verdict_of(history.conclude(), kLiveness) == Verdict::kFailed);
}

TEST_CASE("where no key was deleted nothing is known, and who keeps no account is not asked") {
  HandHistory nothing(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  nothing.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  nothing.observe(0, observation::Metadata{10, 0});
  CHECK(verdict_of(nothing.conclude(), kLiveness) == Verdict::kUnknown);
  HandHistory silent(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  silent.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  silent.observe(0, observation::Metadata{10, {}});
  CHECK(verdict_of(silent.conclude(), kLiveness) == Verdict::kNotApplicable);
}

}  // namespace
}  // namespace faultline::sim
