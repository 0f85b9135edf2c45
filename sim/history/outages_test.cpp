#include "sim/history/outages.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::HostId;
using engine::set::Add;

// Two additions at eu, the second asked again after the machine came back.
HandHistory three_additions() {
  return HandHistory(engine::Arbitration::kConflictFree,
                     {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"SADD", "s", "z"}});
}

TEST_CASE("an update is lost by the first outage of its home after it, with its age then") {
  HandHistory history = three_additions();
  history.disturb(Down{HostId(0), "", DiskFate::kSynced});             // at 0: too early
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});  // answered at 4
  history.run(2, 0, engine::integer_reply(1), 11, {{"s", Add{"y"}}});  // answered at 7
  history.disturb(Down{HostId(1), "", DiskFate::kSynced});             // at 7: another machine
  history.disturb(Down{HostId(0), "", DiskFate::kNothing});            // at 8
  history.run(3, 0, engine::integer_reply(1), 12, {{"s", Add{"z"}}});
  history.history().close(engine::Instant());
  const std::vector<OutageLoss> rows =
      outage_losses(history.history(), {{{1, 0}, LedgerClass::kNeverReplicated},
                                        {{2, 0}, LedgerClass::kLostCrash},
                                        {{3, 0}, LedgerClass::kKept}});
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].where == "eu/a/0");
  CHECK(rows[0].never_replicated + rows[0].lost_crash == 0);
  CHECK(rows[1].where == "us/a/0");
  CHECK(rows[2].where == "eu/a/0");
  CHECK(rows[2].disk_kept == "nothing");
  CHECK(rows[2].at_ns == 8);
  CHECK(rows[2].never_replicated == 1);
  CHECK(rows[2].lost_crash == 1);
  CHECK(rows[2].oldest_ns == 4);
  CHECK(rows[2].newest_ns == 1);
}

TEST_CASE("a data center that is removed takes what it had alone along, a joining one does not") {
  HandHistory history = three_additions();
  history.disturb(Departed{{HostId(1)}});  // it is to join: from the beginning on
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.disturb(Departed{{HostId(0)}});
  history.history().close(engine::Instant());
  const std::vector<OutageLoss> rows =
      outage_losses(history.history(), {{{1, 0}, LedgerClass::kNeverReplicated}});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].where == "eu/a/0");
  CHECK(rows[0].never_replicated == 1);
}

TEST_CASE("what no outage took has a row without a place, and only if there is any") {
  for (const bool lost : {true, false}) {
    HandHistory history = three_additions();
    history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
    history.history().close(engine::Instant());
    const std::vector<OutageLoss> rows = outage_losses(
        history.history(),
        {{{1, 0}, lost ? LedgerClass::kNeverReplicated : LedgerClass::kLostConcurrent}});
    CHECK(rows.size() == (lost ? 1 : 0));
    if (lost) CHECK(rows[0].where.empty());
    if (lost) CHECK(rows[0].never_replicated == 1);
  }
}

}  // namespace
}  // namespace faultline::sim
