#include "scenarios/sweep/shard.h"

#include <string_view>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/units.h"

namespace faultline::scenarios {
namespace {

// What arrays of jobs call the number of a job, the first number, and how many there are.
struct JobArray {
  const char* index;
  const char* first;  // null: 0
  const char* count;  // null: none says
};
constexpr JobArray kJobArrays[] = {
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"},
    {"AWS_BATCH_JOB_ARRAY_INDEX", nullptr, "AWS_BATCH_JOB_ARRAY_SIZE"},
    {"JOB_COMPLETION_INDEX", nullptr, nullptr}};

std::optional<std::int64_t> number_in(const char* text) {
  return text == nullptr ? std::nullopt : parse_integer(std::string_view(text)).value;
}

std::optional<Shard> shard(std::int64_t part, std::int64_t of) {
  if (part < 0 || part >= of) return std::nullopt;
  return Shard{static_cast<std::uint64_t>(part), static_cast<std::uint64_t>(of)};
}

std::optional<Shard> shard_of_array(std::optional<std::int64_t> told,
                                    const Environment& environment, std::string& problem) {
  for (const JobArray& array : kJobArrays) {
    const auto index = number_in(environment(array.index));
    if (!index) continue;
    const auto first = array.first == nullptr ? std::optional<std::int64_t>(0)
                                              : number_in(environment(array.first));
    const auto count = array.count == nullptr ? told : number_in(environment(array.count));
    if (!first || !count) {
      problem = std::string(array.index) + " is set, but " +
                (array.count == nullptr ? "\"auto\" does not say of how many, as \"auto/8\" does"
                                        : "not of how many jobs");
      return std::nullopt;
    }
    const auto found = shard(*index - *first, *count);
    if (!found) problem = std::string(array.index) + " is not within its array";
    return found;
  }
  problem =
      "this is no job of an array: neither SLURM_ARRAY_TASK_ID nor AWS_BATCH_JOB_ARRAY_INDEX "
      "nor JOB_COMPLETION_INDEX is set";
  return std::nullopt;
}

}  // namespace

std::optional<Shard> shard_of(const std::string& text, const Environment& environment,
                              std::string& problem) {
  const std::size_t slash = text.find('/');
  const std::string_view part = std::string_view(text).substr(0, slash);
  const auto of = slash == std::string::npos
                      ? std::optional<std::int64_t>()
                      : parse_integer(std::string_view(text).substr(slash + 1)).value;
  const bool malformed = slash != std::string::npos && !of;
  if (part == "auto" && !malformed) return shard_of_array(of, environment, problem);
  const auto number = parse_integer(part).value;
  if (number && of)
    if (const auto found = shard(*number - 1, *of)) return found;
  problem = in_quotes(text);
  return std::nullopt;
}

}  // namespace faultline::scenarios
