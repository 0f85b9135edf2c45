// The tutorial is run as it stands: its scenarios are written, its commands are run in a shell in a
// folder of their own, and what it shows of their output is compared with the output, line by line.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "scenarios/program_fixture.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

struct Block {
  std::string language;
  std::vector<std::string> lines;
};

std::vector<Block> blocks_of(const std::string& document) {
  constexpr std::string_view kFence = "```";
  std::vector<Block> blocks;
  bool inside = false;
  for (const std::string& line : lines_of(document)) {
    if (line.starts_with(kFence)) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(kFence.size()), {}});
    } else if (inside) {
      blocks.back().lines.push_back(line);
    }
  }
  CHECK_FALSE(inside);
  return blocks;
}

// The exit code that a command announces: "faultline sweep …   # exit 1".
int announced(const std::string& command) {
  const std::size_t at = command.find("# exit ");
  return at == std::string::npos ? 0 : std::stoi(command.substr(at + 7));
}

class Reader {
 public:
  explicit Reader(const std::string& document_path)
      : program_folder_(fs::path(FAULTLINE_PROGRAM).parent_path().string()) {
    const fs::path source(FAULTLINE_SOURCE_DIR);
    fs::create_directory_symlink(source / "scenarios", "scenarios");
    document_ = Workshop::read((source / document_path).string());
  }
  void read() {
    for (const Block& block : blocks_of(document_)) {
      if (block.language == "sh")
        run(block);
      else if (block.language == "json")
        save(block);
      else if (block.language == "text")
        compare(block);
      else
        FAIL("a block is sh, json or text: " << block.language);
    }
  }
  int commands = 0;
  int shown = 0;
  int saved = 0;

 private:
  void run(const Block& block) {
    output_.clear();
    for (const std::string& command : block.lines) {
      INFO(command);
      const std::string line =
          "PATH='" + program_folder_ + "':\"$PATH\"; { " + command + "\n} > output 2> messages";
      const int status = std::system(line.c_str());
      INFO(Workshop::read("messages"));
      CHECK((WIFEXITED(status) ? WEXITSTATUS(status) : -1) == announced(command));
      for (const std::string& each : lines_of(Workshop::read("output"))) output_.insert(each);
      ++commands;
    }
  }
  // "// my-sessions.json" in its first line.
  void save(const Block& block) {
    REQUIRE(block.lines.size() > 1);
    const std::string& first = block.lines.front();
    REQUIRE(first.starts_with("// "));
    std::string text;
    for (const std::string& line : block.lines) text += line + "\n";
    Workshop::write(first.substr(3), text);
    ++saved;
  }
  void compare(const Block& block) {
    for (const std::string& line : block.lines) {
      INFO(line);
      CHECK(output_.contains(line));
      ++shown;
    }
  }

  std::string program_folder_;
  std::string document_;
  std::set<std::string> output_;  // the lines that the commands of the last block printed
};

TEST_CASE("the tutorial's commands run as it says, and print what it shows") {
  const Workshop workshop;
  Reader reader("scenarios/tutorial.md");
  reader.read();
  CHECK(reader.commands >= 12);
  CHECK(reader.shown >= 25);
  CHECK(reader.saved == 2);
  CHECK(fs::exists("faultline-out/cart-split-1/report.html"));
}

// The commands that stand below that heading, indented.
Words commands_below(const std::string& heading, const std::string& document) {
  const std::size_t begin = document.find("\n## " + heading + "\n");
  REQUIRE(begin != std::string::npos);
  Words commands;
  for (const std::string& line : lines_of(document.substr(begin + 1))) {
    if (line.starts_with("## ") && line != "## " + heading) break;
    if (line.starts_with("    faultline ")) commands.push_back(line.substr(4));
  }
  return commands;
}

TEST_CASE("commands of the README that take the report of cart-split work for seed 1") {
  const Workshop workshop;
  const fs::path source(FAULTLINE_SOURCE_DIR);
  fs::create_directory_symlink(source / "scenarios", "scenarios");
  const std::string path =
      "PATH='" + fs::path(FAULTLINE_PROGRAM).parent_path().string() + "':\"$PATH\"; ";
  const std::string readme = Workshop::read((source / "scenarios/README.md").string());
  REQUIRE(program({"run", "scenarios/catalog/cart-split.json", "--report", "data", "--quiet"})
              .exit_code == 0);
  for (const char* heading : {"Take a chart out of a report", "Explain what became of a key"}) {
    const Words commands = commands_below(heading, readme);
    CHECK(commands.size() == 3);
    for (const std::string& command : commands) {
      INFO(command);
      CHECK(std::system((path + command + " > output 2> messages").c_str()) == 0);
    }
  }
}

TEST_CASE("the story in the root README is a finding of the demo's run, word for word") {
  const Workshop workshop;
  const std::string readme = Workshop::read(FAULTLINE_SOURCE_DIR "/README.md");
  std::string story;
  for (const Block& block : blocks_of(readme))
    if (block.language == "text" && story.empty())
      for (const std::string& line : block.lines) story += (story.empty() ? "" : " ") + line;
  REQUIRE(story.size() > 100);
  REQUIRE(program({"run", FAULTLINE_SOURCE_DIR "/scenarios/catalog/cart-split.json", "--out", "o",
                   "--report", "data", "--quiet"})
              .exit_code == 0);
  CHECK(Workshop::read("o/findings.jsonl").find(story) != std::string::npos);
}

TEST_CASE("the tutorial has its five steps, in their order") {
  const std::string text = Workshop::read(FAULTLINE_SOURCE_DIR "/scenarios/tutorial.md");
  std::size_t at = 0;
  for (const char* step : {"\n## 1. ", "\n## 2. ", "\n## 3. ", "\n## 4. ", "\n## 5. "}) {
    INFO(step);
    at = text.find(step, at);
    REQUIRE(at != std::string::npos);
  }
}

}  // namespace
}  // namespace faultline::scenarios
