#include "reports/metrics/pairs.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("the paired losses of two engines add up to what each has lost") {
  const SampleRun sample;
  const sim::EngineResult& active = sample.result.engines[1];
  const sim::EngineResult& dynomite = sample.result.engines[2];
  const PairedLosses losses = pair_losses(active, dynomite);
  CHECK(losses.only_in_first == 0);
  CHECK(losses.only_in_second == 2);
  CHECK(losses.in_both == 1);
  const PairedLosses mirrored = pair_losses(dynomite, active);
  CHECK(mirrored.only_in_first == losses.only_in_second);
  CHECK(mirrored.in_both == losses.in_both);
}

}  // namespace faultline::reports
