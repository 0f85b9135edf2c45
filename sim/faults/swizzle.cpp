// Hosts lose everybody else one after the other, and come back one after the other in another order
// (FoundationDB's swizzled clogs): whoever is last to leave may be first to return.
#include <numeric>

#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::HostId;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class Swizzle final : public Cutting {
 public:
  explicit Swizzle(const ParameterValues& values)
      : Cutting(values),
        names_(get<engine::Names>(values, "hosts")),
        every_(get<Duration>(values, "every")) {}

  std::optional<Duration> step(FaultTarget& target, engine::Prng& random) override {
    if (hosts_.empty()) hosts_ = named_hosts(target, names_);
    if (cuts_.empty()) shuffle(random);
    if (cuts_.size() < hosts_.size()) {
      const HostList host = {hosts_[cuts_.size()]};
      cuts_.push_back(part(target, host, all_but(target, host)));
      if (cuts_.size() == hosts_.size()) shuffle_cuts(random);
      return every_;
    }
    for (const DisturbanceId each : cuts_[healed_]) undo(target, each);
    if (++healed_ == cuts_.size()) return std::nullopt;
    return every_;
  }

 private:
  void shuffle(engine::Prng& random) {
    for (std::size_t left = hosts_.size(); left > 1; --left)
      std::swap(hosts_[left - 1], hosts_[random.below(left)]);
  }
  void shuffle_cuts(engine::Prng& random) {
    for (std::size_t left = cuts_.size(); left > 1; --left)
      std::swap(cuts_[left - 1], cuts_[random.below(left)]);
  }

  engine::Names names_;
  Duration every_;
  HostList hosts_;
  std::vector<std::vector<DisturbanceId>> cuts_;
  std::size_t healed_ = 0;
};

}  // namespace

FaultKind swizzle_fault() {
  return {.name = "swizzle",
          .summary = "hosts are cut off one after the other and return in another order",
          .parameters = with_cut_parameters(
              {hosts_parameter(),
               pause_parameter("every", "time from one host to the next", "\"500ms\"")}),
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Swizzle>(values);
          },
          .draw =
              [](const Topology& topology, engine::Prng& random) {
                using std::chrono::milliseconds;
                ParameterValues values = drawn_cut(random);
                const auto& names = topology.datacenter_names();
                values["hosts"] = {engine::Names{names[random.below(names.size())]}};
                values["every"] = {drawn_duration(random, milliseconds(50), milliseconds(1000))};
                return values;
              }};
}

}  // namespace faultline::sim
