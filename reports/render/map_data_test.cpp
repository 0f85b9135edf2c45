#include "reports/render/map_data.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

SampleRun followed() {
  SampleRun sample;
  sample.plan.topology.datacenters = {{"</script>", {{"a", 1}}}, {"us", {{"a", 1}}}};
  sample.plan.topology.links = {
      {"</script>",
       "us",
       {"constant", {{"value", {engine::Duration(std::chrono::milliseconds(40))}}}}}};
  sample.result.frame_ns = 1'000'000'000;
  sample.result.engines[0].pair_divergence = {
      {"</script>", "us", {5, 5, 2, 0}, {false, false, false, true}}};
  return sample;
}

}  // namespace

TEST_CASE("the map's data are changes from frame to frame, with the frames that faults last") {
  const SampleRun sample = followed();
  const nlohmann::json data = nlohmann::json::parse(map_data(sample.input()));
  CHECK(data["frames"] == 4);
  REQUIRE(data["engines"].size() == 1);
  CHECK(data["engines"][0]["pairs"][0]["keys"] == nlohmann::json{0, 5, 2, -3, 1, -2});
  CHECK(data["engines"][0]["pairs"][0]["cut"] == nlohmann::json{3, 1});
  CHECK(data["faults"][0]["from"] == 5);
  CHECK(data["faults"][0]["to"] == 12);
  CHECK(data["places"][0]["name"] == "</script>");
}

TEST_CASE("no name ends the script that the map's data stands in") {
  const SampleRun sample = followed();
  CHECK_FALSE(has(map_data(sample.input()), "<"));
}

TEST_CASE("there is no map where nobody followed who differs, or there is one place") {
  SampleRun sample;
  CHECK(map_data(sample.input()).empty());
  sample = followed();
  sample.plan.topology.datacenters.pop_back();
  CHECK(map_data(sample.input()).empty());
}

}  // namespace faultline::reports
