// `faultline run` as users meet it: what it prints, what it writes where, and when it writes
// nothing.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/loader/loader.h"
#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

TEST_CASE("a run ends with tally, report and repeat, and its exit code is that of its outcome") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::scenario("failed.json", kFailed);
  Workshop::scenario("unknown.json", kUnknown);
  const Ended held = program({"run", "held.json", "--engine", "active_active", "--seed", "7"});
  CHECK(held.exit_code == 0);
  check_last_lines(held.out,
                   {"1 held, 0 failed, 0 unknown", "report faultline-out/held-7/report.html",
                    "repeat faultline run held.json --seed 7 --engine active_active"});
  CHECK(fs::exists("faultline-out/held-7/result.json"));
  CHECK(fs::exists("faultline-out/held-7/report.html"));
  const Ended failed =
      program({"run", "failed.json", "--report", "none", "--engine", "active_active"});
  CHECK(failed.exit_code == 1);
  check_last_lines(failed.out,
                   {"0 held, 1 failed, 0 unknown", "report none",
                    "repeat faultline run failed.json --seed 1 --engine active_active"});
  CHECK_FALSE(fs::exists("faultline-out/failed-1"));
  CHECK(program({"run", "unknown.json", "--report", "none", "--checks", "none"}).exit_code == 3);
}

TEST_CASE("several scenarios: a folder each, a last line for all, the worst exit code") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::scenario("failed.json", kFailed);
  const Ended ended = program({"run", "held.json", "failed.json", "--out", "o", "--report", "data",
                               "--engine", "active_active", "--quiet"});
  CHECK(ended.exit_code == 1);
  CHECK(ended.err.empty());
  CHECK(ended.out ==
        "1 held, 0 failed, 0 unknown\nreport o/held-1/result.json\n"
        "repeat faultline run held.json --seed 1 --engine active_active\n"
        "0 held, 1 failed, 0 unknown\nreport o/failed-1/result.json\n"
        "repeat faultline run failed.json --seed 1 --engine active_active\n"
        "2 scenarios: 1 held, 1 failed, 0 unknown\n");
  CHECK(fs::exists("o/failed-1/result.json"));
}

TEST_CASE("the repeat line is a command that a shell takes, with all that changes the result") {
  const Workshop workshop;
  Workshop::scenario("it's held.json", kHeld);
  Workshop::scenario("-x.json", kHeld);
  const auto repeat = [](Words arguments) {
    arguments.insert(arguments.end(), {"--report", "none", "--quiet"});
    arguments.insert(arguments.begin(), "run");
    return lines_of(program(arguments).out).back();
  };
  CHECK(repeat({"it's held.json", "--checks", "none"}) ==
        R"(repeat faultline run 'it'\''s held.json' --seed 1 --checks none)");
  CHECK(repeat({"./-x.json", "--checks", "ledger_sum,specification", "--engine",
                "last_write_wins,active_active"}) ==
        "repeat faultline run ./-x.json --seed 1 --engine last_write_wins,active_active --checks "
        "ledger_sum,specification");
}

TEST_CASE("slashes at the end of --out do not show in the report's path") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::scenario("other.json", kHeld);
  const Words flags = {"--report", "data", "--engine", "active_active", "--quiet", "--out"};
  const auto run = [&](Words files, const std::string& out) {
    files.insert(files.begin(), "run");
    files.insert(files.end(), flags.begin(), flags.end());
    files.push_back(out);
    return lines_of(program(files).out);
  };
  CHECK(run({"held.json"}, "o//")[1] == "report o/result.json");
  CHECK(run({"held.json", "other.json"}, "p/")[1] == "report p/held-1/result.json");
}

TEST_CASE("json output is result.json on one line a scenario and nothing else") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  const Ended ended = program({"run", "held.json", "--json"});
  REQUIRE(lines_of(ended.out).size() == 1);
  CHECK(nlohmann::json::parse(ended.out) ==
        nlohmann::json::parse(Workshop::read("faultline-out/held-1/result.json")));
}

TEST_CASE("a report folder is replaced, any other folder is left alone") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  const Words arguments = {"run", "held.json", "--out", "o", "--report", "data"};
  Workshop::write("o/mine.txt", "mine");
  const Ended refused = program(arguments);
  check_bad(refused,
            "faultline run: --out: \"o\" exists and is no report (it has no result.json), it stays "
            "as it is");
  CHECK(Workshop::read("o/mine.txt") == "mine");
  fs::remove_all("o");
  CHECK(program(arguments).exit_code != 2);
  Workshop::write("o/stale.svg", "");
  CHECK(program(arguments).exit_code != 2);
  CHECK_FALSE(fs::exists("o/stale.svg"));
}

TEST_CASE("a place that cannot be written is refused before the run") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::write("file", "");
  check_bad(program({"run", "held.json", "--out", "file/below"}),
            "faultline run: --out: \"file/below\" cannot be written: \"" +
                (fs::current_path() / "file").string() + "\" is no folder");
}

TEST_CASE("a folder that cannot be made is refused before the run, with what was tried and why") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  const auto refused = [](const std::string& out) {
    const Ended ended = program({"run", "held.json", "--out", out});
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.err.find("running") == std::string::npos);
    return ended.err;
  };
  CHECK(
      refused("/proc/x/y") ==
      "faultline run: --out: \"/proc/x/y\" cannot be written: \"/proc\" takes no new folder \"y\" "
      "(No such file or directory)\n");
  const std::string name(300, 'n');
  CHECK_THAT(refused("new/" + name), Catch::Contains("(File name too long)"));
  CHECK_FALSE(fs::exists("new"));
  CHECK(program({"sweep", "held.json", "--seeds", "1..2", "--out", "/proc/x"}).err ==
        "faultline sweep: --out: \"/proc/x\" cannot be written: No such file or directory\n");
}

TEST_CASE("a link that leads nowhere is no place for a report, and stays") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  fs::create_symlink("nowhere", "o");
  check_bad(program({"run", "held.json", "--out", "o"}),
            "faultline run: --out: \"o\" exists and is no report (it has no result.json), it stays "
            "as it is");
  CHECK(fs::is_symlink("o"));
  CHECK_FALSE(fs::exists("nowhere"));
}

TEST_CASE("without permission nothing is read or written, and the message says so") {
  if (geteuid() == 0) return;  // whom no permission stops
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::scenario("secret.json", kHeld);
  fs::permissions("secret.json", fs::perms::none);
  fs::create_directory("locked");
  fs::permissions("locked", fs::perms::owner_read | fs::perms::owner_exec);
  check_bad(program({"check", "secret.json"}),
            "secret.json:1:1: /: cannot be read: Permission denied; expected a scenario file");
  check_bad(program({"run", "held.json", "--out", "locked/o"}),
            "faultline run: --out: \"locked/o\" cannot be written: no permission to write into \"" +
                (fs::current_path() / "locked").string() + "\"");
}

TEST_CASE("one bad file among good ones, or two that would share a folder: nothing is written") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::scenario("other/held.json", kFailed);
  Workshop::write("bad.json", "{");
  CHECK(program({"run", "held.json", "bad.json"}).exit_code == 2);
  const Ended twice = program({"run", "held.json", "other/held.json"});
  check_bad(twice,
            "faultline run: other/held.json: another scenario of this run writes "
            "\"faultline-out/held-1\" too; expected scenario files with different names");
  CHECK_FALSE(fs::exists("faultline-out"));
}

TEST_CASE("the written scenario.json repeats the run, and its hash is the one in result.json") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  REQUIRE(program({"run", "held.json", "--seed", "9", "--report", "data"}).exit_code == 0);
  const std::string text = Workshop::read("faultline-out/held-9/scenario.json");
  const LoadedScenario loaded = load_scenario(text, "held.json");
  REQUIRE(loaded.plan.has_value());
  CHECK(resolved_text(*loaded.plan) == text);
  CHECK(loaded.plan->seed == 9);
  const auto result = nlohmann::json::parse(Workshop::read("faultline-out/held-9/result.json"));
  CHECK(result["scenario"]["sha256"] == loaded.plan->sha256);
}

TEST_CASE("an interrupted run leaves a valid partial report and exits 130") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, [] { return true; }};
  CHECK(run_program({"run", "held.json", "--report", "data"}, console) == 130);
  const auto result = nlohmann::json::parse(Workshop::read("faultline-out/held-1/result.json"));
  CHECK(result["interrupted"] == true);
  CHECK(result["outcome"] != "held");
}

TEST_CASE("an interrupted run counts only the operations that clients had asked for") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  std::ostringstream out;
  std::ostringstream err;
  // Asked every 250 ms of the run: it ends at 1.5 s, after the first of the two commands.
  int asked = 0;
  Console console{out, err, [&] { return ++asked > 6; }};
  CHECK(run_program({"run", "held.json", "--report", "data", "--history", "full"}, console) == 130);
  const auto result = nlohmann::json::parse(Workshop::read("faultline-out/held-1/result.json"));
  const auto& engine = result["engines"]["active_active"];
  CHECK(engine["operations"]["issued"] == 1);
  CHECK(engine["operations"]["ok"] == 1);
  CHECK(engine["operations"]["indeterminate"] == 0);
  CHECK(engine["updates"] == 1);
  CHECK(engine["virtual_ns"] == 1'500'000'000);
  CHECK(engine["converged"].is_null());
  // What was on its way then is not lost, and no promise is broken by it.
  CHECK(engine["ledger"].is_null());
  CHECK(result["findings"].empty());
  for (const auto& check : result["checks"]) {
    CHECK(check["verdict"] == "unknown");
    CHECK(check["reason"] == "the run was interrupted");
  }
  CHECK(lines_of(Workshop::read("faultline-out/held-1/history-active_active.jsonl")).size() == 1);
}
