#include "sim/checkers/shown_before.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace faultline::sim {
namespace {

class ShownBefore {
 public:
  ShownBefore(const History& history, const ReplicaLives& lives, const Sessions& sessions)
      : history_(history), lives_(lives), sessions_(sessions) {}

  [[nodiscard]] std::uint64_t count(const std::vector<BrokenSession>& broken) {
    std::map<KeyIndex, std::vector<const BrokenSession*>> by_key;
    for (const BrokenSession& each : broken)
      if (each.breach != Breach::kOrder && each.earlier->key == each.later->key)
        by_key[each.earlier->key].push_back(&each);
    std::uint64_t count = 0;
    for (const auto& [key, of_key] : by_key) count += count_on(key, of_key);
    return count;
  }

 private:
  struct Shown {
    const SessionEvent* read = nullptr;
    std::vector<EffectIndex> effects;
  };

  std::uint64_t count_on(KeyIndex key, const std::vector<const BrokenSession*>& broken) const {
    std::set<std::uint32_t> clients;
    for (const BrokenSession* each : broken) clients.insert(client_of(*each->later));
    std::vector<std::size_t> all(lives_.all().size());
    for (std::size_t life = 0; life < all.size(); ++life) all[life] = life;
    const KeyArrivals arrivals(history_, lives_, history_.keys()[key], std::move(all));
    const auto shown = shown_to(clients, key, arrivals);
    return static_cast<std::uint64_t>(
        std::count_if(broken.begin(), broken.end(), [&](const BrokenSession* each) {
          const std::vector<Shown>& reads = shown.at(client_of(*each->later));
          return std::any_of(reads.begin(), reads.end(), [&](const Shown& read) {
            return comes_before(*read.read, *each->later) &&
                   std::any_of(read.effects.begin(), read.effects.end(), [&](EffectIndex effect) {
                     return arrivals.held_from(effect, each->look.life) >= each->look.before;
                   });
          });
        }));
  }

  [[nodiscard]] std::map<std::uint32_t, std::vector<Shown>> shown_to(
      const std::set<std::uint32_t>& clients, KeyIndex key, const KeyArrivals& arrivals) const {
    std::map<std::size_t, std::vector<const SessionEvent*>> by_life;
    for (const std::uint32_t client : clients)
      for (const SessionEvent& event : sessions_.by_client[client])
        if (event.key == key && event.effect == kNever)
          by_life[lives_.at(event.replica, event.position)].push_back(&event);
    std::map<std::uint32_t, std::vector<Shown>> shown;
    for (auto& [life, reads] : by_life) {
      std::sort(reads.begin(), reads.end(), [](const SessionEvent* a, const SessionEvent* b) {
        return a->position < b->position;
      });
      std::vector<Position> positions;
      for (const SessionEvent* read : reads) positions.push_back(read->position);
      std::vector<std::vector<EffectIndex>> effects = arrivals.shown_at(life, positions);
      for (std::size_t i = 0; i < reads.size(); ++i)
        shown[client_of(*reads[i])].push_back({reads[i], std::move(effects[i])});
    }
    return shown;
  }

  [[nodiscard]] std::uint32_t client_of(const SessionEvent& event) const {
    return history_.operation(event.operation).client;
  }
  [[nodiscard]] bool comes_before(const SessionEvent& a, const SessionEvent& b) const {
    return history_.operation(a.operation).returned <= history_.operation(b.operation).invoked;
  }

  const History& history_;
  const ReplicaLives& lives_;
  const Sessions& sessions_;
};

}  // namespace

std::uint64_t count_shown_before(const History& history, const ReplicaLives& lives,
                                 const Sessions& sessions,
                                 const std::vector<BrokenSession>& broken) {
  return ShownBefore(history, lives, sessions).count(broken);
}

}  // namespace faultline::sim
