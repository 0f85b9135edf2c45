// A JSON text and where each of its values stands. nlohmann/json keeps no line numbers, takes the
// last of two equal keys, turns big integers into doubles and overflows the stack on deep nesting;
// so one scan of our own refuses all that, with positions, and nlohmann parses only what passed.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

inline constexpr std::size_t kDeepestNesting = 32;
inline constexpr std::int64_t kLargestNumber = std::int64_t{1} << 53;

struct Location {
  Position key;  // of the key in its object; of the value itself in a list
  Position value;
};

struct JsonSource {
  nlohmann::json document;
  std::map<std::string, Location, std::less<>> locations;  // by JSON pointer
  std::set<std::string, std::less<>> refused;              // numbers reported already
};

// Scenarios have whole numbers only: what measures something is text with a unit.
enum class Numbers { kWhole, kAny };

// Comments (// and /* */) are allowed. Adds to `errors` all that is wrong with the text; what can
// still be read nevertheless is returned, so that more errors can be found in it.
[[nodiscard]] std::optional<JsonSource> read_json(std::string_view text, std::string_view file,
                                                  std::vector<InputError>& errors,
                                                  Numbers numbers = Numbers::kWhole);

// The pointer of a member: "/faults" + "at" -> "/faults/at".
[[nodiscard]] std::string pointer(std::string_view parent, std::string_view key);

}  // namespace faultline::scenarios
