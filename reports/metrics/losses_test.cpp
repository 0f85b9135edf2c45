#include "reports/metrics/losses.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("the series of losses has every class, and says which of them count as lost") {
  const SampleRun sample;
  const std::string csv = losses_csv(engine_results(sample.input()));
  CHECK(csv.starts_with(
      "class,lost,active_active,dynomite,last_write_wins\nkept,0,4000,3849,3971\n"));
  CHECK(csv.find("\nlost_concurrent,1,0,114,22\n") != std::string::npos);
  CHECK(csv.find("\ndiverged_order,1,0,37,7\n") != std::string::npos);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + static_cast<int>(sim::kLedgerClasses));
}

TEST_CASE("a ledger that was not kept is an empty cell, not a 0") {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  CHECK(losses_csv({&engine}).find("\nkept,0,\n") != std::string::npos);
  CHECK(loss_classes({&engine}).empty());
}

}  // namespace faultline::reports
