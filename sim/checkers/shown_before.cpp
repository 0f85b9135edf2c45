#include "sim/checkers/shown_before.h"

#include <algorithm>
#include <map>
#include <utility>

namespace faultline::sim {
namespace {

// Of one key on which the guarantee broke.
class ShownBefore {
 public:
  ShownBefore(const History& history, const ReplicaLives& lives, const Sessions& sessions,
              KeyIndex key)
      : history_(history),
        lives_(lives),
        sessions_(sessions),
        key_(key),
        arrivals_(history, lives, history.keys()[key], all_of(lives)) {}

  [[nodiscard]] bool misses_what_was_shown(const BrokenSession& broken) {
    const std::vector<const SessionEvent*>& reads = reads_of(*broken.later);
    const std::size_t target = broken.look.life;
    for (const EffectIndex effect : latest_first(target)) {
      if (arrivals_.held_from(effect, target) < broken.look.before) return false;
      if (std::any_of(reads.begin(), reads.end(), [&](const SessionEvent* read) {
            return comes_before(*read, *broken.later) && was_shown(effect, *read);
          }))
        return true;
    }
    return false;
  }

 private:
  static std::vector<std::size_t> all_of(const ReplicaLives& lives) {
    std::vector<std::size_t> all(lives.all().size());
    for (std::size_t life = 0; life < all.size(); ++life) all[life] = life;
    return all;
  }

  // The session's reads of the key.
  const std::vector<const SessionEvent*>& reads_of(const SessionEvent& event) {
    const std::uint32_t client = history_.operation(event.operation).client;
    const auto [known, added] = reads_.try_emplace(client);
    if (added)
      for (const SessionEvent& each : sessions_.by_client[client])
        if (each.key == key_ && each.effect == kNever) known->second.push_back(&each);
    return known->second;
  }

  // The key's effects, what the replica has had for the shortest time first.
  const std::vector<EffectIndex>& latest_first(std::size_t target) {
    const auto [known, added] = latest_first_.try_emplace(target);
    std::vector<EffectIndex>& effects = known->second;
    if (!added) return effects;
    for (const EffectIndex effect : history_.keys()[key_].effects)
      if (KeyArrivals::counts(history_.effects()[effect])) effects.push_back(effect);
    std::stable_sort(effects.begin(), effects.end(), [&](EffectIndex a, EffectIndex b) {
      return arrivals_.held_from(a, target) > arrivals_.held_from(b, target);
    });
    return effects;
  }

  bool was_shown(EffectIndex effect, const SessionEvent& read) {
    const std::size_t life = lives_.at(read.replica, read.position);
    if (arrivals_.came(effect, life) >= read.position) return false;
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
  KeyArrivals arrivals_;
  std::map<std::uint32_t, std::vector<const SessionEvent*>> reads_;      // by client
  std::map<std::size_t, std::vector<EffectIndex>> latest_first_;         // by target
  std::map<std::pair<EffectIndex, std::size_t>, Position> hidden_from_;  // by effect, life
};

}  // namespace

std::uint64_t count_shown_before(const History& history, const ReplicaLives& lives,
                                 const Sessions& sessions,
                                 const std::vector<BrokenSession>& broken) {
  std::map<KeyIndex, std::vector<const BrokenSession*>> by_key;
  for (const BrokenSession& each : broken)
    if (each.breach != Breach::kOrder && each.earlier->key == each.later->key)
      by_key[each.earlier->key].push_back(&each);
  std::uint64_t count = 0;
  for (const auto& [key, of_key] : by_key) {
    ShownBefore shown(history, lives, sessions, key);
    for (const BrokenSession* each : of_key) count += shown.misses_what_was_shown(*each) ? 1 : 0;
  }
  return count;
}

}  // namespace faultline::sim
