// What all workloads share: their common parameters, the key distribution that `keys` names, and
// small helpers to write commands.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/ports/parameter.h"
#include "engine/ports/reply.h"
#include "sim/workloads/key_distribution.h"

namespace faultline::sim {

// clients_per_datacenter, rate, keys, for, ramp, loop, databases.
[[nodiscard]] std::span<const engine::Parameter> common_parameters();

[[nodiscard]] std::unique_ptr<KeyDistribution> keys_of(const engine::ParameterValues& values);

// Texts that no other write of the run carries: "3-17" is the 17th of client 3.
class UniqueTexts {
 public:
  explicit UniqueTexts(std::uint32_t client) : client_(client) {}
  [[nodiscard]] std::string next() {
    return std::to_string(client_) + "-" + std::to_string(++drawn_);
  }

 private:
  std::uint32_t client_;
  std::uint64_t drawn_ = 0;
};

// The index of a weight, drawn by the weights' shares.
[[nodiscard]] std::size_t weighted(engine::Prng& random, std::span<const std::uint32_t> weights);

}  // namespace faultline::sim
