// Plans that are a step smaller than a given one: without a place, with a time between two things
// shortened, with plain words for keys and values. A step may make a plan senseless (a fault of a
// machine that is gone): whoever tries it finds that out.
#pragma once

#include <string>
#include <vector>

#include "sim/plan.h"

namespace faultline::sim {

// Data centers, then racks, then the last machine of each rack that has several.
[[nodiscard]] std::vector<std::string> places_of(const Plan& plan);
// The place is gone, and with it its links, the commands asked there and the faults of it alone.
[[nodiscard]] Plan without_place(const Plan& plan, const std::string& place);

// Single places that a fault lists beside others: (fault, place).
[[nodiscard]] std::vector<std::pair<std::size_t, std::string>> listed_places(const Plan& plan);
// The fault spares the place.
[[nodiscard]] Plan spare_place(const Plan& plan, std::size_t fault, const std::string& place);

// When something happens that the plan says: commands, begins and ends of faults; sorted, each
// once.
[[nodiscard]] std::vector<engine::Duration> moments_of(const Plan& plan);
// All that happens at that moment and later comes so much sooner.
[[nodiscard]] Plan sooner(const Plan& plan, engine::Duration moment, engine::Duration by);

// The script's keys, and its other arguments that are no keyword: each once, in their order.
struct ScriptWords {
  std::vector<std::string> keys;
  std::vector<std::string> values;
};
[[nodiscard]] ScriptWords words_of(const Script& script);
// Each of `from` is the word at the same place of `to`, wherever it is an argument.
[[nodiscard]] Plan reworded(const Plan& plan, const std::vector<std::string>& from,
                            const std::vector<std::string>& to);

struct PlanSize {
  std::size_t commands = 0;
  std::size_t faults = 0;
  std::size_t nodes = 0;
  friend bool operator==(const PlanSize&, const PlanSize&) = default;
};
[[nodiscard]] PlanSize size_of(const Plan& plan);

}  // namespace faultline::sim
