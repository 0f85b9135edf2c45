// A word that is none of those that can stand there: unknown, or of the specification and not yet
// made. One table has the latter (wrong_word.cpp); who makes one of them takes it off.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::scenarios {

struct PlannedWord {
  std::string_view noun;  // of what: "fault", "workload", "write"
  std::string_view word;
};
[[nodiscard]] std::span<const PlannedWord> planned_words();

struct WrongWord {
  std::string what;
  std::string expected;
  std::string suggestion;  // empty for a planned word
  bool planned = false;
};
[[nodiscard]] WrongWord wrong_word(std::string_view noun, std::string_view word,
                                   const std::vector<std::string>& words);

}  // namespace faultline::scenarios
