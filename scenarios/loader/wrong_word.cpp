#include "scenarios/loader/wrong_word.h"

#include <algorithm>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/nearest.h"

namespace faultline::scenarios {
namespace {

constexpr PlannedWord kPlanned[] = {
    {"workload", "feed"},        {"workload", "hash"}, {"workload", "json"},
    {"workload", "leaderboard"}, {"workload", "list"}, {"fault", "reshard"},
};

}  // namespace

std::span<const PlannedWord> planned_words() {
  return kPlanned;
}

WrongWord wrong_word(std::string_view noun, std::string_view word,
                     const std::vector<std::string>& words) {
  const bool planned =
      std::any_of(std::begin(kPlanned), std::end(kPlanned),
                  [&](const PlannedWord& each) { return each.noun == noun && each.word == word; });
  const std::string named = std::string(noun) + " " + in_quotes(word);
  if (planned) return {"faultline does not support " + named + " yet", one_of(words), {}, true};
  return {"unknown " + named, one_of(words), nearest(word, words), false};
}

}  // namespace faultline::scenarios
