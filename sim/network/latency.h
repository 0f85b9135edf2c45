// Latency distributions as integer draws: a number in, nanoseconds out, the same on every compiler.
// To add one: one entry in latency.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/base/time.h"
#include "engine/ports/parameter.h"

namespace faultline::sim {

// {"kind": "constant", "value": "40ms"} and so on; also what `links[].latency` of a scenario takes.
[[nodiscard]] std::span<const engine::NestedKind> latency_kinds();

class Latency {
 public:
  virtual ~Latency() = default;
  // The latency at a uniform 64-bit draw; rises with the draw.
  [[nodiscard]] virtual engine::Duration at(std::uint64_t uniform) const = 0;
  // The middle of the distribution: what routing weighs.
  [[nodiscard]] engine::Duration median() const { return at(std::uint64_t{1} << 63); }
};

// What is wrong with the values of a distribution as a whole ("max is below min"); empty: nothing.
// A loader asks this first: make_latency takes sound values only.
[[nodiscard]] std::string_view latency_flaw(const engine::Nested& plan);

[[nodiscard]] std::unique_ptr<Latency> make_latency(const engine::Nested& plan);

}  // namespace faultline::sim
