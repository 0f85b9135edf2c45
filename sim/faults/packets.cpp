#include "sim/faults/packets.h"

#include <utility>

#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;
using engine::Ratio;

namespace {

class OnPackets final : public Fault {
 public:
  OnPackets(const ParameterValues& values, PacketShare which)
      : groups_(get<engine::Groups>(values, "groups")),
        share_(get<Ratio>(values, "share")),
        which_(which) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    for (Way& way : ways_between(target, groups_)) {
      PacketFault fault{.from = std::move(way.from), .to = std::move(way.to)};
      fault.*which_ = share_;
      disturb(target, std::move(fault));
    }
    return std::nullopt;
  }

 private:
  engine::Groups groups_;
  Ratio share_;
  PacketShare which_;
};

}  // namespace

std::unique_ptr<Fault> on_packets(const ParameterValues& values, PacketShare which) {
  return std::make_unique<OnPackets>(values, which);
}

std::vector<engine::Parameter> packet_parameters(std::string_view summary_of_share) {
  return {{"groups", ParameterUnit::kGroups, "packets between them are hit, both ways", ""},
          {"share", ParameterUnit::kRatio, summary_of_share, "\"5%\""}};
}

ParameterValues drawn_packets(const Topology& topology, engine::Prng& random, Ratio most) {
  // Even in the number of doublings, from a sixteenth of the largest share.
  const std::int64_t share = (most.ppm >> random.below(5)) + 1;
  return {{"groups", {drawn_groups(topology, random)}},
          {"share", {Ratio{std::min(share, most.ppm)}}}};
}

}  // namespace faultline::sim
