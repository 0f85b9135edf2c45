#include "sim/checkers/shown_before.h"

#include <algorithm>
#include <map>
#include <utility>

namespace faultline::sim {
namespace {

// Of one key on which the guarantee broke.
class ShownBefore {
 public:
  ShownBefore(const History& history, SessionRecord& record, const Sessions& sessions, KeyIndex key)
      : history_(history),
        lives_(record.lives(history)),
        sessions_(sessions),
        key_(key),
        arrivals_(record.arrivals(history, key)) {}

  [[nodiscard]] bool misses_what_was_shown(const BrokenSession& broken) {
    const std::size_t target = broken.look.life;
    if (was_shown(broken.effect, *broken.earlier)) return true;
    const std::vector<Shown>& reads = reads_of(*broken.later);
    return std::any_of(reads.begin(), reads.end(), [&](const Shown& read) {
      return comes_before(*read.event, *broken.later) &&
             std::any_of(read.effects.begin(), read.effects.end(), [&](EffectIndex effect) {
               return arrivals_.of(effect)[target].held_from >= broken.look.before;
             });
    });
  }

 private:
  struct Shown {
    const SessionEvent* event = nullptr;
    std::vector<EffectIndex> effects;
  };

  // The session's reads of the key and what each was shown.
  const std::vector<Shown>& reads_of(const SessionEvent& event) {
    const std::uint32_t client = history_.operation(event.operation).client;
    const auto [known, added] = reads_.try_emplace(client);
    if (!added) return known->second;
    for (const SessionEvent& each : sessions_.by_client[client]) {
      if (each.key != key_ || each.effect != kNever) continue;
      Shown shown{&each, {}};
      for (const EffectIndex effect : history_.keys()[key_].effects)
        if (KeyArrivals::counts(history_.effects()[effect]) && was_shown(effect, each))
          shown.effects.push_back(effect);
      known->second.push_back(std::move(shown));
    }
    return known->second;
  }

  bool was_shown(EffectIndex effect, const SessionEvent& read) {
    const std::size_t life = lives_.at(read.replica, read.position);
    if (arrivals_.of(effect)[life].came >= read.position) return false;
    const auto [known, added] = hidden_from_.try_emplace({effect, life});
    if (added) known->second = arrivals_.hidden_from(effect, life);
    return read.position <= known->second;
  }

  [[nodiscard]] bool comes_before(const SessionEvent& a, const SessionEvent& b) const {
    return history_.operation(a.operation).returned <= history_.operation(b.operation).invoked;
  }

  const History& history_;
  const ReplicaLives& lives_;
  const Sessions& sessions_;
  KeyIndex key_;
  const KeyArrivals& arrivals_;                                          // a target is a life
  std::map<std::uint32_t, std::vector<Shown>> reads_;                    // by client
  std::map<std::pair<EffectIndex, std::size_t>, Position> hidden_from_;  // by effect, life
};

}  // namespace

std::uint64_t count_shown_before(const History& history, SessionRecord& record,
                                 const Sessions& sessions,
                                 const std::vector<BrokenSession>& broken) {
  std::map<KeyIndex, std::vector<const BrokenSession*>> by_key;
  for (const BrokenSession& each : broken)
    if (each.breach != Breach::kOrder && each.earlier->key == each.later->key)
      by_key[each.earlier->key].push_back(&each);
  std::uint64_t count = 0;
  for (const auto& [key, of_key] : by_key) {
    ShownBefore shown(history, record, sessions, key);
    for (const BrokenSession* each : of_key) count += shown.misses_what_was_shown(*each) ? 1 : 0;
  }
  return count;
}

}  // namespace faultline::sim
