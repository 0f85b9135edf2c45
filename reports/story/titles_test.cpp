#include "reports/story/titles.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("the title of the losses gives figures, and names those who lost none together") {
  const SampleRun sample;
  CHECK(losses_title(engine_results(sample.input())) ==
        "Dynomite lost 151 of 4,812 acknowledged updates (3.13 %); Last-Write-Wins lost 29 of "
        "4,812 acknowledged updates (0.60 %); Active-Active lost none");
  CHECK(losses_title({}) == "Lost updates were not measured");
}

TEST_CASE("the title of the divergence counts from the end of the last fault") {
  SampleRun sample;
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "The last fault ended at 13 s: Dynomite never agreed again, 37 keys differ at the end; "
        "Active-Active and Last-Write-Wins caught up 1.2 s later");
  for (sim::EngineResult& engine : sample.result.engines) engine.divergence.clear();
  sample.plan.engines = {{"active_active", {}}};
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "The last fault ended at 13 s: Active-Active never differed");
}

TEST_CASE("without a fault the title of the divergence speaks of the load and the end") {
  SampleRun sample;
  sample.result.faults.clear();
  sample.plan.engines = {{"active_active", {}}, {"dynomite", {}}};
  CHECK(divergence_title(engine_results(sample.input()), sample.result) ==
        "Dynomite never agreed, 37 keys differ at the end; Active-Active agreed 1.2 s after the "
        "load ended");
}

TEST_CASE("the title of the lag counts what never arrived") {
  const SampleRun sample;
  CHECK(lag_title(engine_results(sample.input())) ==
        "The slowest update was visible in another data center after 8.03 s under Active-Active "
        "and Last-Write-Wins, 70 ms under Dynomite; 160 copies never arrived under Dynomite");
}

TEST_CASE("the title of the availability names the worst place, and who answered everything") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines) {
    for (auto& [name, ppm] : engine.availability_ppm) ppm = 1'000'000;
  }
  sample.result.engines[2].availability_ppm["eu-west"] = 920'000;
  CHECK(availability_title(engine_results(sample.input())) ==
        "Dynomite answered 92 % of what clients in eu-west asked, 80 % around 5 s; Active-Active "
        "and Last-Write-Wins answered everything");
}

TEST_CASE("the title of the latency compares faults with calm") {
  SampleRun sample;
  sample.plan.engines = {{"active_active", {}}};
  const EngineResults engines = engine_results(sample.input());
  CHECK(latency_title(engines, sample.result) ==
        "During faults 99 % of the answers came within 2.34 ms under Active-Active; otherwise "
        "within 2.34 ms");
  sample.result.faults.clear();
  CHECK(latency_title(engines, sample.result) ==
        "99 % of the answers came within 2.34 ms under Active-Active");
  CHECK(latency_title({}, sample.result) == "No operation was answered");
}

TEST_CASE("the title of the delays gives the slowest direction of each engine") {
  SampleRun sample;
  CHECK(delay_title(engine_results(sample.input())) ==
        "In the slowest direction 99 % of the copies that arrived did so within 65 ms (half within "
        "40 ms) under Active-Active, Dynomite and Last-Write-Wins");
  (*sample.result.engines[2].staleness_ns)["eu-west->us-east"] = {1, 2, 90'000'000, 90'000'000};
  CHECK(has(delay_title(engine_results(sample.input())),
            "within 65 ms (half within 40 ms) under Active-Active and Last-Write-Wins, 90 ms (half "
            "within 1 ns) under Dynomite"));
  CHECK(delay_title({}) == "No update arrived in another data center");
}

TEST_CASE("the title of what is missing tells the most at a time, and what stays") {
  SampleRun sample;
  CHECK(missing_title(engine_results(sample.input()), sample.result) ==
        "Active-Active's replicas lacked up to 160 copies of acknowledged updates (around 12 s), "
        "none at the end; Dynomite's up to 160 (around 12 s), 160 at the end; Last-Write-Wins's up "
        "to 160 (around 12 s), none at the end");
  sample.result.engines[1].missing = {{sim::kAllWays, {}}};
  CHECK(
      has(missing_title(engine_results(sample.input()), sample.result), "; Active-Active's none"));
}

TEST_CASE("the titles of what replication takes give sums, peaks and their times") {
  SampleRun sample;
  sample.plan.engines = {{"active_active", {}}, {"dynomite", {}}};
  const EngineResults engines = engine_results(sample.input());
  CHECK(
      wire_title(engines, sample.result) ==
      "Active-Active sent 6.3 MiB between machines, up to 390.6 KiB in 1 s (around 0 s); Dynomite "
      "sent 6.3 MiB, up to 390.6 KiB in 1 s (around 0 s)");
  CHECK(metadata_title(engines) ==
        "Active-Active kept up to 83.9 KiB besides values (around 42 s) and up to 19 tombstones");
  for (sim::EngineResult& engine : sample.result.engines)
    if (engine.engine == "dynomite") engine.costs.back().metadata_bytes = 0;
  CHECK(has(metadata_title(engines), " tombstones; Dynomite kept none"));
}

TEST_CASE("the title of the clocks says where they were wrong, and which way") {
  SampleRun sample;
  CHECK(clock_offsets_title(engine_results(sample.input())) ==
        "Wall clocks in eu-west were up to 20 ms ahead");
  for (sim::EngineResult& engine : sample.result.engines)
    engine.clock_windows["us-east"] = {{0, 5'000, 0}, {1, 0, 7'000}};
  CHECK(clock_offsets_title(engine_results(sample.input())) ==
        "Wall clocks in eu-west were up to 20 ms ahead; in us-east up to 5 µs ahead and up to 7 µs "
        "behind");
}

}  // namespace faultline::reports
