// An upgrade: the named hosts are restarted one after the other, each down for a while and the next
// one only when it is back. Processes stop cleanly: what they wrote is on the disk.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class RollingRestart final : public Fault {
 public:
  explicit RollingRestart(const ParameterValues& values)
      : names_(get<engine::Names>(values, "hosts")),
        down_(get<Duration>(values, "down")),
        between_(get<Duration>(values, "between")) {}

  std::optional<Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const auto hosts = named_hosts(target, names_);
    if (is_down_) {
      end(target);
      is_down_ = false;
      ++next_;
      return next_ < hosts.size() ? std::optional(between_) : std::nullopt;
    }
    if (next_ == hosts.size()) return std::nullopt;
    disturb(target, Down{hosts[next_], "", DiskFate::kAll});
    is_down_ = true;
    return down_;
  }

 private:
  engine::Names names_;
  Duration down_;
  Duration between_;
  std::size_t next_ = 0;
  bool is_down_ = false;
};

}  // namespace

FaultKind rolling_restart_fault() {
  return {
      .name = "rolling_restart",
      .summary = "hosts are restarted one after the other",
      .parameters = {hosts_parameter(), pause_parameter("down", "how long each is down", "\"1s\""),
                     pause_parameter("between", "from one's return to the next one's end",
                                     "\"1s\"")},
      .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
        return std::make_unique<RollingRestart>(values);
      },
      .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
        using std::chrono::milliseconds;
        const auto names = topology.datacenter_names();
        return {{"hosts", {engine::Names{names[random.below(names.size())]}}},
                {"down", {drawn_duration(random, milliseconds(100), milliseconds(2000))}},
                {"between", {drawn_duration(random, milliseconds(10), milliseconds(1000))}}};
      }};
}

}  // namespace faultline::sim
