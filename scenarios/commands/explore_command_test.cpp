// The command as users meet it: what is printed, the exit code, and what is refused, where.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "scenarios/catalog.h"
#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;

namespace {

const std::string kTwoSides = R"({ "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } })";
const std::string kTwoWrites =
    R"("script": [
{ "at": "1s", "datacenter": "a", "client": "one", "command": ["SET", "k", "x"] },
{ "at": "2s", "datacenter": "b", "client": "two", "command": ["SET", "k", "y"] } ])";

struct Small {
  std::string datacenters = kTwoSides;
  std::string engines = R"({ "dynomite": {} })";
  std::string load = kTwoWrites;
  std::string more{};
};

Ended explore(const Small& small, Words flags = {}) {
  const Workshop workshop;
  Workshop::write("s.json", "{ \"purpose\": \"Two writes.\",\n\"topology\": { \"datacenters\": " +
                                small.datacenters + " },\n\"engines\": " + small.engines + ",\n" +
                                small.load + ",\n\"quiesce\": \"5s\"" + small.more + " }");
  flags.insert(flags.begin(), {"explore", "s.json"});
  return program(flags);
}

}  // namespace

TEST_CASE("explore prints a line an outcome, and the last line counts") {
  const Ended ended = explore({});
  CHECK(ended.exit_code == 0);
  CHECK(ended.err.empty());
  CHECK(lines_of(ended.out) ==
        Words{"outcome 1  orders 4  shortest \"one two\"  diverged: a: k = y; b: k = x",
              "outcome 2  orders 1  shortest \"two b->a\"  k = x",
              "outcome 3  orders 1  shortest \"one a->b\"  k = y",
              "3 outcomes, 6 orders, 8 states, complete"});
}

TEST_CASE("explore puts a line with its name before each of several engines") {
  const Small both{.engines = R"({ "active_active": {}, "last_write_wins": {} })"};
  const Words lines = lines_of(explore(both).out);
  REQUIRE(lines.size() == 7);
  CHECK(lines[0] == "active_active");
  CHECK(lines[4] == "last_write_wins");
  CHECK(lines[5] == "outcome 1  orders 6  shortest \"\"  k = y");
  const Ended one = explore(both, {"--engine", "last_write_wins"});
  CHECK(lines_of(one.out).size() == 2);
}

TEST_CASE("an expectation of how many outcomes there are decides explore's exit code") {
  const auto with = [](const std::string& bound) {
    return Small{.more = ", \"expect\": { \"dynomite\": { \"outcomes\": \"" + bound + "\" } }"};
  };
  const Ended held = explore(with("== 3"));
  CHECK(held.exit_code == 0);
  check_last_lines(held.out,
                   {"expected outcomes == 3: held", "3 outcomes, 6 orders, 8 states, complete"});
  const Ended failed = explore(with("== 1"));
  CHECK(failed.exit_code == 1);
  check_last_lines(failed.out,
                   {"expected outcomes == 1: failed", "3 outcomes, 6 orders, 8 states, complete"});
  const Ended open = explore(with("== 1"), {"--limit-states", "2"});
  CHECK(open.exit_code == 3);
  CHECK(open.out.find("expected outcomes == 1: unknown\n") != std::string::npos);
  CHECK(open.out.find(" states, incomplete\n") != std::string::npos);
}

TEST_CASE("explore as JSON says the same, numbers of orders as text") {
  const Words lines = lines_of(explore({}, {"--json", "--duplicates"}).out);
  REQUIRE(lines.size() == 4);
  const auto first = nlohmann::json::parse(lines.front());
  CHECK(first["engine"] == "dynomite");
  CHECK(first["orders"].is_string());
  CHECK(first["shortest"] == nlohmann::json{"one", "two"});
  CHECK(first["agreed"] == false);
  CHECK(first["state"] == nlohmann::json{{"a", "k = y"}, {"b", "k = x"}});
  const auto last = nlohmann::json::parse(lines.back());
  CHECK(last["outcomes"] == 3);
  CHECK(last["complete"] == true);
}

TEST_CASE("explore that is interrupted says what it has found so far") {
  const std::string file = default_catalog() + "/explore/cart-split-small.json";
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, [] { return true; }};
  CHECK(run_program({"explore", file, "--json"}, console) == 130);
  const auto line = nlohmann::json::parse(out.str());
  CHECK(line["engine"] == "active_active");
  CHECK(line["complete"] == false);
  CHECK(line["interrupted"] == true);
}

TEST_CASE("explore refuses what it cannot look at, at its place in the file") {
  std::string many = "\"script\": [";
  for (int i = 1; i <= 13; ++i)
    many += std::string(i == 1 ? "" : ",") + "{ \"at\": \"" + std::to_string(i) +
            "s\", \"datacenter\": \"a\", \"client\": \"c\", \"command\": [\"INCR\", \"k\"] }";
  check_bad(explore({.load = many + "]"}),
            "s.json:4:11: /script: 13 commands; expected a \"script\" of at most 12 commands");
  check_bad(explore({.datacenters = R"({ "a": { "racks": { "r": 2 } } })",
                     .load = R"("script": [ { "at": "1s", "datacenter": "a", "client": "c",
"command": ["INCR", "k"] } ])"}),
            "s.json:2:37: /topology/datacenters/a: dynomite has a replica on each of several "
            "machines; expected one rack with one host: what is explored is one replica a data "
            "center");
  check_bad(explore({.engines = R"({ "active_active": { "causal_consistency": true } })"}),
            "s.json:3:55: /engines/active_active/causal_consistency: \"causal_consistency\" is not "
            "explored; expected false: replicas alone relay nothing");
  const std::string load = R"("workload": { "kind": "counter", "rate": "1/s", "for": "5s" })";
  check_bad(explore({.engines = R"({ "last_write_wins": {} })", .load = load}),
            "s.json:4:13: /workload: a load that is drawn has too many orders; expected a "
            "\"script\" of at most 12 commands");
}

TEST_CASE("explore takes one partition and one crash of whole data centers, no other fault") {
  const auto with = [](const std::string& faults) {
    return explore({.more = ",\n\"faults\": [ " + faults + " ]"});
  };
  const std::string cut =
      R"({ "at": "1s", "for": "2s", "kind": "partition", "groups": [["a"], ["b"]])";
  const Ended good = with(cut + " }");
  CHECK(good.exit_code == 0);
  CHECK(good.out.find("cut") != std::string::npos);
  const std::string wanted =
      "; expected at most one partition and one crash, which begin and end at any point; what is "
      "only late is explored anyway";
  check_bad(with(cut + " }, " + cut + " }"), "s.json:8:89: /faults/1: a second partition" + wanted);
  check_bad(with(R"({ "at": "1s", "kind": "pause", "hosts": ["a"] })"),
            "s.json:8:35: /faults/0/kind: \"pause\" is not explored" + wanted);
  check_bad(with(cut + R"(, "mode": "jammed" })"),
            "s.json:8:95: /faults/0/mode: \"jammed\" is not explored; expected \"refused\"");
}

TEST_CASE("explore takes the crash of one whole data center whose disk survives") {
  const auto with = [](const std::string& more) {
    return explore({.more = R"(,
"faults": [ { "at": "1s", "for": "2s", "kind": "crash", )" +
                            more + " } ]"});
  };
  const Ended good = with(R"("hosts": ["a"], "keep_unsynced": true)");
  CHECK(good.exit_code == 0);
  CHECK(good.out.find("crash") != std::string::npos);
  check_bad(with(R"("hosts": ["a"])"),
            "s.json:8:13: /faults/0/keep_unsynced: what a power cut takes is not explored; "
            "expected true: processes die, what they wrote stays");
  check_bad(with(R"("hosts": ["a", "b"], "keep_unsynced": true)"),
            "s.json:8:66: /faults/0/hosts: a, b is not one data center; expected the name of one "
            "data center, which is one replica");
  check_bad(with(R"("hosts": ["a"], "role": "redis", "keep_unsynced": true)"),
            "s.json:8:81: /faults/0/role: the crash of one role alone is not explored; expected "
            "all roles");
}

TEST_CASE("explore refuses a command that no replica shows, and a limit that is none") {
  check_bad(explore({.load = R"("script": [ { "at": "1s", "datacenter": "a", "client": "c",
"command": ["QUIT"] } ])"}),
            "s.json:5:12: /script/0/command: QUIT ends its client's connection under dynomite; "
            "expected a command that a replica runs");
  check_bad(explore({}, {"--limit-states", "0"}),
            "faultline explore: --limit-states: \"0\"; expected a whole number within 1 and "
            "100000000");
}

TEST_CASE("what the catalog says of every order of its small scenarios holds") {
  std::size_t explored = 0;
  for (const CatalogEntry& entry : read_catalog(default_catalog())) {
    if (entry.collection != "explore") continue;
    const Ended ended = program({"explore", entry.file});
    INFO(entry.file << ": " << ended.err);
    CHECK(ended.exit_code == 0);
    CHECK(ended.out.find("expected outcomes") != std::string::npos);
    ++explored;
  }
  CHECK(explored >= 1);
}
