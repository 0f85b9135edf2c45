// Processes die and come back with what their disk kept: what was synced, and of the rest either a
// drawn prefix (a power cut) or everything (the process alone died, the kernel writes on).
#include "sim/faults/named_hosts.h"
#include "sim/faults/registry.h"

namespace faultline::sim {

namespace {

using engine::ParameterUnit;

class Crash final : public Fault {
 public:
  explicit Crash(const engine::ParameterValues& values)
      : names_(engine::get<engine::Names>(values, "hosts")),
        role_(engine::get<std::string>(values, "role")),
        keep_unsynced_(engine::get<bool>(values, "keep_unsynced")) {}

  void begin(FaultTarget& target, engine::Prng& /*random*/) override {
    for (const engine::HostId host : named_hosts(target, names_))
      target.crash(host, role_, keep_unsynced_);
  }
  void end(FaultTarget& target) override {
    for (const engine::HostId host : named_hosts(target, names_)) target.restart(host, role_);
  }

 private:
  engine::Names names_;
  std::string role_;
  bool keep_unsynced_;
};

}  // namespace

FaultKind crash_fault() {
  return {"crash",
          "processes die; at its end they restart with what their disk kept",
          {{"hosts", ParameterUnit::kHosts, "hosts, racks or data centers", ""},
           {"role", ParameterUnit::kRole, "the processes of one role only; empty: all", "\"\""},
           {"keep_unsynced", ParameterUnit::kBoolean,
            "whether data not yet synced survives whole; else a drawn part of it does", "false"}},
          [](const engine::ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Crash>(values);
          }};
}

}  // namespace faultline::sim
