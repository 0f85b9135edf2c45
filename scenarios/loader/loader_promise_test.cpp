#include "scenarios/loader/loader_promise_fixture.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace faultline::scenarios;
namespace fs = std::filesystem;

namespace {

const std::string kCorpus = FAULTLINE_SOURCE_DIR "/scenarios/loader/fuzz_corpus";

std::vector<std::pair<std::string, std::string>> files_below(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.emplace_back(entry.path().filename().string(), text.str());
  }
  return files;
}

}  // namespace

TEST_CASE("the loader keeps its promises on the fuzzer's corpus, which has good files and bad") {
  std::size_t good = 0;
  const auto files = files_below(kCorpus);
  for (const auto& [name, text] : files) {
    INFO(name);
    CHECK(broken_promise(text).empty());
    const bool accepted = load_scenario(text, name).plan.has_value();
    CHECK(accepted == name.starts_with("good-"));
    good += accepted ? 1 : 0;
  }
  CHECK(good >= 10);
  CHECK(files.size() - good >= 5);
}

TEST_CASE("the loader keeps its promises whatever numbers a good scenario has") {
  std::size_t accepted = 0;
  for (const auto& [name, text] : files_below(kCorpus)) {
    if (!name.starts_with("good-")) continue;
    for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
      const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
      for (const char* number : {"0", "1", "3", "59", "60", "86399", "1000001", "36500", "106751",
                                 "999999937", "9007199254740993", "9223372036854775807"}) {
        const std::string other = text.substr(0, at) + number + text.substr(end);
        INFO(name << " with " << number << " at byte " << at);
        CHECK(broken_promise(other).empty());
        accepted += load_scenario(other, name).plan.has_value() ? 1 : 0;
      }
      at = end;
    }
  }
  CHECK(accepted > 500);
}

TEST_CASE("the loader keeps its promises on every beginning of a good scenario") {
  for (const auto& [name, text] : files_below(kCorpus)) {
    if (!name.starts_with("good-script")) continue;
    for (std::size_t size = 0; size <= text.size(); ++size) {
      INFO(name << " cut after " << size << " bytes");
      CHECK(broken_promise(std::string_view(text).substr(0, size)).empty());
    }
  }
}
