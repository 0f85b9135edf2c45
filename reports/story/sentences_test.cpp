#include "reports/story/sentences.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("the chart's title states who still differs before who converged") {
  const SampleRun sample;
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "Dynomite still differs on 37 keys 30 s after the heal; Active-Active converged after "
        "1.2 s; Last-Write-Wins converged after 1.2 s");
}

TEST_CASE("a title without a laggard names the heal itself") {
  SampleRun sample;
  sample.plan.engines = {{"active_active", {}}};
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "Active-Active converged 1.2 s after the heal");
  for (sim::EngineResult& engine : sample.result.engines) engine.divergence.clear();
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "Active-Active never differed");
}

TEST_CASE("without a fault a title speaks of the end, not of a heal") {
  SampleRun sample;
  sample.result.faults.clear();
  sample.plan.engines = {{"dynomite", {}}};
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "Dynomite still differs on 37 keys at the end");
}

TEST_CASE("a verdict never claims what was not measured") {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  CHECK(verdict_sentence(engine) ==
        "dynomite: losses were not measured; whether its replicas agree was not measured.");
  CHECK(reason_sentence(engine).empty());
}

}  // namespace faultline::reports
