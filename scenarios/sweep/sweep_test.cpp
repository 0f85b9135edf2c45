// Sweeps as users meet them: folders, resuming, shards, what is printed.
#include <signal.h>
#include <sys/wait.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "scenarios/program_fixture.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

Words sweep(const std::string& out, Words more = {}) {
  Words words = {"sweep", "s.json", "--seeds", "1..6", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

// The whole sweep in one go, as what every other way must come to.
std::string whole_summary() {
  program(sweep("whole"));
  return Workshop::read("whole/summary.json");
}

TEST_CASE("a sweep has a line for each seed and a summary, and ends with the count") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const Ended ended = program(sweep("out", {"--jobs", "2"}));
  CHECK(ended.exit_code == 0);
  check_last_lines(ended.out, {"", "6 seeds: 6 held, 0 failed, 0 unknown"});
  std::set<std::string> seeds;
  for (const std::string& line : lines_of(Workshop::read("out/seeds.jsonl"))) {
    const auto json = nlohmann::json::parse(line);
    CHECK(json["scenario"] == "s");
    CHECK(json["outcome"] == "held");
    CHECK(json["fingerprints"].size() == 2);
    CHECK(json["lost"]["active_active"] == 0);
    seeds.insert(json["seed"].get<std::string>());
  }
  CHECK(seeds == std::set<std::string>{"1", "2", "3", "4", "5", "6"});
  const auto summary = nlohmann::json::parse(Workshop::read("out/summary.json"));
  CHECK(summary["seeds"].size() == 6);
  CHECK(summary["scenarios"][0]["held"] == 6);
  CHECK(summary["scenarios"][0]["sha256"].get<std::string>().size() == 64);
}

TEST_CASE("the summary is the same for one thread, several, and shards put together") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const std::string whole = whole_summary();
  program(sweep("one", {"--jobs", "1"}));
  CHECK(Workshop::read("one/summary.json") == whole);
  for (const char* shard : {"1/3", "2/3", "3/3"})
    check_last_lines(program(sweep(std::string("part") + shard[0], {"--shard", shard})).out,
                     {"2 seeds: 2 held, 0 failed, 0 unknown"});
  const Ended merged = program({"merge", "part3", "part1", "part2", "--out", "merged"});
  check_last_lines(merged.out, {"", "6 seeds: 6 held, 0 failed, 0 unknown"});
  CHECK(Workshop::read("merged/summary.json") == whole);
}

TEST_CASE("a sweep that was cut off in the middle of a line goes on after the last whole one") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const std::string whole = whole_summary();
  program(sweep("out", {"--jobs", "1"}));
  const std::string lines = Workshop::read("out/seeds.jsonl");
  for (const std::size_t kept : {lines.size() / 2, std::size_t{0}, lines.size() - 1}) {
    fs::remove("out/summary.json");
    Workshop::write("out/seeds.jsonl", lines.substr(0, kept));
    CHECK(program(sweep("out")).exit_code == 0);
    CHECK(Workshop::read("out/summary.json") == whole);
  }
}

TEST_CASE("a sweep killed before it had named its scenarios is begun anew") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  Workshop::write("out/seeds.jsonl", "");
  Workshop::write("out/sweep.json.new", "{");
  CHECK(program(sweep("out")).exit_code == 0);
  CHECK(Workshop::read("out/summary.json") == whole_summary());
  Workshop::write("mine/seeds.jsonl", "{}\n");
  CHECK(program(sweep("mine")).exit_code == 2);
}

TEST_CASE("a sweep killed at any moment and started again comes to the same summary") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const std::string whole = whole_summary();
  for (int milliseconds = 2; milliseconds <= 50; milliseconds += 12) {
    const pid_t child = fork();
    if (child == 0) {
      execl(FAULTLINE_PROGRAM, "faultline", "sweep", "s.json", "--seeds", "1..6", "--out", "out",
            nullptr);
      _exit(127);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(program(sweep("out")).exit_code == 0);
    CHECK(Workshop::read("out/summary.json") == whole);
    fs::remove_all("out");
  }
}

TEST_CASE("each failing seed is named once with the command that repeats it") {
  const Workshop workshop;
  Workshop::scenario("s.json", kFailed);
  const Ended ended = program({"sweep", "s.json", "--seeds", "8..9", "--out", "out"});
  CHECK(ended.exit_code == 1);
  check_last_lines(ended.out, {"s seed 8 failed, repeat faultline run s.json --seed 8",
                               "s seed 9 failed, repeat faultline run s.json --seed 9",
                               "2 seeds: 0 held, 2 failed, 0 unknown"});
  CHECK(lines_of(ended.out)[lines_of(ended.out).size() - 4].empty());
  const Ended first = program({"sweep", "s.json", "--seeds", "1..1000", "--out", "first",
                               "--until-failure", "--jobs", "1"});
  CHECK(first.exit_code == 1);
  check_last_lines(first.out, {"1 seeds: 0 held, 1 failed, 0 unknown"});
}

TEST_CASE(
    "a sweep tells how its seeds are spread, engine by engine and in pairs, and what they show") {
  const Workshop workshop;
  Workshop::write("race.json", R"({
    "purpose": "Two writes to one key.",
    "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } } },
    "engines": { "active_active": {}, "dynomite": {} },
    "script": [ { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SET", "k", "x"] },
                { "at": "1s", "datacenter": "b", "client": "c2", "command": ["SET", "k", "y"] } ],
    "quiesce": "5s" })");
  const Ended ended = program({"sweep", "race.json", "--seeds", "1..20", "--out", "out"});
  CHECK_THAT(
      ended.out,
      Catch::StartsWith("race, 20 seeds\n") &&
          Catch::Contains("seeds that lose something           20 of 20          20 of 20\n") &&
          Catch::Contains("83.8 to 100.0 %") &&
          Catch::Contains("lost, median / p95 / most          1 / 1 / 1         2 / 2 / 2\n") &&
          Catch::Contains("seeds that agree at last            20 of 20           0 of 20\n") &&
          Catch::Contains(
              "active_active against dynomite: loses more in 0, less in 20, as much in 0\n") &&
          Catch::Contains(" in 20 seeds, first faultline run race.json --seed 1"));
  for (const std::string& line : lines_of(ended.out)) CHECK(line.size() <= 80);
  CHECK_THAT(
      Workshop::read("out/charts/race-agreement.svg"),
      Catch::Contains("Active-Active agrees at last under all 20 seeds, Dynomite under none"));
  CHECK_THAT(Workshop::read("out/charts/race-losses.svg"), Catch::Contains("lose none"));
  CHECK_THAT(Workshop::read("out/charts/race-differences.svg"),
             Catch::Contains("Active-Active loses less than Dynomite under all 20 seeds") &&
                 Catch::Contains("Active-Active minus Dynomite: median -1"));
  const auto summary = nlohmann::json::parse(Workshop::read("out/summary.json"))["scenarios"][0];
  for (const char* name : {"agreement", "losses", "differences"}) {
    const std::string file = std::string("race-") + name;
    CHECK_THAT(Workshop::read("out/charts/" + file + "-narrow.svg"),
               Catch::Contains("viewBox=\"0 0 400 "));
    CHECK_THAT(Workshop::read("out/report.html"), Catch::Contains("download=\"" + file + ".csv\""));
  }
  CHECK(Workshop::read("out/series/race-losses.csv") ==
        "engine,seeds,seeds_with_losses,share_low_ppm,share_high_ppm\n"
        "active_active,20,20,838874,1000000\ndynomite,20,20,838874,1000000\n");
  CHECK(Workshop::read("out/series/race-differences.csv") ==
        "first,second,seeds,min,p5,p50,p95,max\nactive_active,dynomite,20,-1,-1,-1,-1,-1\n");
  CHECK_THAT(Workshop::read("out/series/race-agreement.csv"),
             Catch::StartsWith("engine,within_ns,seeds_agreed,seeds\nactive_active,") &&
                 Catch::EndsWith(",20,20\n") && !Catch::Contains("dynomite"));
  CHECK(summary["pairs"][0]["difference"]["p50"] == -1);
  CHECK(summary["engines"]["active_active"]["converged_after_heal_steps_ns"].size() == 20);
  CHECK(summary["engines"]["dynomite"]["seeds_with_losses_interval_ppm"][1] == 1'000'000);
}

// One register written on both sides, with the clocks of one side that far ahead.
void write_skewed(const std::string& name, const std::string& faults) {
  Workshop::write(name, R"({
    "purpose": "Two writes to one key, )" +
                            name + R"(.",
    "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } } },
    "engines": { "last_write_wins": {} },
    "script": [ { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SET", "k", "x"] },
                { "at": "3s", "datacenter": "b", "client": "c2", "command": ["SET", "k", "y"] } ],
    "faults": [ )" + faults +
                            R"( ],
    "quiesce": "5s" })");
}

TEST_CASE(
    "scenarios that differ in one cause alone have their losses drawn against it, merged too") {
  const Workshop workshop;
  const auto offset = [](const std::string& by) {
    return R"({ "at": "0s", "kind": "clock_offset", "hosts": ["a"], "offset": ")" + by + R"(" })";
  };
  write_skewed("even.json", "");
  write_skewed("far.json", offset("10s"));
  write_skewed("near.json", offset("-5ms"));
  write_skewed("other.json", offset("1s") + R"(, { "at": "2s", "for": "1s", "kind": "partition",
                                                   "groups": [["a"], ["b"]] })");
  const Words files = {"even.json", "far.json", "near.json", "other.json"};
  const auto part = [&](const std::string& shard) {
    Words words = {"sweep", "--seeds", "1..20", "--shard", shard + "/2", "--out", "part" + shard};
    words.insert(words.begin() + 1, files.begin(), files.end());
    CHECK(program(words).exit_code != 2);
    CHECK_FALSE(fs::exists("part" + shard + "/charts"));  // ten seeds each
  };
  part("1");
  part("2");
  CHECK(program({"merge", "part1", "part2", "--out", "whole"}).exit_code != 2);
  const std::string svg = Workshop::read("whole/charts/even-losses-by-clock-offset.svg");
  CHECK_THAT(svg, Catch::Contains("With a clock off by 10 s the median seed loses 1 under "
                                  "Last-Write-Wins; with none 0 under Last-Write-Wins") &&
                      Catch::Contains(">5 ms<") && !Catch::Contains(">1 s<"));
  CHECK(Workshop::read("whole/series/even-losses-by-clock-offset.csv") ==
        "dose_ns,engine,seeds,lost_p5,lost_p50,lost_p95\n0,last_write_wins,20,0,0,0\n"
        "5000000,last_write_wins,20,0,0,0\n10000000000,last_write_wins,20,1,1,1\n");
  CHECK_THAT(Workshop::read("whole/report.html"),
             Catch::Contains("<h2>What do wrong clocks cost?</h2>") &&
                 Catch::Contains("even, near and far, which differ in nothing else"));
  std::size_t by_cause = 0;
  for (const auto& each : fs::directory_iterator("whole/charts"))
    by_cause += each.path().string().find("-losses-by-") != std::string::npos ? 1 : 0;
  CHECK(by_cause == 2);  // for a desk and for a phone
}

TEST_CASE("a sweep names engines in the order of a run everywhere, and so does a merge") {
  const Workshop workshop;
  Workshop::write("all.json", R"({
    "purpose": "Two writes to one key.",
    "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } } },
    "engines": { "active_active": {}, "last_write_wins": {}, "dynomite": {} },
    "script": [ { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SET", "k", "x"] } ],
    "quiesce": "5s" })");
  const Words in_order = {"active_active", "last_write_wins", "dynomite"};
  const auto keys = [](const nlohmann::ordered_json& object) {
    Words names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
  };
  program({"sweep", "all.json", "--seeds", "1..1", "--out", "part1"});
  program({"sweep", "all.json", "--seeds", "2..2", "--out", "part2"});
  const Ended ended = program({"merge", "part2", "part1", "--out", "whole"});
  const std::string head = lines_of(ended.out)[1];
  CHECK(head.find("active_active") < head.find("last_write_wins"));
  CHECK(head.find("last_write_wins") < head.find("dynomite"));
  CHECK_THAT(ended.out, Catch::Contains("last_write_wins against dynomite: "));
  const auto summary = nlohmann::ordered_json::parse(Workshop::read("whole/summary.json"));
  CHECK(keys(summary["scenarios"][0]["engines"]) == in_order);
  CHECK(summary["scenarios"][0]["pairs"][2]["engines"] ==
        nlohmann::ordered_json::array({"last_write_wins", "dynomite"}));
  CHECK(keys(summary["seeds"][0]["lost"]) == in_order);
  const std::string page = Workshop::read("whole/report.html");
  CHECK(page.find(">Last-<wbr>Write-<wbr>Wins</th>") < page.find(">Dynomite</th>"));
  CHECK(page.find(">Dynomite</th>") != std::string::npos);
  CHECK(program({"sweep", "all.json", "--seeds", "1..2", "--out", "one"}).exit_code ==
        ended.exit_code);
  CHECK(Workshop::read("one/summary.json") == Workshop::read("whole/summary.json"));
}

TEST_CASE("the page of a sweep of few seeds says why it has no charts, and where it is") {
  const Workshop workshop;
  Workshop::scenario("s.json", kFailed);
  const Ended ended = program(sweep("out"));
  CHECK_THAT(ended.out, Catch::Contains("\n\nreport out/report.html\n\n"));
  CHECK_THAT(Workshop::read("out/report.html"),
             Catch::Contains("No charts: they are drawn from 20 seeds on") &&
                 Catch::Contains("here are 6.") && Catch::Contains("<h2>Seeds that failed</h2>") &&
                 Catch::Contains("faultline run s.json --seed 6"));
  CHECK_FALSE(fs::exists("out/series"));
}

TEST_CASE("a sweep of an older version, which noted no causes, goes on and notes them") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  program(sweep("out"));
  const std::string head = Workshop::read("out/sweep.json");
  auto old = nlohmann::json::parse(head);
  old["scenarios"][0].erase("clock_offset");
  old["scenarios"][0].erase("partition");
  Workshop::write("out/sweep.json", old.dump());
  CHECK(program({"merge", "out", "--out", "merged"}).exit_code == 0);
  CHECK(program(sweep("out")).exit_code == 0);
  CHECK(Workshop::read("out/sweep.json") == head);
}

TEST_CASE("a sweep whose seeds leave something undecided, or that ran none, ends with 3") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  CHECK(program(sweep("none", {"--shard", "9/9"})).exit_code == 3);
  const Ended no_time = program(
      {"sweep", "s.json", "--seeds", "1..100000", "--out", "slow", "--time", "0s", "--jobs", "1"});
  CHECK(no_time.exit_code != 1);
  CHECK_THAT(no_time.err, Catch::Contains(" of 100000 seeds; the same command goes on"));
}

TEST_CASE("as JSON a sweep prints its lines and then the counts") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const std::vector<std::string> lines = lines_of(program(sweep("out", {"--json"})).out);
  REQUIRE(lines.size() == 7);
  CHECK(nlohmann::json::parse(lines[0])["scenario"] == "s");
  CHECK(lines[6] == R"({"seeds":6,"held":6,"failed":0,"unknown":0})");
}

TEST_CASE("an interrupted sweep writes what it has and ends with 130") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, [] { return true; }};
  CHECK(run_program({"sweep", "s.json", "--seeds", "1..100000000", "--out", "out"}, console) ==
        130);
  CHECK(nlohmann::json::parse(Workshop::read("out/summary.json"))["interrupted"] == true);
}

TEST_CASE("a sweep leaves alone what is not its own") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  Workshop::write("mine/letter.txt", "dear");
  const Ended foreign = program(sweep("mine"));
  CHECK(foreign.exit_code == 2);
  CHECK_THAT(foreign.err, Catch::Contains("\"mine\" exists and is no sweep"));
  program(sweep("out"));
  const std::string lines = Workshop::read("out/seeds.jsonl");
  Workshop::scenario("s.json", kFailed);
  const Ended other_hash = program(sweep("out"));
  CHECK(other_hash.exit_code == 2);
  CHECK_THAT(other_hash.err, Catch::Contains("has seeds of another \"s\""));
  Workshop::scenario("other.json", kHeld);
  const Ended other = program({"sweep", "other.json", "--seeds", "1..3", "--out", "out"});
  CHECK(other.exit_code == 2);
  CHECK_THAT(other.err, Catch::Contains("holds a sweep of other scenarios"));
  CHECK(Workshop::read("out/seeds.jsonl") == lines);
}

TEST_CASE("the folder's own damage and wrong flags are bad input") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  program(sweep("out"));
  Workshop::write("out/seeds.jsonl", "{\"scenario\":\"s\"}\n");
  CHECK_THAT(program(sweep("out")).err,
             Catch::Contains("out/seeds.jsonl:1: not a line of a sweep"));
  for (const char* seeds : {"5..1", "1", "1..", "a..b", "-1..3", "0..18446744073709551615"}) {
    const Ended ended = program({"sweep", "s.json", "--seeds", seeds, "--out", "x"});
    CHECK(ended.exit_code == 2);
    CHECK_THAT(ended.err, Catch::Contains("is no range of seeds"));
  }
  for (const Words& wrong :
       {Words{"--jobs", "0"}, Words{"--shard", "3/2"}, Words{"--shard", "1"}, Words{"--time", "5"}})
    CHECK(program(sweep("x", wrong)).exit_code == 2);
  CHECK_FALSE(fs::exists("x"));
}

TEST_CASE("a part that was forgotten when merging is noticed by the seeds that are missing") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  for (const char* part : {"1", "2", "3"})
    program({"sweep", "s.json", "--seeds", "1..9", "--shard", std::string(part) + "/3", "--out",
             std::string("part") + part});
  const Ended merged = program({"merge", "part1", "part3", "--out", "merged"});
  CHECK(merged.exit_code == 0);
  CHECK(merged.err ==
        "faultline merge: seeds that none of the folders has, between those that some has: 3\n");
  CHECK(program({"merge", "part1", "part2", "part3", "--out", "whole"}).err.empty());
}

TEST_CASE("a seed that several merged folders have counts once, and the message says so") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  program({"sweep", "s.json", "--seeds", "1..3", "--out", "a"});
  program({"sweep", "s.json", "--seeds", "3..5", "--out", "b"});
  const Ended merged = program({"merge", "a", "b", "--out", "c"});
  check_last_lines(merged.out, {"", "5 seeds: 5 held, 0 failed, 0 unknown"});
  CHECK(merged.err == "faultline merge: seeds in several of the folders, each counted once: 1\n");
}

TEST_CASE("merging seeds that ended in two ways says so") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  program(sweep("a"));
  program(sweep("b"));
  std::string lines = Workshop::read("b/seeds.jsonl");
  lines.replace(lines.find("\"held\""), 6, "\"lost\"");
  Workshop::write("b/seeds.jsonl", lines);
  const Ended ended = program({"merge", "a", "b", "--out", "c"});
  CHECK(ended.exit_code == 2);
  CHECK_THAT(ended.err, Catch::Contains("ended in two ways"));
  CHECK_FALSE(fs::exists("c"));
}

}  // namespace
}  // namespace faultline::scenarios
