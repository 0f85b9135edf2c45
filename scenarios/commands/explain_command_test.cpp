// `faultline explain` as users meet it: the story of a key from the folder of a report, and what it
// says where there is none to tell.
#include <catch2/catch.hpp>
#include <filesystem>

#include "reports/story/text_columns.h"
#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

namespace {

// Two writes to one name within a link's delay: one loses under the two engines.
const std::string kRace = R"({
  "purpose": "Two writes to one key within a link delay.",
  "topology": { "datacenters": { "eu": { "racks": { "r": 1 } }, "us": { "racks": { "r": 1 } } } },
  "engines": { "active_active": {}, "dynomite": {} },
  "script": [
    { "at": "1s", "datacenter": "us", "client": "c1", "command": ["SET", "my name", "ada"] },
    { "at": "1010ms", "datacenter": "eu", "client": "c2", "command": ["SET", "my name", "grace"] },
    { "at": "2s", "datacenter": "eu", "client": "c2", "command": ["GET", "my name"] },
    { "at": "3s", "datacenter": "eu", "client": "c2", "command": ["SADD", "tags", "a", "b"] } ],
  "quiesce": "5s" })";

// The folder "o" with the report of it.
void report_of_race() {
  Workshop::write("race.json", kRace);
  (void)program({"run", "race.json", "--out", "o", "--report", "data", "--quiet"});
}

void replace_in(const std::string& file, const std::string& from, const std::string& to) {
  std::string text = Workshop::read(file);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  Workshop::write(file, text.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("explain tells under each engine who lost, to whom, and what replicas show") {
  const Workshop workshop;
  report_of_race();
  const Ended told = program({"explain", "o", "my name"});
  CHECK(told.exit_code == 0);
  CHECK(told.err == "race: seed 1, running again\n");
  CHECK_THAT(told.out, Catch::Contains("Active-Active, key \"my name\", 2 updates: 1 kept, 1 "
                                       "lost_concurrent.") &&
                           Catch::Contains("every replica  grace") &&
                           Catch::Contains("operation 1: SET \"my name\" ada") &&
                           Catch::Contains("Dynomite, key \"my name\", 2 updates: 2 "
                                           "diverged_order."));
  for (const std::string& line : lines_of(told.out))
    CHECK(faultline::reports::text_columns(line) <= 80);
  CHECK(program({"explain", "o", R"("my name")"}).out == told.out);
}

TEST_CASE("explain tells of one engine, or of one operation, a read too") {
  const Workshop workshop;
  report_of_race();
  const Ended one = program({"explain", "o", "my name", "--engine", "dynomite"});
  CHECK(one.exit_code == 0);
  CHECK_THAT(one.out, !Catch::Contains("Active-Active") && Catch::StartsWith("Dynomite, key"));
  const Ended read =
      program({"explain", "o", "my name", "--engine", "dynomite", "--operation", "3"});
  CHECK(read.exit_code == 0);
  CHECK_THAT(read.out, Catch::Contains("operation 3: GET \"my name\"") &&
                           Catch::Contains("had seen     operations 1 and 2") &&
                           !Catch::Contains("operation 2: SET"));
}

TEST_CASE("explain draws its diagrams into one SVG file") {
  const Workshop workshop;
  report_of_race();
  CHECK(program({"explain", "o", "my name", "--svg", "race.svg"}).exit_code == 0);
  const std::string svg = Workshop::read("race.svg");
  CHECK_THAT(svg, Catch::StartsWith("<svg ") && Catch::Contains("under Active-Active") &&
                      Catch::Contains("under Dynomite"));
  CHECK(std::system("xmllint --noout race.svg") == 0);
}

TEST_CASE("a key or an operation that is none of the run's is refused with the nearest") {
  const Workshop workshop;
  report_of_race();
  const auto refusal = [](Words more) {
    more.insert(more.begin(), {"explain", "o"});
    const Ended ended = program(more);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    return lines_of(ended.err).back();
  };
  CHECK(refusal({"tgas"}) ==
        "faultline explain: no command of the run names the key \"tgas\"; did you mean \"tags\"?");
  CHECK(refusal({"tags", "--operation", "1"}) ==
        "faultline explain: operation 1 is SET \"my name\" ada, which does not name the key");
  CHECK(refusal({"tags", "--operation", "9"}) ==
        "faultline explain: operation 9 does not exist: the run has 4 operations");
  CHECK(refusal({"tags", "--operation", "0"}) ==
        "faultline explain: --operation: \"0\" is no operation; expected its number as in findings "
        "and histories, from 1 on");
  CHECK(refusal({"tags", "--engine", "last_write_wins"}) ==
        "faultline explain: --engine: unknown word \"last_write_wins\"; expected one of "
        "active_active, dynomite");
  CHECK(refusal({"tags", "--svg", "none/x.svg"}) ==
        "faultline explain: --svg: \"none/x.svg\" cannot be written: there is no such folder");
}

TEST_CASE("a folder that is no whole report is refused before anything runs") {
  const Workshop workshop;
  report_of_race();
  check_bad(program({"explain", "none", "k"}),
            "faultline explain: DIR: \"none\" is no report (there is no such folder); expected a "
            "folder that faultline run wrote");
  fs::create_directory("empty");
  check_bad(program({"explain", "empty", "k"}),
            "faultline explain: DIR: \"empty\" is no report (it has no result.json); expected a "
            "folder that faultline run wrote");
  Workshop::write("other/result.json", "[1, 2]");
  check_bad(program({"explain", "other", "k"}),
            "faultline explain: DIR: \"other/result.json\" is not what a run writes; expected "
            "format \"faultline-result/1\"");
  replace_in("o/scenario.json", "grace", "linus");
  check_bad(program({"explain", "o", "k"}),
            "faultline explain: DIR: \"o/scenario.json\" is not the scenario that was run: its "
            "hash is not that in result.json");
  fs::remove("o/scenario.json");
  check_bad(program({"explain", "o", "k"}),
            "faultline explain: DIR: \"o/scenario.json\" cannot be read: No such file or "
            "directory: without it the run cannot be repeated");
  report_of_race();
  replace_in("o/result.json", "\"interrupted\": false", "\"interrupted\": true");
  check_bad(program({"explain", "o", "k"}),
            "faultline explain: DIR: \"o\" tells of a run that was interrupted; run it again: "
            "faultline run race.json --seed 1");
}

TEST_CASE("nothing is told of an engine that takes another course than the report's") {
  const Workshop workshop;
  report_of_race();
  const std::string result = Workshop::read("o/result.json");
  const std::size_t at = result.find("\"fingerprint\": \"") + 16;
  replace_in("o/result.json", result.substr(at, 16), "0123456789abcdef");
  const Ended ended = program({"explain", "o", "my name"});
  CHECK(ended.exit_code == 1);
  CHECK_THAT(ended.err, Catch::Contains("active_active takes another course than the report tells "
                                        "of (fingerprint ") &&
                            Catch::Contains("there 0123456789abcdef)") &&
                            Catch::Contains("faultline run race.json --seed 1"));
  CHECK_THAT(ended.out, Catch::StartsWith("Dynomite, key"));
  const Ended none = program({"explain", "o", "my name", "--engine", "active_active"});
  CHECK(none.exit_code == 1);
  CHECK(none.out.empty());
}
