// A key when the run is over: what each replica makes of each effect that it holds, and when and
// where an update ran. What the story of a key and its picture are both drawn from.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/history/interpretation.h"

namespace faultline::reports {

class KeyAtEnd {
 public:
  KeyAtEnd(const sim::History& history, const sim::KeyEntry& key);

  [[nodiscard]] const sim::History& history() const { return history_; }
  [[nodiscard]] const sim::KeyEntry& key() const { return key_; }
  [[nodiscard]] std::size_t replicas() const { return key_.replicas.size(); }
  [[nodiscard]] const sim::ReplicaFate& fate(sim::EffectIndex effect,
                                             sim::LocalReplica replica) const;
  [[nodiscard]] const sim::EffectEntry& effect(sim::EffectIndex index) const {
    return history_.effects()[index];
  }
  // The effect's operation as it ran at the effect's home; null: it did not.
  [[nodiscard]] const sim::Execution* execution(const sim::EffectEntry& effect) const;
  // When it ran there, or when it was asked for.
  [[nodiscard]] engine::Instant ran_at(const sim::EffectEntry& effect) const;
  // The process that served the replica then, as far as its last change of hands tells.
  [[nodiscard]] engine::ProcessId serving(sim::LocalReplica replica, engine::Instant at) const {
    return key_.held_since[replica] <= at ? key_.holders[replica] : key_.replicas[replica];
  }
  // An operation that changes nothing of the key: where the reply that its client got came from.
  [[nodiscard]] const sim::Execution* answering(sim::OperationIndex operation) const;

 private:
  const sim::History& history_;
  const sim::KeyEntry& key_;
  std::vector<sim::Interpretation> replicas_;
};

// The number by which files and users know an operation.
[[nodiscard]] constexpr std::uint64_t number_of(sim::OperationIndex operation) {
  return std::uint64_t{operation} + 1;
}

}  // namespace faultline::reports
