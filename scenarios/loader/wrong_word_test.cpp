#include "scenarios/loader/wrong_word.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "scenarios/loader/parameters.h"
#include "scenarios/program.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/workloads/workload.h"

using namespace faultline::scenarios;
namespace sim = faultline::sim;

namespace {

// The words of an engine's option, wherever it is an option.
std::vector<std::string> option_words(std::string_view name) {
  std::vector<std::string> words;
  for (const faultline::engine::EngineKind& kind : sim::engine_kinds())
    for (const Parameter& parameter : kind.parameters)
      if (parameter.name == name)
        words.insert(words.end(), parameter.words.begin(), parameter.words.end());
  return words;
}

}  // namespace

TEST_CASE("a word of the specification that is not made yet is told from an unknown one") {
  const WrongWord planned = wrong_word("workload", "feed", {"counter"});
  CHECK(planned.what == "faultline does not support workload \"feed\" yet");
  CHECK(planned.expected == "counter");
  CHECK(planned.suggestion.empty());
  const WrongWord unknown = wrong_word("write", "DC_ON", {"DC_ONE"});
  CHECK(unknown.what == "unknown write \"DC_ON\"");
  CHECK(unknown.suggestion == "DC_ONE");
  CHECK_FALSE(wrong_word("fault", "feed", {}).planned);
}

TEST_CASE("what has been made is no longer planned") {
  const std::map<std::string_view, std::vector<std::string>> made = {
      {"command", names_of(program_commands())},
      {"fault", names_of(sim::fault_kinds())},
      {"workload", names_of(sim::workload_kinds())}};
  for (const PlannedWord& each : planned_words()) {
    if (each.noun == "flag") continue;
    INFO(each.noun << " " << each.word);
    const auto found = made.find(each.noun);
    const std::vector<std::string> words =
        found == made.end() ? option_words(each.noun) : found->second;
    CHECK_FALSE(words.empty());
    CHECK(std::find(words.begin(), words.end(), each.word) == words.end());
  }
}
