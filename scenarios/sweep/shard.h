// Which part of a sweep is this machine's: as asked for, or as the array of jobs numbers it (the
// variables that Slurm, AWS Batch and Kubernetes set for each job of an array).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace faultline::scenarios {

struct Shard {
  std::uint64_t part = 0;  // from 0
  std::uint64_t of = 1;
};
using Environment = std::function<const char*(const char* variable)>;  // null: it is not set

// "K/N"; "auto": by the variables of a Slurm array or an AWS Batch array job; "auto/N": by the
// index of a Kubernetes indexed job of N completions, which no variable names. None: `problem` says
// why.
[[nodiscard]] std::optional<Shard> shard_of(const std::string& text, const Environment& environment,
                                            std::string& problem);

}  // namespace faultline::scenarios
