#include "scenarios/loader/monitor_section.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "scenarios/loader/loader.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  explicit Folder(const std::string& log) { std::ofstream(path_ / "shop.monitor") << log; }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] LoadedScenario load(const std::string& workload = {}) const {
    return load_scenario(R"({"purpose": "p", "topology": {"datacenters": {
      "us": {"racks": {"a": 1}}, "eu": {"racks": {"a": 1}}}},
      "engines": {"last_write_wins": {}},
      "workload": {"kind": "monitor", "file": "shop.monitor")" +
                             workload + "}}",
                         (path_ / "s.json").string());
  }
  [[nodiscard]] std::string log() const { return (path_ / "shop.monitor").string(); }

 private:
  static fs::path fresh() {
    fs::path path = fs::temp_directory_path() / ("monitor_section_" + std::to_string(getpid()));
    fs::create_directories(path);
    return path;
  }
  fs::path path_ = fresh();
};

const std::string kLog =
    "OK\n"
    "10.000000 [0 a:1] \"LPUSH\" \"h\" \"f\" \"v\"\n"
    "10.500000 [0 b:2] \"SET\" \"k\" \"\\xff\"\n"
    "11.000000 [0 a:1] \"get\" \"k\"\n"
    "11.250000 [0 lua] \"set\" \"k\" \"1\"\n"
    "12.000000 [1 b:2] \"GET\" \"k\"\n"
    "13.000000 [0 c:3] \"INCR\" \"n\"\n";

TEST_CASE("a log becomes a script, and its connections take turns in the data centers") {
  const Folder folder(kLog);
  const LoadedScenario loaded = folder.load();
  REQUIRE(loaded.plan);
  const auto& script = std::get<sim::Script>(loaded.plan->load);
  REQUIRE(script.size() == 3);
  using std::chrono::milliseconds;
  CHECK(script[0].at == milliseconds(500));
  CHECK(script[0].client == "b:2");
  CHECK(script[0].datacenter == "eu");
  CHECK(script[0].command == std::vector<std::string>{"SET", "k", "\xff"});
  CHECK(script[1].at == milliseconds(1000));
  CHECK(script[1].datacenter == "us");
  CHECK(script[2].client == "c:3");
  CHECK(script[2].datacenter == "eu");
}

TEST_CASE("what is left out is counted in one warning") {
  const Folder folder(kLog);
  CHECK(folder.load().warnings ==
        std::vector<std::string>{folder.log() +
                                 ": 2 of 5 commands are left out, since faultline has not got "
                                 "them: 1 \"GET\" in database 1, 1 \"LPUSH\""});
  CHECK(Folder("1.000000 [0 a:1] \"GET\" \"k\"\n").load().warnings.empty());
}

TEST_CASE("the resolved scenario needs no log") {
  const Folder folder(kLog);
  const LoadedScenario loaded = folder.load();
  REQUIRE(loaded.plan);
  const LoadedScenario again = load_scenario(resolved_text(*loaded.plan), "elsewhere.json");
  REQUIRE(again.plan);
  CHECK(again.warnings.empty());
  CHECK(resolved_text(*again.plan) == resolved_text(*loaded.plan));
}

TEST_CASE("a log is replayed faster or slower than it was recorded") {
  const Folder folder(kLog);
  const auto ends = [&](const std::string& speed) {
    const LoadedScenario loaded = folder.load(", \"speed\": \"" + speed + "\"");
    REQUIRE(loaded.plan);
    return std::get<sim::Script>(loaded.plan->load).back().at;
  };
  CHECK(ends("1") == std::chrono::seconds(3));
  CHECK(ends("2") == std::chrono::milliseconds(1500));
  CHECK(ends("0.001") == std::chrono::seconds(3000));
  const LoadedScenario endless = folder.load(R"(, "speed": "0.000001")");
  REQUIRE(endless.errors.size() == 1);
  CHECK(to_line(endless.errors[0]).find("too long") != std::string::npos);
}

TEST_CASE("a bad line of a log is an error of the log, after those of the scenario") {
  const Folder folder("OK\n1.000000 [0 a:1] \"GET\" \"k\nnonsense\n");
  const LoadedScenario loaded = folder.load(R"(, "speed": "0")");
  REQUIRE(loaded.errors.size() == 3);
  CHECK(to_line(loaded.errors[0]).find("/workload/speed: a speed of zero") != std::string::npos);
  CHECK(to_line(loaded.errors[1]) ==
        folder.log() +
            ":2:26: /workload/file: the line ends here; expected a closing double quote");
  CHECK(to_line(loaded.errors[2]).starts_with(folder.log() + ":3:1: /workload/file: "));
}

TEST_CASE("a log without anything to replay is refused") {
  for (const char* log : {"OK\n", "1.000000 [0 a:1] \"LPUSH\" \"h\" \"f\" \"v\"\n"}) {
    const Folder folder(log);
    const LoadedScenario loaded = folder.load();
    REQUIRE(loaded.errors.size() == 1);
    CHECK(to_line(loaded.errors[0])
              .ends_with("/workload/file: no command of this log can be replayed"));
  }
}

}  // namespace
}  // namespace faultline::scenarios
