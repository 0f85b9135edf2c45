// Connects to a machine that has lost power, and what becomes of them when it returns.
#include <catch2/catch.hpp>

#include "sim/kernel/event_queue.h"
#include "sim/network/streams.h"

namespace faultline::sim {
namespace {

using engine::ConnectionId;
using engine::DatacenterId;
using engine::Duration;
using engine::HostId;
using engine::Instant;
using engine::ProcessId;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Two machines in one data center, a process on each: 0 connects to 1.
class TwoMachines final : private Scheduler, private StreamUser {
 public:
  TwoMachines() : topology_({{{"eu", {{"a", 2}}}}, {}}), hosts_(topology_.machines(), {"eu"}) {}

  void power_off() { ++hosts_.at(HostId(1)).outages; }
  void power_on() {
    --hosts_.at(HostId(1)).outages;
    streams_.machine_returned(HostId(1));
  }
  void connect() { streams_.connect(ProcessId(0), ConnectionId(1), ProcessId(1)); }
  DisturbanceId cut(PartitionMode mode, Duration stall_reset) {
    const DisturbanceId id(++cuts_);
    streams_.add_cut(id, {{HostId(0)}, {HostId(1)}, mode, stall_reset, {}});
    return id;
  }
  void heal(DisturbanceId cut) { streams_.remove_cut(cut); }
  void run_until(Duration end) {
    for (auto next = queue_.next_time(); next && *next <= Instant(end); next = queue_.next_time()) {
      const auto item = queue_.pop();
      now_ = item.at;
      streams_.handle(item.payload);
    }
    now_ = Instant(end);
  }

  std::optional<Instant> opened;   // at the process that connects
  std::optional<Instant> refused;  // likewise
  int accepted = 0;

 private:
  [[nodiscard]] Instant now() const override { return now_; }
  void schedule(Instant at, const Event& event) override { queue_.push(at, event); }
  [[nodiscard]] HostId host_of(ProcessId process) const override { return HostId(process.value()); }
  [[nodiscard]] bool listening(ProcessId /*process*/) const override { return true; }
  void deliver(ProcessId process, engine::Input input) override {
    if (process == ProcessId(1)) accepted += std::holds_alternative<engine::input::Opened>(input);
    if (process != ProcessId(0)) return;
    if (std::holds_alternative<engine::input::Opened>(input)) opened = now_;
    if (std::holds_alternative<engine::input::Refused>(input)) refused = now_;
  }
  void delivered_bytes(const engine::Bytes& /*bytes*/) override {}
  void met(DisturbanceId /*disturbance*/) override {}

  std::uint32_t cuts_ = 0;
  Instant now_{};
  EventQueue<Event> queue_;
  Topology topology_;
  Hosts hosts_;
  Streams streams_{*this, *this, hosts_, Paths(topology_, hosts_, 1)};
};

TEST_CASE("a connect to a machine without power succeeds when it is back in time") {
  TwoMachines two;
  two.power_off();
  two.connect();
  two.run_until(milliseconds(500));
  CHECK_FALSE(two.opened);
  two.power_on();
  two.run_until(seconds(10));
  REQUIRE(two.opened);
  // Repeated 200, 600 and 1400 ms after it was lost: the first that finds the machine there counts.
  CHECK(*two.opened >= Instant(milliseconds(600)));
  CHECK(*two.opened < Instant(milliseconds(610)));
  CHECK(two.accepted == 1);
  CHECK_FALSE(two.refused);
}

TEST_CASE("a connect to a machine that stays without power times out and is forgotten") {
  TwoMachines two;
  two.power_off();
  two.connect();
  two.run_until(seconds(4));
  CHECK(two.refused == Instant(seconds(3)));
  two.power_on();
  two.run_until(seconds(200));
  CHECK_FALSE(two.opened);
  CHECK(two.accepted == 0);
}

TEST_CASE("a connect waits for the power also after a cut that held it, and for a cut after that") {
  TwoMachines two;
  two.power_off();
  const DisturbanceId first = two.cut(PartitionMode::kStopped, seconds(1));
  two.connect();
  two.run_until(milliseconds(100));
  two.heal(first);
  two.run_until(milliseconds(1500));  // past the end that the cut would have set
  CHECK_FALSE(two.refused);
  const DisturbanceId second = two.cut(PartitionMode::kJammed, seconds(120));
  two.power_on();
  two.run_until(milliseconds(1600));
  CHECK_FALSE(two.opened);
  two.heal(second);
  two.run_until(seconds(3));
  CHECK(two.opened);
}

}  // namespace
}  // namespace faultline::sim
