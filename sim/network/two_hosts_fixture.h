// For tests of the network: hosts in two data centers, a process on each, and a third data center
// for detours. Process 0 connects to process 1.
#pragma once

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/kernel/event_queue.h"
#include "sim/network/datagrams.h"
#include "sim/network/streams.h"

namespace faultline::sim {

inline constexpr engine::Duration kOneWay = std::chrono::milliseconds(50);

[[nodiscard]] inline LinkPlan link_between(std::string from, std::string to,
                                           engine::Duration latency = kOneWay) {
  return {std::move(from), std::move(to), {"constant", {{"value", {latency}}}}};
}

class TwoHosts final : private Scheduler, private StreamUser {
 public:
  struct Arrival {
    engine::Instant at{};
    std::string bytes;
  };

  TwoHosts() : TwoHosts({link_between("eu", "us")}) {}
  // "eu" has host 0, "us" host 1, "via" none that matters.
  explicit TwoHosts(std::vector<LinkPlan> links)
      : topology_(
            {{{"eu", {{"a", 1}}}, {"us", {{"a", 1}}}, {"via", {{"a", 1}}}}, std::move(links)}),
        hosts_(topology_.machines(), {"eu", "us", "via"}) {}

  void power_off() { ++hosts_.at(kThere).outages; }
  void power_on() {
    --hosts_.at(kThere).outages;
    streams_.machine_returned(kThere);
  }
  void connect() { streams_.connect(engine::ProcessId(0), kConnection, engine::ProcessId(1)); }
  void send(const std::string& bytes) {
    streams_.send(engine::ProcessId(0), kConnection, engine::Bytes(bytes), 0);
  }
  void close() { streams_.close(engine::ProcessId(0), kConnection); }
  void send_datagram(const std::string& bytes) {
    datagrams_.send(engine::ProcessId(0), engine::ProcessId(1), engine::Bytes(bytes));
  }

  // From here to there.
  DisturbanceId cut(PartitionMode mode, engine::Duration stall_reset) {
    return begin(Cut{{kHere}, {kThere}, mode, stall_reset, {}});
  }
  // The way back.
  DisturbanceId cut_back(PartitionMode mode, engine::Duration stall_reset) {
    return begin(Cut{{kThere}, {kHere}, mode, stall_reset, {}});
  }
  void heal(DisturbanceId cut) {
    conditions_.cuts.remove(cut);
    streams_.conditions_changed();
  }
  // What befalls all packets from here to there.
  DisturbanceId begin(PacketFault fault) {
    fault.from = {kHere};
    fault.to = {kThere};
    const DisturbanceId id(++disturbances_);
    conditions_.packets.add(id, fault);
    return id;
  }
  void end_packet_fault(DisturbanceId id) { conditions_.packets.remove(id); }
  // What is wrong with the direct link from here to there.
  DisturbanceId begin(LinkFault fault) {
    fault.from = *topology_.datacenter("eu");
    fault.to = *topology_.datacenter("us");
    const DisturbanceId id(++disturbances_);
    conditions_.paths.add(id, fault);
    link_changed();
    return id;
  }
  void end_link_fault(DisturbanceId id) {
    conditions_.paths.remove(id);
    link_changed();
  }

  void run_until(engine::Duration end) {
    for (auto next = queue_.next_time(); next && *next <= engine::Instant(end);
         next = queue_.next_time()) {
      const auto item = queue_.pop();
      now_ = item.at;
      if (item.payload.kind == EventKind::kDatagram)
        datagrams_.handle(item.payload);
      else
        streams_.handle(item.payload);
    }
    now_ = engine::Instant(end);
  }
  // What arrived there, one after the other.
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const Arrival& arrival : arrivals) all += arrival.bytes;
    return all;
  }

  std::optional<engine::Instant> opened;   // here
  std::optional<engine::Instant> refused;  // here
  int accepted = 0;                        // there
  int closed = 0;                          // at either end
  std::vector<Arrival> arrivals;           // there
  int met_faults = 0;

 private:
  static constexpr engine::HostId kHere{0};
  static constexpr engine::HostId kThere{1};
  static constexpr engine::ConnectionId kConnection{1};

  DisturbanceId begin(const Cut& cut) {
    const DisturbanceId id(++disturbances_);
    conditions_.cuts.add(id, cut, hosts_.size());
    streams_.conditions_changed();
    return id;
  }
  [[nodiscard]] engine::Instant now() const override { return now_; }
  void schedule(engine::Instant at, const Event& event) override { queue_.push(at, event); }
  [[nodiscard]] engine::HostId host_of(engine::ProcessId process) const override {
    return engine::HostId(process.value());
  }
  [[nodiscard]] bool alive(engine::ProcessId /*process*/) const override { return true; }
  [[nodiscard]] bool listening(engine::ProcessId /*process*/) const override { return true; }
  void deliver(engine::ProcessId process, engine::Input input) override {
    closed += std::holds_alternative<engine::input::Closed>(input) ? 1 : 0;
    if (process == engine::ProcessId(1)) {
      accepted += std::holds_alternative<engine::input::Opened>(input) ? 1 : 0;
      if (const auto* received = std::get_if<engine::input::Received>(&input))
        arrivals.push_back({now_, std::string(received->bytes.view())});
      if (const auto* datagram = std::get_if<engine::input::Datagram>(&input))
        arrivals.push_back({now_, std::string(datagram->bytes.view())});
      return;
    }
    if (std::holds_alternative<engine::input::Opened>(input)) opened = now_;
    if (std::holds_alternative<engine::input::Refused>(input)) refused = now_;
  }
  void delivered_bytes(const engine::Bytes& /*bytes*/) override {}
  void met(DisturbanceId /*disturbance*/) override { ++met_faults; }
  void link_changed() {
    streams_.conditions_changed();
    streams_.bandwidth_changed(*topology_.datacenter("eu"), *topology_.datacenter("us"));
  }

  std::uint32_t disturbances_ = 0;
  engine::Instant now_{};
  EventQueue<Event> queue_;
  Topology topology_;
  Hosts hosts_;
  Conditions conditions_{topology_, hosts_, 1, *this};
  Streams streams_{*this, *this, hosts_, conditions_};
  Datagrams datagrams_{*this, *this, hosts_, conditions_};
};

}  // namespace faultline::sim
