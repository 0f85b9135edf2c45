// Parameters as tables: every engine, fault, workload, latency and key distribution lists what it
// takes, with unit and default, and one loader reads and writes all of them. Values are resolved:
// defaults filled in, units gone, names checked.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/assert.h"
#include "engine/base/ratio.h"
#include "engine/base/time.h"

namespace faultline::engine {

// How a parameter is written in a scenario, and what it becomes.
enum class ParameterUnit {
  kWord,        // one of `words`                      -> std::string
  kBoolean,     //                                     -> bool
  kInteger,     // a whole number >= 0                 -> std::int64_t
  kDuration,    // "250ms"                             -> Duration, >= 0
  kOffset,      // "-2s": a duration with a sign       -> Duration
  kSize,        // "64KiB"                             -> std::int64_t (bytes)
  kBandwidth,   // "100MiB/s"                          -> std::int64_t (bytes a second)
  kRate,        // "500/s", of the whole run           -> Duration (mean time between two)
  kRatio,       // "0.3%" or "3/1000"                  -> Ratio
  kDecimal,     // "1.25": at most 6 decimals          -> Ratio (millionths)
  kDatacenter,  // a data center's name                -> std::string
  kLink,        // ["us-east", "eu-west"]: two data centers that a link joins -> Names
  kHost,        // "us-east/a/0"                       -> std::string
  kHosts,       // ["us-east/a/0", "eu-west"]: hosts, racks "us-east/a" or data centers -> Names
  kGroups,      // [["us-east"], ["eu-west"]]: as kHosts, two or more disjoint groups -> Groups
  kRole,        // "redis": a role of some engine of the scenario, "" for all -> std::string
  kNested,      // {"kind": …, …} of one of `kinds`    -> Nested
};

using Names = std::vector<std::string>;
using Groups = std::vector<Names>;

struct Nested;
struct ParameterValue;
using ParameterValues = std::map<std::string, ParameterValue, std::less<>>;

struct Nested {
  std::string kind;
  ParameterValues values;
};

struct ParameterValue {
  std::variant<bool, std::int64_t, Duration, Ratio, std::string, Names, Groups, Nested> value;
};

struct NestedKind;

struct Parameter {
  std::string_view name;
  ParameterUnit unit;
  std::string_view summary;
  // As written in a scenario, quotes included where it is a string: "\"120s\"", "false", "1000".
  // Empty: the parameter is required.
  std::string_view default_text;
  std::vector<std::string_view> words{};
  std::span<const NestedKind> kinds{};
  // kInteger: a number outside is refused. Lists: how many names there may be.
  std::int64_t least = 0;
  std::int64_t most = std::int64_t{1} << 53;
  // Means something only where another parameter (kWord) has this value; refused elsewhere.
  struct Condition {
    std::string_view parameter;
    std::string_view word;
  };
  Condition only_with{};
  // kNested: what is wrong with a complete value as a whole; null or empty: nothing.
  std::string_view (*flaw)(const Nested&) = nullptr;
};

// One kind of a nested object, such as a latency distribution.
struct NestedKind {
  std::string_view name;
  std::string_view summary;
  std::vector<Parameter> parameters;
};

// The value of a parameter that the table lists; asking with the wrong type is a bug.
template <class T>
[[nodiscard]] const T& get(const ParameterValues& values, std::string_view name) {
  const auto found = values.find(name);
  FL_ASSERT(found != values.end(), "every listed parameter has a value");
  const T* value = std::get_if<T>(&found->second.value);
  FL_ASSERT(value != nullptr, "a parameter is read as the type of its unit");
  return *value;
}

}  // namespace faultline::engine
