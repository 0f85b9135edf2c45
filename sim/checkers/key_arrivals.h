// When the replicas of one key came to hold each of its effects, or one that stands in for it, and
// what one who read it there had before him. Worked out once a key; the cost is about (effects)
// times (lives of replicas that are asked about).
#pragma once

#include <compare>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/checkers/replica_lives.h"

namespace faultline::sim {

// By when a replica had all that is demanded of it, and the effect that came last.
struct Demand {
  Position from = 0;
  EffectIndex effect = kNever;
  // When the last of them ran there, whatever stands in for it; the same of those that take
  // something away.
  Position last_run = 0;
  Position last_taker = 0;
  void join(const Demand& other) {
    if (other.from > from) {
      from = other.from;
      effect = other.effect;
    }
    if (other.last_run > last_run) last_run = other.last_run;
    if (other.last_taker > last_taker) last_taker = other.last_taker;
  }
};

class KeyArrivals {
 public:
  struct Arrival {
    Position came = kNever;       // kNever: it did not
    Position held_from = kNever;  // the same, or when something came that stands in for it
  };
  // `targets`: those lives, by their positions, that are asked about.
  KeyArrivals(const History& history, const ReplicaLives& lives, const KeyEntry& key,
              std::vector<std::size_t> targets);

  [[nodiscard]] const std::vector<std::size_t>& targets() const { return targets_; }
  // A client's own write that changed something: what guarantees are about.
  [[nodiscard]] static bool counts(const EffectEntry& effect) {
    return effect.change.has_value() && !effect.implied();
  }
  // By target.
  [[nodiscard]] std::span<const Arrival> of(EffectIndex effect) const {
    return {arrivals_.data() + key_->place_of(effect) * targets_.size(), targets_.size()};
  }
  // Adds to what is demanded of each target that it has the effect, or what stands in for it.
  void demand(EffectIndex effect, std::vector<Demand>& of_targets) const;
  struct Coming {
    Position at = 0;
    EffectIndex effect = 0;
    friend auto operator<=>(const Coming&, const Coming&) = default;
  };
  // All effects with a change that came in that life, in order.
  [[nodiscard]] std::span<const Coming> log(std::size_t target) const {
    return part(logs_, log_ends_, target);
  }
  // Since when something else there hides it, a removal too; kNever: nothing does. Costs as much as
  // came there that may.
  [[nodiscard]] Position hidden_from(EffectIndex effect, std::size_t target) const;

 private:
  // What lies in one list for all targets.
  [[nodiscard]] static std::span<const Coming> part(const std::vector<Coming>& list,
                                                    const std::vector<std::size_t>& ends,
                                                    std::size_t target) {
    const std::size_t begin = target == 0 ? 0 : ends[target - 1];
    return {list.data() + begin, ends[target] - begin};
  }
  // Of those in log(target), what can take something away.
  [[nodiscard]] std::span<const Coming> takers(std::size_t target) const {
    return part(takers_, taker_ends_, target);
  }
  void find_arrivals(const ReplicaLives& lives);
  void write_log(std::size_t target);
  void find_stand_ins(std::size_t target);

  const History* history_;
  const KeyEntry* key_;
  std::vector<std::size_t> targets_;
  std::vector<ReplicaLife> lives_;  // by target
  std::vector<Arrival> arrivals_;   // by effect of the key, then target
  std::vector<Coming> logs_;        // by target, and where the part of each ends
  std::vector<std::size_t> log_ends_;
  std::vector<Coming> takers_;
  std::vector<std::size_t> taker_ends_;
};

}  // namespace faultline::sim
