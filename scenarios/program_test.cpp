// The program as users meet it: exit codes, what goes where, and that bad input writes nothing.
#include "scenarios/program.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/loader/loader.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/program_fixture.h"
#include "sim/checkers/checker.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

namespace {

void check_bad(const Ended& ended, const std::string& line) {
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK(lines_of(ended.err) == std::vector<std::string>{line});
}

}  // namespace

TEST_CASE("usage errors exit 2 with the nearest word and leave stdout empty") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  Words words = names_of(program_commands());
  words.insert(words.end(), {"--help", "--version"});
  check_bad(program({"rnu"}), "faultline: unknown command \"rnu\"; expected " + one_of(words) +
                                  "; did you mean \"run\"?");
  check_bad(program({"run", "s.json", "--sede=3"}),
            "faultline run: unknown flag \"--sede\"; did you mean \"--seed\"?");
  check_bad(program({"run", "s.json", "--seed", "x"}),
            "faultline run: --seed: \"x\" is not a whole number; expected a whole number within 0 "
            "and 2^64 - 1");
  check_bad(program({"run", "s.json", "--report", "ful"}),
            "faultline run: --report: unknown word \"ful\"; expected one of data, full, none; did "
            "you mean \"full\"?");
  check_bad(program({"run", "s.json", "--engine", "dynomite"}),
            "faultline run: --engine: unknown word \"dynomite\"; expected one of active_active, "
            "last_write_wins");
  check_bad(program({"run", "s.json", "--bogus"}), "faultline run: unknown flag \"--bogus\"");
  check_bad(program({"run", "s.json", "--checks", "bogus"}),
            "faultline run: --checks: unknown word \"bogus\"; expected one of all, none, " +
                one_of(names_of(faultline::sim::check_kinds())).substr(7));
  check_bad(program({"run", "s.json", "--checks", "ledger_sum,none"}),
            "faultline run: --checks: \"none\" stands among others; expected \"none\" alone");
  CHECK(program({}).exit_code == 2);
  CHECK(program({"list", "fualts"}).exit_code == 2);
  CHECK_FALSE(fs::exists("faultline-out"));
}

TEST_CASE("what is missing, given twice or given to a switch is said in the words of the help") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  check_bad(program({"run"}), "faultline run: S.json…: is missing; expected scenario files");
  check_bad(program({"run", "s.json", "--seed"}),
            "faultline run: --seed: has no value; expected N");
  check_bad(program({"run", "s.json", "--seed", "1", "--seed", "2"}),
            "faultline run: --seed: is given twice; expected it once");
  check_bad(program({"run", "s.json", "--json=perhaps"}), "faultline run: --json: takes no value");
  check_bad(program({"sweep", "s.json"}),
            "faultline sweep: --seeds: is missing; expected A..B: the first and the last seed");
  const Ended nothing = program({"sweep"});
  CHECK(lines_of(nothing.err).size() == 2);
  check_bad(program({"list", "faults", "more"}), "faultline list: unexpected \"more\"");
}

TEST_CASE("a command or flag of the specification that is not made yet is told from a wrong one") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const Ended command = program({"explain", "faultline-out/s-1", "k"});
  CHECK(command.exit_code == 2);
  CHECK(command.err.starts_with("faultline does not support command \"explain\" yet; expected "));
  check_bad(program({"run", "s.json", "--github"}),
            "faultline run: faultline does not support flag \"--github\" yet");
}

TEST_CASE("a listed mark of a fault that met nothing makes the run unknown") {
  const Workshop workshop;
  const auto scenario = [](const std::string& name, const std::string& role) {
    Workshop::scenario(name, R"({ "marks": ["fault_crash"] }, "faults": [
        { "at": "500ms", "for": "100ms", "kind": "crash", "hosts": ["a"], "role": ")" +
                                 role + R"(" } ])");
  };
  scenario("fired.json", "shard");
  const Ended fired = program({"run", "fired.json", "--report", "none"});
  CHECK(fired.exit_code == 0);
  // The role is one of an engine that this run leaves out.
  std::string text = Workshop::read("fired.json");
  text.replace(text.find("\"last_write_wins\""), 17, "\"dynomite\"");
  text.replace(text.find("\"shard\""), 7, "\"redis\"");
  Workshop::write("missed.json", text);
  const Ended missed =
      program({"run", "missed.json", "--report", "none", "--engine", "active_active"});
  CHECK(missed.exit_code == 3);
  check_last_lines(missed.out,
                   {"4 held, 0 failed, 1 unknown", "report none",
                    "repeat faultline run missed.json --seed 1 --engine active_active"});
}

TEST_CASE("help names every command with an example, and the version is one line") {
  const Ended help = program({"--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.err.empty());
  for (const ProgramCommand& command : program_commands()) {
    CHECK(help.out.find(command.example) != std::string::npos);
    const Ended own = program({std::string(command.name), "--help"});
    CHECK(own.exit_code == 0);
    CHECK(own.out.find(command.example) != std::string::npos);
  }
  CHECK(program({"--version"}).out.starts_with("faultline "));
}

TEST_CASE("check says ok for each good file, or every error of every file and nothing else") {
  const Workshop workshop;
  Workshop::scenario("one.json", kHeld);
  Workshop::scenario("two.json", kFailed);
  Workshop::write("bad.json", "{\"purpose\": 1}");
  CHECK(program({"check", "one.json", "two.json"}).out == "one: ok\ntwo: ok\n");
  const Ended bad = program({"check", "bad.json", "one.json", "missing.json"});
  CHECK(bad.exit_code == 2);
  CHECK(bad.out.empty());
  CHECK(bad.err.find("bad.json:1:13: /purpose: 1 does not fit") != std::string::npos);
  CHECK(bad.err.find("missing.json: cannot be read") != std::string::npos);
}

TEST_CASE("list prints every topic, as text and as one JSON object a line") {
  for (const char* topic :
       {"engines", "scenarios", "faults", "workloads", "checks", "datatypes", "commands"}) {
    INFO(topic);
    const Ended text = program({"list", topic});
    CHECK(text.exit_code == 0);
    CHECK_FALSE(text.out.empty());
    const Ended json = program({"list", topic, "--json"});
    CHECK(json.err.empty());
    CHECK_FALSE(json.out.empty());
    for (const std::string& line : lines_of(json.out)) {
      const auto object = nlohmann::json::parse(line, nullptr, false);
      REQUIRE(object.is_object());
      CHECK_FALSE(object["name"].get<std::string>().empty());
      CHECK_FALSE(object["summary"].get<std::string>().empty());
    }
  }
}

TEST_CASE("list scenarios names files as they are reached from here") {
  const Workshop workshop;
  Workshop::scenario("c/b.json", kHeld);
  const std::string folder = (fs::current_path() / "c").string();
  const auto object =
      nlohmann::json::parse(program({"list", "scenarios", "--catalog", folder, "--json"}).out);
  CHECK(object["file"] == "c/b.json");
}

TEST_CASE("list scenarios names the file of each, engines their roles and marks") {
  for (const std::string& line : lines_of(program({"list", "scenarios", "--json"}).out)) {
    const auto object = nlohmann::json::parse(line);
    REQUIRE(object["file"].is_string());
    CHECK(fs::exists(object["file"].get<std::string>()));
  }
  for (const std::string& line : lines_of(program({"list", "engines", "--json"}).out)) {
    const auto object = nlohmann::json::parse(line);
    for (const char* key : {"promises", "roles", "marks"}) {
      INFO(object["name"] << " " << key);
      CHECK(object[key].is_array());
      CHECK_FALSE(object[key].empty());
    }
  }
}

TEST_CASE("scenarios are listed before those of the folders below them") {
  const Workshop workshop;
  for (const char* name : {"c/b.json", "c/a/d.json", "c/c.json", "c/a/notes.txt"})
    Workshop::scenario(name, kHeld);
  std::vector<std::pair<std::string, std::string>> listed;
  for (const std::string& line :
       lines_of(program({"list", "scenarios", "--catalog", "c", "--json"}).out)) {
    const auto object = nlohmann::json::parse(line);
    listed.emplace_back(object["file"],
                        object["collection"].empty() ? "" : object["collection"][0]);
  }
  CHECK(listed == std::vector<std::pair<std::string, std::string>>{
                      {"c/b.json", ""}, {"c/c.json", ""}, {"c/a/d.json", "a"}});
}

TEST_CASE("the canary exits 1: a broken promise does not go unnoticed") {
  const Workshop workshop;
  const Ended canary = program(
      {"run", FAULTLINE_SOURCE_DIR "/scenarios/catalog/canary/must-fail.json", "--report", "none"});
  CHECK(canary.exit_code == 1);
  check_last_lines(canary.out, {"0 held, 2 failed, 0 unknown", "report none",
                                "repeat faultline run must-fail.json --seed 1"});
}

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
            "secret.json: cannot be read: Permission denied; expected a scenario file");
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
  CHECK(lines_of(Workshop::read("faultline-out/held-1/history-active_active.jsonl")).size() == 1);
}

TEST_CASE("the built program ends with the exit codes of its commands") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  const auto exit_code_of = [](const std::string& arguments) {
    // In quotes: the folder's path may hold a space.
    const std::string line = "'" FAULTLINE_PROGRAM "' " + arguments + " >out 2>err";
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  REQUIRE(fs::exists(FAULTLINE_PROGRAM));
  CHECK(exit_code_of("--version") == 0);
  CHECK(exit_code_of("check held.json") == 0);
  CHECK(Workshop::read("out") == "held: ok\n");
  CHECK(exit_code_of("check no.json") == 2);
  CHECK(Workshop::read("out").empty());
  CHECK(exit_code_of("run held.json --report none") == 0);
  CHECK(exit_code_of("rum held.json") == 2);
}
