#include "reports/render/difference_json.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/difference_fixture.h"

using namespace faultline::reports;
using Json = nlohmann::ordered_json;

namespace {

std::vector<Json> objects_of(const TwoRuns& runs) {
  std::istringstream lines(
      difference_lines({"o\xff", runs.before_run}, {"p", runs.after_run}, runs.difference()));
  std::vector<Json> objects;
  for (std::string line; std::getline(lines, line);) objects.push_back(Json::parse(line));
  return objects;
}

}  // namespace

TEST_CASE("the first object says what is compared, the last counts") {
  const TwoRuns runs;
  const std::vector<Json> objects = objects_of(runs);
  REQUIRE(objects.size() == 2);
  CHECK(objects[0]["about"] == "compared");
  CHECK(objects[0]["before"]["directory"] == Json({{"base64", "b/8="}}));
  CHECK(objects[0]["after"]["engines"] == Json({"active_active", "dynomite", "last_write_wins"}));
  CHECK(objects[0]["same_scenario"] == true);
  CHECK(objects[1] ==
        Json({{"about", "count"}, {"worse", 0}, {"better", 0}, {"same", 14}, {"undecided", 0}}));
}

TEST_CASE("each change is an object with its numbers, a finding's with what it is") {
  TwoRuns runs;
  runs.before("dynomite").findings = {comparable("aaaaaaaaaaaa", 4)};
  runs.after("dynomite").findings = {comparable("aaaaaaaaaaaa", 3)};
  runs.after("dynomite").converged = true;
  runs.after("dynomite").converged_after_heal_ns = 17;
  const std::vector<Json> objects = objects_of(runs);
  REQUIRE(objects.size() == 5);
  CHECK(objects[1]["about"] == "finding");
  CHECK(objects[1]["turn"] == "better");
  CHECK(objects[1]["engine"] == "dynomite");
  CHECK(objects[1]["name"] == "aaaaaaaaaaaa");
  CHECK(objects[1]["before"] == 4);
  CHECK(objects[1]["after"] == 3);
  CHECK(objects[1]["kind"] == "lost_concurrent");
  CHECK(objects[1]["rule"] == Json({{"name", "arrival_order"}, {"basis", "measured"}}));
  CHECK(objects[2]["about"] == "converged");
  CHECK(objects[2]["before"] == false);
  CHECK(objects[2]["after"] == true);
  CHECK(objects[3]["about"] == "agreed_after");
  CHECK(objects[3]["before"].is_null());
  CHECK(objects[3]["after"] == 17);
  CHECK(objects[4]["better"] == 2);
}
