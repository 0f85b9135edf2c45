// A network split: every host of one group loses every host of the other groups, both ways or only
// on the way from the first group to the others.
#include <vector>

#include "engine/base/assert.h"
#include "sim/faults/named_hosts.h"
#include "sim/faults/registry.h"

namespace faultline::sim {

namespace {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;

PartitionMode mode_of(const std::string& word) {
  if (word == "stopped") return PartitionMode::kStopped;
  if (word == "slowed") return PartitionMode::kSlowed;
  if (word == "jammed") return PartitionMode::kJammed;
  FL_ASSERT(word == "refused", "a mode is one of the table's words");
  return PartitionMode::kRefused;
}

class Partition final : public Fault {
 public:
  explicit Partition(const engine::ParameterValues& values)
      : groups_(get<engine::Groups>(values, "groups")),
        mode_(mode_of(get<std::string>(values, "mode"))),
        forward_only_(get<std::string>(values, "direction") == "forward"),
        stall_reset_(get<Duration>(values, "stall_reset")),
        slowed_by_(get<Duration>(values, "slowed_by")) {}

  void begin(FaultTarget& target, engine::Prng& /*random*/) override {
    const std::size_t senders = forward_only_ ? 1 : groups_.size();
    for (std::size_t from = 0; from < senders; ++from)
      for (std::size_t to = 0; to < groups_.size(); ++to)
        if (from != to)
          cuts_.push_back(
              target.add_cut({named_hosts(target, groups_[from]), named_hosts(target, groups_[to]),
                              mode_, stall_reset_, slowed_by_}));
  }

  void end(FaultTarget& target) override {
    for (const CutId cut : cuts_) target.remove_cut(cut);
    cuts_.clear();
  }

 private:
  engine::Groups groups_;
  PartitionMode mode_;
  bool forward_only_;
  Duration stall_reset_;
  Duration slowed_by_;
  std::vector<CutId> cuts_;
};

}  // namespace

FaultKind partition_fault() {
  return {"partition",
          "cuts the network between groups of hosts",
          {{"groups", ParameterUnit::kGroups, "who can still reach each other", ""},
           {"mode",
            ParameterUnit::kWord,
            "refused: streams reset; stopped: bytes vanish; slowed: bytes come late; jammed: bytes "
            "wait for the heal",
            "\"refused\"",
            {"refused", "stopped", "slowed", "jammed"}},
           {"direction",
            ParameterUnit::kWord,
            "both; forward: only what goes from the first group to the others is cut",
            "\"both\"",
            {"both", "forward"}},
           {.name = "stall_reset",
            .unit = ParameterUnit::kDuration,
            .summary = "stopped: a stream without progress for so long resets at both ends",
            .default_text = "\"120s\"",
            .only_with = {"mode", "stopped"}},
           {.name = "slowed_by",
            .unit = ParameterUnit::kDuration,
            .summary = "slowed: how much later bytes arrive",
            .default_text = "\"500ms\"",
            .only_with = {"mode", "slowed"}}},
          [](const engine::ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Partition>(values);
          }};
}

}  // namespace faultline::sim
