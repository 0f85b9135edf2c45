// The committed file in a real bash: what it offers where somebody presses the tab key.
#include "scenarios/documents/bash_completion.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "scenarios/loader/parameters.h"
#include "scenarios/program_fixture.h"
#include "sim/checkers/checker.h"
#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

using Offers = std::set<std::string>;

// The last of the words is the one that is being written.
Offers offers(const Words& words) {
  std::string line = "source '" FAULTLINE_SOURCE_DIR "/scenarios/faultline.bash'; COMP_WORDS=(";
  for (const std::string& word : words) line += "'" + word + "' ";
  line += "); COMP_CWORD=" + std::to_string(words.size() - 1) +
          "; _faultline; printf \"%s\\n\" \"${COMPREPLY[@]}\"";
  Workshop::write("complete.sh", line);
  REQUIRE(std::system("bash complete.sh > offers 2> errors") == 0);
  CHECK(Workshop::read("errors").empty());
  Offers result;
  for (const std::string& offer : lines_of(Workshop::read("offers")))
    if (!offer.empty()) result.insert(offer);
  return result;
}

Offers all_of(const Words& words) {
  return {words.begin(), words.end()};
}

TEST_CASE("bash completes every command, and what begins as it is written") {
  const Workshop workshop;
  Offers commands = all_of(names_of(program_commands()));
  commands.insert({"--help", "--version"});
  CHECK(offers({"faultline", ""}) == commands);
  CHECK(offers({"faultline", "mi"}) == Offers{"minimize"});
}

TEST_CASE("bash completes the flags of each command, as its help names them") {
  const Workshop workshop;
  for (const ProgramCommand& command : program_commands()) {
    const Offers flags = offers({"faultline", std::string(command.name), "--"});
    CHECK(flags.contains("--help"));
    const std::string help = program({std::string(command.name), "--help"}).out;
    INFO(help);
    for (const std::string& flag : flags) CHECK(help.find(flag) != std::string::npos);
  }
  CHECK(offers({"faultline", "run", "--se"}) == Offers{"--seed"});
}

TEST_CASE("bash completes what a flag takes: engines, checks, words of a closed list") {
  const Workshop workshop;
  CHECK(offers({"faultline", "run", "--engine", ""}) == all_of(names_of(sim::engine_kinds())));
  CHECK(offers({"faultline", "run", "--engine", "dynomite,act"}) ==
        Offers{"dynomite,active_active"});
  CHECK(offers({"faultline", "run", "--engine", "=", "dyn"}) == Offers{"dynomite"});
  CHECK(offers({"faultline", "run", "--report", ""}) == Offers{"full", "data", "none"});
  Offers checks = all_of(names_of(sim::check_kinds()));
  checks.insert({"all", "none"});
  CHECK(offers({"faultline", "run", "--checks", ""}) == checks);
  CHECK(offers({"faultline", "list", "fa"}) == Offers{"faults"});
  CHECK(offers({"faultline", "run", "--seed", ""}).empty());
}

TEST_CASE("bash completes the charts of a report, as csv its series, and without a report all") {
  const Workshop workshop;
  for (const char* file : {"r/charts/losses.svg", "r/charts/losses-narrow.svg", "r/charts/lag.svg",
                           "r/series/losses.csv", "r/series/rpo.csv"})
    Workshop::write(file, "");
  CHECK(offers({"faultline", "chart", ""}) == Offers{"r"});
  CHECK(offers({"faultline", "chart", "r", ""}) == Offers{"losses", "lag"});
  CHECK(offers({"faultline", "chart", "r/", "lo"}) == Offers{"losses"});
  CHECK(offers({"faultline", "chart", "--format", "csv", "r", ""}) == Offers{"losses", "rpo"});
  CHECK(offers({"faultline", "chart", "--format", "=", "csv", "r", ""}) == Offers{"losses", "rpo"});
  CHECK(offers({"faultline", "chart", "--out", "csv", "r", ""}) == Offers{"losses", "lag"});
  CHECK(offers({"faultline", "chart", "r", "losses", ""}).empty());
  CHECK(offers({"faultline", "chart", "r", "losses", "--format", ""}) ==
        Offers{"svg", "png", "pdf", "csv"});
  const Offers all = offers({"faultline", "chart", "none", ""});
  CHECK(all.contains("missing"));
  CHECK_FALSE(all.contains("rpo"));
  CHECK(offers({"faultline", "chart", "none", "--format", "csv", "rp"}) == Offers{"rpo"});
}

TEST_CASE("bash completes the kinds of an export, and each argument where it stands") {
  const Workshop workshop;
  Workshop::write("r/result.json", "");
  CHECK(offers({"faultline", "export", ""}) == Offers{"r"});
  CHECK(offers({"faultline", "export", "r", ""}) == Offers{"edn", "trace", "graphviz"});
  CHECK(offers({"faultline", "export", "r", "--key", "k", "g"}) == Offers{"graphviz"});
  CHECK(offers({"faultline", "export", "r", "edn", ""}).empty());
  CHECK(offers({"faultline", "explain", "r", ""}).empty());
  CHECK(offers({"faultline", "diff", "r", ""}) == Offers{"r"});
  CHECK(offers({"faultline", "merge", "r", "r", "r", ""}) == Offers{"r"});
}

TEST_CASE("bash completes scenario files and folders, with spaces in their names too") {
  const Workshop workshop;
  for (const char* name : {"one.json", "two carts.json", "notes.txt", "reports/one-1/result.json"})
    Workshop::scenario(name, kHeld);
  CHECK(offers({"faultline", "run", ""}) == Offers{"one.json", "two carts.json", "reports"});
  CHECK(offers({"faultline", "run", "one.json", "--out", ""}) == Offers{"reports"});
  CHECK(offers({"faultline", "replay", "reports/"}) == Offers{"reports/one-1"});
  CHECK(offers({"faultline", "explain", "reports/one-1", "--svg", "no"}) == Offers{"notes.txt"});
}

}  // namespace
}  // namespace faultline::scenarios
