// A FaultTarget for tests: it keeps what is broken right now and a list of what was asked. Two data
// centers of two racks, two hosts each, numbered in the order of their names. For tests only.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/assert.h"
#include "sim/faults/fault.h"

namespace faultline::sim {

class RecordingTarget final : public FaultTarget {
 public:
  using Place = std::pair<engine::HostId, std::string>;  // host and role
  // What is broken; two targets in the same state compare equal.
  struct State {
    std::map<std::uint32_t, Cut> cuts;
    std::multiset<Place> crashed;
    std::multiset<Place> paused;
    std::map<engine::HostId, engine::Duration> offsets;  // those that are not zero
    [[nodiscard]] bool healthy() const {
      return cuts.empty() && crashed.empty() && paused.empty() && offsets.empty();
    }
  };

  [[nodiscard]] std::vector<engine::HostId> hosts_of(std::string_view name) const override {
    std::vector<engine::HostId> hosts;
    for (std::uint32_t host = 0; host < kHosts.size(); ++host)
      if (kHosts[host] == name || kHosts[host].starts_with(std::string(name) + "/"))
        hosts.emplace_back(host);
    return hosts;
  }
  CutId add_cut(Cut cut) override {
    const CutId id(next_cut_++);
    state.cuts.emplace(id.value(), std::move(cut));
    return id;
  }
  void remove_cut(CutId cut) override {
    FL_ASSERT(state.cuts.erase(cut.value()) == 1, "a cut that is removed was there");
  }
  void crash(engine::HostId host, std::string_view role, bool keep_unsynced) override {
    state.crashed.emplace(host, role);
    kept_unsynced = keep_unsynced;
  }
  void restart(engine::HostId host, std::string_view role) override {
    take_out(state.crashed, {host, std::string(role)});
  }
  void pause(engine::HostId host, std::string_view role) override {
    state.paused.emplace(host, role);
  }
  void resume(engine::HostId host, std::string_view role) override {
    take_out(state.paused, {host, std::string(role)});
  }
  engine::Duration set_clock_offset(engine::HostId host, engine::Duration offset) override {
    const engine::Duration before = offset_of(host);
    state.offsets.erase(host);
    if (offset != engine::Duration{}) state.offsets.emplace(host, offset);
    return before;
  }
  [[nodiscard]] engine::Duration offset_of(engine::HostId host) const {
    const auto found = state.offsets.find(host);
    return found == state.offsets.end() ? engine::Duration{} : found->second;
  }

  State state;
  bool kept_unsynced = false;

 private:
  static void take_out(std::multiset<Place>& places, const Place& place) {
    const auto found = places.find(place);
    FL_ASSERT(found != places.end(), "what comes back had gone");
    places.erase(found);
  }

  inline static const std::vector<std::string> kHosts = {
      "eu-west/a/0", "eu-west/a/1", "eu-west/b/0", "eu-west/b/1",
      "us-east/a/0", "us-east/a/1", "us-east/b/0", "us-east/b/1"};
  std::uint32_t next_cut_ = 1;
};

}  // namespace faultline::sim
