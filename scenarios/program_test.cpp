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
#include "scenarios/loader/wrong_word.h"
#include "scenarios/program_fixture.h"
#include "sim/checkers/checker.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

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
  Words checks = {"all", "none"};
  for (const std::string& check : names_of(faultline::sim::check_kinds())) checks.push_back(check);
  check_bad(program({"run", "s.json", "--checks", "bogus"}),
            "faultline run: --checks: unknown word \"bogus\"; expected " + one_of(checks));
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
