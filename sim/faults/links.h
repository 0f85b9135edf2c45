// Faults on direct links between data centers, both directions alike, and the fault that breaks the
// same thing on them and leaves it at that.
#pragma once

#include <memory>
#include <utility>

#include "sim/faults/fault.h"

namespace faultline::sim {

[[nodiscard]] inline engine::Parameter between_parameter() {
  return {.name = "between",
          .unit = engine::ParameterUnit::kLink,
          .summary = "two data centers that a link joins directly",
          .default_text = ""};
}

// FaultKind::possible.
[[nodiscard]] bool has_links(const Topology& topology);
[[nodiscard]] engine::Names drawn_link(const Topology& topology, engine::Prng& random);
// Both directions between two data centers.
[[nodiscard]] std::vector<LinkFault> directions_between(const Topology& topology,
                                                        const engine::Names& between);

template <class Make>
class OnLink final : public Fault {
 public:
  OnLink(engine::Names between, Make make) : between_(std::move(between)), make_(std::move(make)) {}
  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    for (const LinkFault& direction : directions_between(target.topology(), between_))
      disturb(target, make_(direction));
    return std::nullopt;
  }

 private:
  engine::Names between_;
  Make make_;
};

// `make` fills in what is wrong with one direction.
template <class Make>
[[nodiscard]] std::unique_ptr<Fault> on_link(const engine::ParameterValues& values, Make make) {
  return std::make_unique<OnLink<Make>>(engine::get<engine::Names>(values, "between"),
                                        std::move(make));
}

}  // namespace faultline::sim
