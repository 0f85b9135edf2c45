// What tests of the program need: a folder of their own with small scenarios in it, and the program
// as a function.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/program.h"

namespace faultline::scenarios {

inline const std::string kQuick = R"({
  "purpose": "A few writes without faults.",
  "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 1 } } } },
  "engines": { "active_active": {}, "last_write_wins": {} },
  "script": [ { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SADD", "k", "x"] },
              { "at": "2s", "datacenter": "b", "client": "c2", "command": ["SADD", "k", "y"] } ],
  "quiesce": "5s",
  "expect": EXPECT })";
inline const std::string kHeld = R"({ "active_active": { "operations.ok": "== 2" } })";
inline const std::string kFailed = R"({ "active_active": { "operations.ok": "== 3" } })";
inline const std::string kUnknown = R"({ "marks": ["gap_full_sync"] })";

// A folder of its own, the working directory while it lives.
class Workshop {
 public:
  Workshop() {
    char name[] = "/tmp/faultline-test-XXXXXX";
    folder_ = mkdtemp(name);
    before_ = std::filesystem::current_path();
    std::filesystem::current_path(folder_);
  }
  ~Workshop() {
    std::filesystem::current_path(before_);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  static void write(const std::string& name, const std::string& text) {
    if (std::filesystem::path(name).has_parent_path())
      std::filesystem::create_directories(std::filesystem::path(name).parent_path());
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
  std::filesystem::path folder_;
  std::filesystem::path before_;
};

// While it lives no file can be written beyond its first bytes, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit little{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

struct Ended {
  int exit_code = 0;
  std::string out;
  std::string err;
};

inline Ended program(const Words& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err};
  const int exit_code = run_program(arguments, console);
  return {exit_code, out.str(), err.str()};
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline void check_last_lines(const std::string& out, const std::vector<std::string>& expected) {
  const std::vector<std::string> lines = lines_of(out);
  REQUIRE(lines.size() >= expected.size());
  CHECK(std::vector<std::string>(lines.end() - static_cast<std::ptrdiff_t>(expected.size()),
                                 lines.end()) == expected);
}

// Bad input or usage: this one line, and nothing on stdout.
inline void check_bad(const Ended& ended, const std::string& line) {
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK(lines_of(ended.err) == std::vector<std::string>{line});
}

}  // namespace faultline::scenarios
