// `faultline minimize` as users meet it: a small scenario that shows the same finding, the counts,
// and what it says where there is nothing to make small.
#include <catch2/catch.hpp>
#include <filesystem>

#include "scenarios/loader/loader.h"
#include "scenarios/program_fixture.h"
#include "sim/search/smaller_plans.h"

using namespace faultline;
using namespace faultline::scenarios;

namespace {

// Faults and commands that have nothing to do with it, and a race between two writes.
const std::string kRaceAmongOthers = R"({
  "purpose": "Two writes to one key, and much else.",
  "topology": { "datacenters": { "asia": { "racks": { "r": 1 } }, "eu": { "racks": { "r": 2 } },
                                 "us": { "racks": { "r": 1 } } } },
  "engines": { "dynomite": {}, "last_write_wins": {} },
  "script": [
    { "at": "1s", "datacenter": "asia", "client": "c3", "command": ["SADD", "tags", "a", "b"] },
    { "at": "1234567us", "datacenter": "us", "client": "c1", "command": ["SET", "name", "ada"] },
    { "at": "1240ms", "datacenter": "eu", "client": "c2", "command": ["SET", "name", "grace"] },
    { "at": "2s", "datacenter": "eu", "client": "c2", "command": ["GET", "name"] } ],
  "faults": [ { "at": "3s", "for": "1s", "kind": "crash", "hosts": ["asia/r/0"] } ],
  "quiesce": "50s" })";

std::string id_of(const std::string& kind) {
  (void)program({"run", "race.json", "--out", "o", "--report", "data", "--quiet"});
  for (const std::string& line : lines_of(Workshop::read("o/findings.jsonl")))
    if (line.find("\"" + kind + "\"") != std::string::npos)
      return line.substr(line.find(R"("id":")") + 6, 12);
  FAIL("no finding of kind " + kind);
  return {};
}

}  // namespace

TEST_CASE("minimize leaves the two writes of a race, and a file that shows the finding") {
  const Workshop workshop;
  Workshop::write("race.json", kRaceAmongOthers);
  const std::string id = id_of("lost_concurrent");
  const Ended made =
      program({"minimize", "race.json", "--seed", "1", "--finding", id, "--out", "small.json"});
  CHECK(made.exit_code == 0);
  check_last_lines(made.out, {"commands 4 -> 2, faults 1 -> 0, nodes 4 -> 2"});
  const LoadedScenario small = load_scenario_file("small.json");
  REQUIRE(small.plan);
  CHECK(small.plan->shows == id);
  CHECK(sim::size_of(*small.plan).commands == 2);
  const std::string text = Workshop::read("small.json");
  CHECK_THAT(text, Catch::Contains(R"("command": ["SET", "k", "v1"])") &&
                       Catch::Contains(R"("engines": { "last_write_wins": {} })") &&
                       !Catch::Contains("host") && !Catch::Contains("1234567"));
  CHECK(program({"run", "small.json", "--report", "none"}).exit_code == 0);
}

TEST_CASE("minimize gives the same bytes however many runs go on side by side") {
  const Workshop workshop;
  Workshop::write("race.json", kRaceAmongOthers);
  for (const char* jobs : {"1", "3"})
    CHECK(program({"minimize", "race.json", "--seed", "7", "--jobs", jobs, "--out",
                   std::string("small-") + jobs + ".json"})
              .exit_code == 0);
  CHECK(Workshop::read("small-1.json").size() > 100);
  CHECK(Workshop::read("small-1.json") == Workshop::read("small-3.json"));
}

TEST_CASE("minimize says which findings there are where the seed does not show the one") {
  const Workshop workshop;
  Workshop::write("race.json", kRaceAmongOthers);
  const Ended ended = program(
      {"minimize", "race.json", "--seed", "1", "--finding", "0123456789ab", "--out", "small.json"});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err,
             Catch::Contains("seed 1 of race.json shows no finding 0123456789ab") &&
                 Catch::Contains("it shows " + id_of("lost_concurrent") + ": lost_concurrent"));
  CHECK_FALSE(std::filesystem::exists("small.json"));
}

TEST_CASE("minimize refuses a place that is no scenario file, and the scenario itself") {
  const Workshop workshop;
  Workshop::write("race.json", kRaceAmongOthers);
  check_bad(program({"minimize", "race.json", "--out", "small"}),
            "faultline minimize: --out: \"small\" is no scenario file; expected a name that ends "
            "in .json");
  check_bad(program({"minimize", "race.json", "--out", "race.json"}),
            "faultline minimize: --out: \"race.json\" is the scenario itself; expected another "
            "file");
  check_bad(program({"minimize", "race.json", "--out", "small.json", "--finding", "xyz"}),
            "faultline minimize: --finding: \"xyz\" is no id; expected a finding's id, 12 "
            "hexadecimal digits");
}
