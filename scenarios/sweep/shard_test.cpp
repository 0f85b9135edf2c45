#include "scenarios/sweep/shard.h"

#include <catch2/catch.hpp>
#include <map>

using namespace faultline::scenarios;

namespace {

using Variables = std::map<std::string, std::string>;

// "part/of" from 0, or the problem.
std::string seen(const std::string& text, const Variables& variables) {
  std::string problem;
  const auto shard = shard_of(
      text,
      [&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      },
      problem);
  return shard ? std::to_string(shard->part) + "/" + std::to_string(shard->of) : problem;
}

}  // namespace

TEST_CASE("a shard is counted from 1, whatever the environment says") {
  CHECK(seen("1/4", {{"SLURM_ARRAY_TASK_ID", "3"}}) == "0/4");
  CHECK(seen("4/4", {}) == "3/4");
  for (const char* wrong : {"0/4", "5/4", "4", "a/b", "1/", "auto/x", ""})
    CHECK(seen(wrong, {}) == "\"" + std::string(wrong) + "\"");
}

TEST_CASE("the arrays of Slurm, AWS Batch and Kubernetes number their jobs") {
  CHECK(seen("auto", {{"SLURM_ARRAY_TASK_ID", "12"},
                      {"SLURM_ARRAY_TASK_MIN", "10"},
                      {"SLURM_ARRAY_TASK_COUNT", "5"}}) == "2/5");
  CHECK(seen("auto", {{"AWS_BATCH_JOB_ARRAY_INDEX", "0"}, {"AWS_BATCH_JOB_ARRAY_SIZE", "3"}}) ==
        "0/3");
  CHECK(seen("auto/8", {{"JOB_COMPLETION_INDEX", "7"}}) == "7/8");
}

TEST_CASE("outside an array, or of unknown size, auto says what is missing") {
  CHECK_THAT(seen("auto", {}), Catch::Contains("this is no job of an array"));
  CHECK_THAT(seen("auto", {{"JOB_COMPLETION_INDEX", "7"}}),
             Catch::Contains("does not say of how many"));
  CHECK_THAT(seen("auto", {{"SLURM_ARRAY_TASK_ID", "9"},
                           {"SLURM_ARRAY_TASK_MIN", "10"},
                           {"SLURM_ARRAY_TASK_COUNT", "5"}}),
             Catch::Contains("is not within its array"));
}
