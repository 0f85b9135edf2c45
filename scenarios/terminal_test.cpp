// The built program as somebody at a terminal meets it: colours, Ctrl-C, the examples of its help.
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "scenarios/program_fixture.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

// A scenario that goes on for longer than anybody waits.
constexpr const char* kEndless = R"({
  "purpose": "A load that somebody interrupts.",
  "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } } },
  "engines": { "active_active": {} },
  "workload": { "kind": "set", "rate": "20/s", "for": "6h" },
  "quiesce": "5s" })";

[[noreturn]] void become_program(const Words& arguments) {
  std::vector<char*> words = {const_cast<char*>(FAULTLINE_PROGRAM)};
  for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  execv(FAULTLINE_PROGRAM, words.data());
  _exit(127);
}

int exit_code_of(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// What the program writes to a terminal of its own.
std::string on_a_terminal(const Words& arguments, const std::string& term, bool no_color) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(child >= 0);
  if (child == 0) {
    setenv("TERM", term.c_str(), 1);
    no_color ? setenv("NO_COLOR", "1", 1) : unsetenv("NO_COLOR");
    become_program(arguments);
  }
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t size = 0; (size = read(terminal, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(size));
  close(terminal);
  CHECK(exit_code_of(child) == 0);
  return text;
}

// What a child does with them is not to depend on how the tests were started.
void take_signals(bool hangup_too) {
  for (const int each : {SIGINT, SIGTERM, SIGHUP}) signal(each, SIG_DFL);
  if (!hangup_too) signal(SIGHUP, SIG_IGN);
}

// Starts the program, with its output in the files "out" and "err", and comes back as soon as there
// is that file, or its messages say something.
pid_t started(const Words& arguments, const std::string& file, bool hangup_too = true) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    take_signals(hangup_too);
    setpgid(0, 0);
    if (freopen("out", "w", stdout) == nullptr || freopen("err", "w", stderr) == nullptr)
      _exit(126);
    become_program(arguments);
  }
  for (int tries = 0; tries < 2000; ++tries) {
    std::error_code ignored;
    if (fs::file_size(file, ignored) > 0 && !ignored) break;
    usleep(10'000);
  }
  CHECK(fs::exists(file));
  return child;
}

// Sends it what Ctrl-C sends, or another signal, in that moment; then its exit code.
int interrupted(const Words& arguments, const std::string& file, int signal = SIGINT) {
  const pid_t child = started(arguments, file);
  REQUIRE(kill(child, signal) == 0);
  return exit_code_of(child);
}

// What stands in the working directory and was to be gone.
bool has_drafts() {
  const fs::directory_iterator entries(".");
  return std::any_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().filename().string().find(".unfinished-") != std::string::npos;
  });
}

TEST_CASE("verdicts have colours on a terminal alone, and not where NO_COLOR or TERM forbids it") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const Words run = {"run", "s.json", "--report", "none"};
  const std::string shown = on_a_terminal(run, "xterm-256color", false);
  INFO(shown);
  CHECK(shown.find("\x1b[32m3 held\x1b[0m, 0 failed, 0 unknown") != std::string::npos);
  CHECK(shown.find("\x1b[32myes\x1b[0m") != std::string::npos);
  CHECK(on_a_terminal(run, "xterm-256color", true).find('\x1b') == std::string::npos);
  CHECK(on_a_terminal(run, "dumb", false).find('\x1b') == std::string::npos);
  CHECK(program(run).out.find('\x1b') == std::string::npos);
  const Words sweep = {"sweep", "s.json", "--seeds", "1..2"};
  CHECK(on_a_terminal(sweep, "xterm", false).find("2 seeds: \x1b[32m2 held\x1b[0m, 0 failed") !=
        std::string::npos);
}

TEST_CASE("Ctrl-C ends a run with a valid partial report and exit code 130") {
  const Workshop workshop;
  Workshop::write("endless.json", kEndless);
  CHECK(interrupted({"run", "endless.json", "--out", "o"}, "err") == 130);
  const auto result = nlohmann::json::parse(Workshop::read("o/result.json"));
  CHECK(result["interrupted"] == true);
  CHECK(result["outcome"] == "unknown");
  CHECK(Workshop::read("o/report.html").find("This run was interrupted") != std::string::npos);
  check_last_lines(Workshop::read("out"),
                   {"report o/report.html", "repeat faultline run endless.json --seed 1"});
}

TEST_CASE("SIGTERM and SIGHUP end a run as Ctrl-C does, and leave no draft") {
  for (const int signal : {SIGTERM, SIGHUP}) {
    const Workshop workshop;
    Workshop::write("endless.json", kEndless);
    CHECK(interrupted({"run", "endless.json", "--out", "o"}, "err", signal) == 130);
    const auto result = nlohmann::json::parse(Workshop::read("o/result.json"));
    CHECK(result["interrupted"] == true);
    CHECK(fs::exists("o/report.html"));
    CHECK_FALSE(has_drafts());
  }
}

TEST_CASE("the same signal twice in a row, as timeout sends it, counts once") {
  const Workshop workshop;
  Workshop::write("endless.json", kEndless);
  const pid_t child = started({"run", "endless.json", "--out", "o"}, "err");
  for (const useconds_t pause : {0, 20'000}) {
    usleep(pause);
    REQUIRE(kill(child, SIGTERM) == 0);
  }
  CHECK(exit_code_of(child) == 130);
  CHECK(fs::exists("o/result.json"));
}

// Starts a run that is over soon, and comes back while a gnuplot that takes its time draws it.
pid_t drawing(const std::string& seconds) {
  Workshop::write("gnuplot",
                  "#!/bin/sh\necho > drawing\nsleep " + seconds + "\nexec gnuplot \"$@\"\n");
  fs::permissions("gnuplot", fs::perms::owner_all);
  setenv("GNUPLOT_IOSTREAM_CMD", fs::absolute("gnuplot").c_str(), 1);
  const std::string scenario = FAULTLINE_SOURCE_DIR "/scenarios/catalog/cart-split.json";
  const pid_t child = started({"run", scenario, "--out", "o"}, "drawing");
  unsetenv("GNUPLOT_IOSTREAM_CMD");
  return child;
}

TEST_CASE("a second signal ends the program at once, also while it draws") {
  const Workshop workshop;
  const pid_t child = drawing("2");
  REQUIRE(kill(child, SIGTERM) == 0);
  usleep(200'000);
  REQUIRE(kill(child, SIGINT) == 0);
  CHECK(exit_code_of(child) == -SIGINT);
  CHECK_FALSE(fs::exists("o"));
}

TEST_CASE("a signal that comes while a report is drawn leaves it complete, with exit code 130") {
  const Workshop workshop;
  const pid_t child = drawing("0.1");
  REQUIRE(kill(-child, SIGINT) == 0);  // to gnuplot too, as a terminal does
  CHECK(exit_code_of(child) == 130);
  CHECK(nlohmann::json::parse(Workshop::read("o/result.json"))["interrupted"] == false);
  CHECK(fs::exists("o/charts/divergence.svg"));
  CHECK_FALSE(has_drafts());
}

TEST_CASE("a hangup that was to be ignored, as under nohup, ends nothing") {
  const Workshop workshop;
  Workshop::write("endless.json", kEndless);
  const pid_t child = started({"run", "endless.json", "--out", "o"}, "err", false);
  REQUIRE(kill(child, SIGHUP) == 0);
  usleep(300'000);
  CHECK(waitpid(child, nullptr, WNOHANG) == 0);
  REQUIRE(kill(child, SIGTERM) == 0);
  CHECK(exit_code_of(child) == 130);
}

TEST_CASE("Ctrl-C ends a sweep with what it has, and the same command goes on from there") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const Words sweep = {"sweep", "s.json", "--seeds", "1..100000000", "--out", "o"};
  CHECK(interrupted(sweep, "o/seeds.jsonl") == 130);
  const auto summary = nlohmann::json::parse(Workshop::read("o/summary.json"));
  CHECK(summary["interrupted"] == true);
  const auto before = lines_of(Workshop::read("o/seeds.jsonl")).size();
  CHECK(before > 0);
  CHECK(program({"sweep", "s.json", "--seeds", "1..3", "--out", "o"}).exit_code == 0);
  CHECK(lines_of(Workshop::read("o/seeds.jsonl")).size() >= before);
}

TEST_CASE("a quiet run prints its last lines and nothing else") {
  const Workshop workshop;
  Workshop::scenario("one.json", kHeld);
  Workshop::scenario("two.json", kFailed);
  const Ended one = program({"run", "one.json", "--quiet"});
  CHECK(one.out ==
        "3 held, 0 failed, 0 unknown\nreport faultline-out/one-1/report.html\n"
        "repeat faultline run one.json --seed 1\n");
  CHECK(one.err.empty());
  const Ended both = program({"run", "one.json", "two.json", "--quiet", "--report", "none"});
  CHECK(lines_of(both.out).size() == 7);
  CHECK(lines_of(both.out).back() == "2 scenarios: 1 held, 1 failed, 0 unknown");
  CHECK(both.err.empty());
}

// A command of its help, run where a clone's folders are; the sweep of a thousand seeds ends early.
Ended run_example(const ProgramCommand& command) {
  std::istringstream text{std::string(command.example)};
  Words words;
  for (std::string word; text >> word;) words.push_back(word);
  REQUIRE(words.size() >= 2);
  CHECK(words[0] == "faultline");
  CHECK(words[1] == command.name);
  std::ostringstream out;
  std::ostringstream err;
  const bool endless = command.name == "sweep";
  Console console{out, err, [endless] { return endless; }};
  const int code = run_program({words.begin() + 1, words.end()}, console);
  return {code, out.str(), err.str()};
}

TEST_CASE("the example of every command runs as it stands, one after the other") {
  const Workshop workshop;
  for (const char* folder : {"scenarios", "property_tests"})
    fs::create_directory_symlink(fs::path(FAULTLINE_SOURCE_DIR) / folder, folder);
  Workshop::scenario("s.json", kHeld);
  for (const char* shard : {"1", "2"})
    REQUIRE(program({"sweep", "s.json", "--seeds", "1..2", "--shard", std::string(shard) + "/2",
                     "--out", std::string("shard-") + shard})
                .exit_code == 0);
  for (const char* out : {"before", "after"})
    REQUIRE(program({"run", "s.json", "--report", "data", "--out", out}).exit_code == 0);
  const std::set<std::string_view> left_out = {"conformance", "semantics"};  // tested elsewhere
  for (const ProgramCommand& command : program_commands()) {
    if (left_out.contains(command.name)) continue;
    const Ended ended = run_example(command);
    INFO(command.example << "\n" << ended.err);
    CHECK(ended.exit_code == (command.name == "sweep" ? 130 : 0));
    CHECK_FALSE(ended.out.empty());
  }
}

TEST_CASE("the table of a run is at most 80 columns wide, whatever its numbers") {
  const Workshop workshop;
  Workshop::scenario("s.json", kHeld);
  const std::string catalog = FAULTLINE_SOURCE_DIR "/scenarios/catalog/";
  for (const char* name : {"cart-split", "data-center-removed-and-back", "three-way-split",
                           "oversold", "rolling-partitions"}) {
    const Ended ended = program({"run", catalog + name + ".json", "--report", "none"});
    INFO(ended.out);
    CHECK(ended.out.find("lost") != std::string::npos);
    for (const std::string& line : lines_of(ended.out)) CHECK(line.size() <= 80);
  }
}

}  // namespace
}  // namespace faultline::scenarios
