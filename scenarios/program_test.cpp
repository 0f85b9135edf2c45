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

#include "scenarios/loader.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

namespace {

const std::string kQuick = R"({
  "purpose": "A few writes without faults.",
  "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } } },
  "engines": { "active_active": {}, "last_write_wins": {} },
  "script": [ { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SADD", "k", "x"] },
              { "at": "2s", "datacenter": "b", "client": "c2", "command": ["SADD", "k", "y"] } ],
  "quiesce": "5s",
  "expect": EXPECT })";
const std::string kHeld = R"({ "active_active": { "operations.ok": "== 2" } })";
const std::string kFailed = R"({ "active_active": { "operations.ok": "== 3" } })";
const std::string kUnknown = R"({ "marks": ["never_fires"] })";

// A folder of its own, the working directory while it lives.
class Workshop {
 public:
  Workshop() {
    char name[] = "/tmp/faultline-test-XXXXXX";
    folder_ = mkdtemp(name);
    before_ = fs::current_path();
    fs::current_path(folder_);
  }
  ~Workshop() {
    fs::current_path(before_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  static void write(const std::string& name, const std::string& text) {
    if (fs::path(name).has_parent_path()) fs::create_directories(fs::path(name).parent_path());
    std::ofstream(name, std::ios::binary) << text;
  }
  static void scenario(const std::string& name, const std::string& expect) {
    std::string text = kQuick;
    text.replace(text.find("EXPECT"), 6, expect);
    write(name, text);
  }
  static std::string read(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(name, std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  fs::path folder_;
  fs::path before_;
};

struct Ended {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Ended program(const Words& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err};
  const int exit_code = run_program(arguments, console);
  return {exit_code, out.str(), err.str()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

void check_last_lines(const std::string& out, const std::vector<std::string>& expected) {
  const std::vector<std::string> lines = lines_of(out);
  REQUIRE(lines.size() >= expected.size());
  CHECK(std::vector<std::string>(lines.end() - static_cast<std::ptrdiff_t>(expected.size()),
                                 lines.end()) == expected);
}

void check_bad(const Ended& ended, const std::string& line) {
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK(lines_of(ended.err) == std::vector<std::string>{line});
}

}  // namespace

TEST_CASE("usage errors exit 2 with the nearest word and leave stdout empty") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  check_bad(
      program({"rnu"}),
      "faultline: unknown command \"rnu\"; expected one of run, check, conformance, list, --help, "
      "--version; did you mean \"run\"?");
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
  CHECK(program({}).exit_code == 2);
  CHECK(program({"run"}).exit_code == 2);
  CHECK(program({"check"}).exit_code == 2);
  CHECK(program({"list", "fualts"}).exit_code == 2);
  CHECK_FALSE(fs::exists("faultline-out"));
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
  CHECK(bad.err.find("missing.json:1:1: /: cannot be read") != std::string::npos);
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

TEST_CASE("a run ends with tally, report and repeat, and its exit code is that of its outcome") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::scenario("failed.json", kFailed);
  Workshop::scenario("unknown.json", kUnknown);
  const Ended held = program({"run", "held.json", "--engine", "active_active", "--seed", "7"});
  CHECK(held.exit_code == 0);
  check_last_lines(held.out,
                   {"1 held, 0 failed, 0 unknown", "report faultline-out/held-7/report.html",
                    "repeat faultline run held.json --seed 7"});
  CHECK(fs::exists("faultline-out/held-7/result.json"));
  CHECK(fs::exists("faultline-out/held-7/report.html"));
  const Ended failed =
      program({"run", "failed.json", "--report", "none", "--engine", "active_active"});
  CHECK(failed.exit_code == 1);
  check_last_lines(failed.out, {"0 held, 1 failed, 0 unknown", "report none",
                                "repeat faultline run failed.json --seed 1"});
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
        "repeat faultline run held.json --seed 1\n"
        "0 held, 1 failed, 0 unknown\nreport o/failed-1/result.json\n"
        "repeat faultline run failed.json --seed 1\n"
        "2 scenarios: 1 held, 1 failed, 0 unknown\n");
  CHECK(fs::exists("o/failed-1/result.json"));
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
