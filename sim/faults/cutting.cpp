#include "sim/faults/cutting.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "sim/faults/draws.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

PartitionMode mode_of(const std::string& word) {
  if (word == "stopped") return PartitionMode::kStopped;
  if (word == "slowed") return PartitionMode::kSlowed;
  if (word == "jammed") return PartitionMode::kJammed;
  FL_ASSERT(word == "refused", "a mode is one of the table's words");
  return PartitionMode::kRefused;
}

engine::Parameter mode_parameter() {
  return {"mode",
          ParameterUnit::kWord,
          "refused: streams reset; stopped: bytes vanish; slowed: bytes come late; jammed: bytes "
          "wait for the heal",
          "\"refused\"",
          {"refused", "stopped", "slowed", "jammed"}};
}

}  // namespace

Cutting::Cutting(const ParameterValues& values)
    : mode_(mode_of(get<std::string>(values, "mode"))),
      stall_reset_(get<Duration>(values, "stall_reset")),
      slowed_by_(get<Duration>(values, "slowed_by")) {}

DisturbanceId Cutting::cut(FaultTarget& target, const HostList& from, const HostList& to) {
  return disturb(target, Cut{from, to, mode_, stall_reset_, slowed_by_});
}

std::vector<DisturbanceId> Cutting::part(FaultTarget& target, const HostList& one,
                                         const HostList& other) {
  return {cut(target, one, other), cut(target, other, one)};
}

HostList all_but(const FaultTarget& target, const HostList& hosts) {
  HostList others;
  for (const std::string& name : target.topology().datacenter_names())
    for (const engine::HostId host : target.hosts_of(name))
      if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) others.push_back(host);
  return others;
}

std::vector<engine::Parameter> with_cut_parameters(std::vector<engine::Parameter> own) {
  own.push_back(mode_parameter());
  own.push_back({.name = "stall_reset",
                 .unit = ParameterUnit::kDuration,
                 .summary = "stopped: a stream without progress for so long resets at both ends",
                 .default_text = "\"120s\"",
                 .only_with = {"mode", "stopped"}});
  own.push_back({.name = "slowed_by",
                 .unit = ParameterUnit::kDuration,
                 .summary = "slowed: how much later bytes arrive",
                 .default_text = "\"500ms\"",
                 .only_with = {"mode", "slowed"}});
  return own;
}

ParameterValues drawn_cut(engine::Prng& random) {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  return {{"mode", {drawn_word(random, mode_parameter())}},
          {"stall_reset", {drawn_duration(random, seconds(2), seconds(120))}},
          {"slowed_by", {drawn_duration(random, milliseconds(20), seconds(3))}}};
}

}  // namespace faultline::sim
