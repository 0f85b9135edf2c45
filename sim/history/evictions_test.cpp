// What the ledger says of evictions: a member deletes a key by itself, on account of an operation
// that need not be about that key.

#include <catch2/catch.hpp>

#include "sim/history/ledger_fixture.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::Delete;
using engine::integer_reply;
using engine::set::Add;
using engine::string::Write;

// Replica `at` evicts the key on account of an operation, and the other one gets the eviction.
void evict(HandHistory& history, std::uint64_t operation, std::uint32_t at, std::int64_t stamp,
           const Bytes& key) {
  engine::observation::Applied applied;
  applied.effect = {{engine::OperationId(operation)},
                    engine::eviction_unit(engine::MemberId(at + 1))};
  applied.key = key;
  applied.change = Delete{};
  applied.stamp = engine::WallTime(engine::Duration(stamp));
  applied.member = engine::MemberId(at + 1);
  history.observe(at, applied, applied.stamp);
  history.arrive(operation, applied.effect.unit, 1 - at, key, Delete{});
}

TEST_CASE("superseded: an eviction took what its replica had seen and nothing else") {
  HandHistory history(engine::Arbitration::kConflictFree,
                      {{"SADD", "s", "seen"}, {"SADD", "s", "unseen"}, {"GET", "other"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"seen"}}});
  history.run(2, 1, integer_reply(1), 20, {{"s", Add{"unseen"}}});
  evict(history, 3, 0, 30, "s");
  history.arrive(1, 0, 1, "s", Add{"seen"});
  history.arrive(2, 0, 0, "s", Add{"unseen"});
  history.run(3, 0, engine::nil_reply(), 40, {});
  CHECK(booked(history, 1).ledger_class == LedgerClass::kSuperseded);
  CHECK(booked(history, 2).ledger_class == LedgerClass::kKept);
}

TEST_CASE("lost_concurrent: an eviction of the whole key takes what it had not seen") {
  // One session, at two replicas: an eviction is nobody's own.
  HandHistory history(engine::Arbitration::kLastWriteWins, {{"SET", "k", "a"}, {"GET", "other"}},
                      {0, 0});
  history.run(1, 1, engine::ok_reply(), 10, {{"k", Write{"a", {}}}});
  evict(history, 2, 0, 30, "k");
  history.arrive(1, 0, 0, "k", Write{"a", {}});
  history.run(2, 0, engine::nil_reply(), 40, {});
  const LedgerEntry entry = booked(history, 1);
  CHECK(entry.ledger_class == LedgerClass::kLostConcurrent);
  CHECK(reason_of(history.history(), entry).cause == "concurrent_eviction");
}

TEST_CASE("evictions of one key by two replicas at one operation are two effects") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s", Add{"x"});
  evict(history, 1, 0, 20, "s");
  evict(history, 1, 1, 20, "s");
  CHECK(booked(history, 1).ledger_class == LedgerClass::kSuperseded);
  CHECK(history.history().effects().size() == 3);
}

}  // namespace
}  // namespace faultline::sim
