#include <catch2/catch.hpp>
#include <limits>

#include "reports/metrics/divergence.h"
#include "reports/metrics/numbers.h"
#include "reports/metrics/pairs.h"
#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(4'812) == "4,812");
  CHECK(grouped(1'234'567) == "1,234,567");
}

TEST_CASE("durations have three figures and the unit that fits") {
  CHECK(duration_text(0) == "0 s");
  CHECK(duration_text(7) == "7 ns");
  CHECK(duration_text(65'300) == "65.3 us");
  CHECK(duration_text(812'000) == "812 us");
  CHECK(duration_text(1'200'000'000) == "1.2 s");
  CHECK(duration_text(-20'000'000) == "-20 ms");
  CHECK(duration_text(4'000'000'000'000) == "4,000 s");
  CHECK(duration_text(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036 s");
}

TEST_CASE("shares are cut, so that nearly all is never all") {
  CHECK(percent_text(1'000'000) == "100 %");
  CHECK(percent_text(999'999) == "99.99 %");
  CHECK(percent_text(5'000) == "0.50 %");
  CHECK(percent_text(0) == "0 %");
}

TEST_CASE("an instant is exact to the microsecond, before the start too") {
  CHECK(instant_text(5'213'004'017) == "5.213004 s");
  CHECK(instant_text(-1'000) == "-0.000001 s");
}

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

TEST_CASE("the series has a row an instant, carries values on, and is empty before the first") {
  sim::EngineResult first;
  first.engine = "active_active";
  first.divergence = {{0, 0}, {100, 3}};
  sim::EngineResult second;
  second.engine = "dynomite";
  second.divergence = {{100, 4}, {200, 5}};
  CHECK(divergence_csv({&first, &second}) ==
        "at_ns,active_active,dynomite\n0,0,\n100,3,4\n200,3,5\n");
  CHECK(divergence_csv({}) == "at_ns\n");
}

TEST_CASE("thinning keeps the staircase, the peak and the end") {
  std::vector<sim::DivergencePoint> flat;
  for (std::int64_t at = 0; at < 100; ++at) flat.push_back({at, at < 50 ? 0 : 7});
  const auto steps = thinned(flat, 1000);
  REQUIRE(steps.size() == 3);
  CHECK(steps[1].at_ns == 50);
  CHECK(steps[2].at_ns == 99);

  std::vector<sim::DivergencePoint> noisy;
  for (std::int64_t at = 0; at < 10'000; ++at) noisy.push_back({at, at == 4'321 ? 99 : at % 2});
  const auto few = thinned(noisy, 100);
  CHECK(few.size() <= 101);
  CHECK(std::any_of(few.begin(), few.end(), [](const auto& p) { return p.differing_keys == 99; }));
  CHECK(few.back().at_ns == 9'999);
}

}  // namespace faultline::reports
