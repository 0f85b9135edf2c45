// Processes stand still (a long collection of garbage, a stopped virtual machine): their hosts go
// on taking bytes for them, and at the end they work on with a clock that has moved.
#include "sim/faults/named_hosts.h"
#include "sim/faults/registry.h"

namespace faultline::sim {

namespace {

using engine::ParameterUnit;

class Pause final : public Fault {
 public:
  explicit Pause(const engine::ParameterValues& values)
      : names_(engine::get<engine::Names>(values, "hosts")),
        role_(engine::get<std::string>(values, "role")) {}

  void begin(FaultTarget& target, engine::Prng& /*random*/) override {
    for (const engine::HostId host : named_hosts(target, names_)) target.pause(host, role_);
  }
  void end(FaultTarget& target) override {
    for (const engine::HostId host : named_hosts(target, names_)) target.resume(host, role_);
  }

 private:
  engine::Names names_;
  std::string role_;
};

}  // namespace

FaultKind pause_fault() {
  return {"pause",
          "processes stand still while their hosts go on taking bytes for them",
          {{"hosts", ParameterUnit::kHosts, "hosts, racks or data centers", ""},
           {"role", ParameterUnit::kRole, "the processes of one role only; empty: all", "\"\""}},
          [](const engine::ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Pause>(values);
          }};
}

}  // namespace faultline::sim
