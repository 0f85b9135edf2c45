#include "scenarios/commands/output_file.h"

#include "scenarios/loader/input_error.h"
#include "scenarios/program_fixture.h"

namespace faultline::scenarios {

TEST_CASE("a file takes the place of what was there, byte by byte") {
  const Workshop workshop;
  const std::string bytes("a\0b\n", 4);
  CHECK(refuse_file("new.png").empty());
  CHECK(write_file("new.png", "something longer").empty());
  CHECK(write_file("new.png", bytes).empty());
  CHECK(Workshop::read("new.png") == bytes);
}

TEST_CASE("a folder, or a file in a folder that is not there, is refused before it is written") {
  const Workshop workshop;
  std::filesystem::create_directory("folder");
  CHECK(refuse_file("folder") == "\"folder\" is a folder");
  CHECK(refuse_file("none/x.svg") == "\"none/x.svg\" cannot be written: there is no such folder");
  CHECK(write_file("none/x.svg", "x") == "\"none/x.svg\" cannot be written");
}

TEST_CASE("on a full disk what was there stays, and no draft or empty file appears") {
  const Workshop workshop;
  Workshop::write("old.csv", "what was there");
  const std::string bytes(10'000, 'x');
  for (const char* name : {"old.csv", "new.csv"}) {
    const FullDisk full(4096);
    CHECK(write_file(name, bytes) == in_quotes(name) + " cannot be written");
  }
  CHECK(Workshop::read("old.csv") == "what was there");
  const std::filesystem::directory_iterator entries(".");
  CHECK(std::distance(begin(entries), end(entries)) == 1);
  CHECK(write_file("/dev/full", "x") == "\"/dev/full\" cannot be written");
}

TEST_CASE("a link stays a link, and a file keeps who may read it") {
  const Workshop workshop;
  Workshop::write("folder/file", "before");
  const auto owner_only = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  std::filesystem::permissions("folder/file", owner_only);
  std::filesystem::create_symlink("folder/file", "link");
  CHECK(write_file("link", "after").empty());
  CHECK(std::filesystem::is_symlink("link"));
  CHECK(Workshop::read("folder/file") == "after");
  CHECK(std::filesystem::status("folder/file").permissions() == owner_only);
}

TEST_CASE("minimize and chart leave no file behind on a full disk") {
  const Workshop workshop;
  Workshop::write("race.json", R"({
    "purpose": "Two writes to one key within a link delay.",
    "topology": { "datacenters": { "eu": { "racks": { "r": 1 } }, "us": { "racks": { "r": 1 } } } },
    "engines": { "last_write_wins": {} },
    "script": [
      { "at": "1s", "datacenter": "us", "client": "c1", "command": ["SET", "k", "ada"] },
      { "at": "1010ms", "datacenter": "eu", "client": "c2", "command": ["SET", "k", "grace"] } ],
    "quiesce": "5s" })");
  (void)program({"run", "race.json", "--out", "o", "--report", "data", "--quiet"});
  for (const Words& command :
       {Words{"minimize", "race.json", "--jobs", "1", "--out", "small.json"},
        Words{"chart", "o", "divergence", "--format", "csv", "--out", "small.csv"}}) {
    const std::string name = command.back();
    Ended ended;
    {
      const FullDisk full(1);
      ended = program(command);
    }
    CHECK(ended.exit_code == 2);
    CHECK(lines_of(ended.err).back() ==
          "faultline " + command.front() + ": --out: " + in_quotes(name) + " cannot be written");
    CHECK_FALSE(std::filesystem::exists(name));
    CHECK(program(command).exit_code == 0);
    CHECK(std::filesystem::exists(name));
  }
}

}  // namespace faultline::scenarios
