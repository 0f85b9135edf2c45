#include "sim/checkers/session_walk.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "engine/base/planted.h"
#include "sim/checkers/claimed_order.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;

// What is demanded of one life of a replica, and the operation since which it is.
struct Claim {
  Demand demand;
  const SessionEvent* since = nullptr;
};

void join_claims(std::vector<Claim>& claims, const SessionEvent& event) {
  if (claims.size() < event.demands.size()) claims.resize(event.demands.size());
  for (std::size_t target = 0; target < event.demands.size(); ++target) {
    Claim& claim = claims[target];
    if (event.demands[target].from > claim.demand.from) claim.since = &event;
    claim.demand.join(event.demands[target]);
  }
}

class SessionCourse {
 public:
  SessionCourse(const History& history, const ReplicaLives& lives, Doing later, SessionWalk& walk)
      : history_(history), lives_(lives), later_(later), walk_(walk) {}

  void follow(const std::vector<SessionEvent>& events) {
    std::vector<std::tuple<engine::Instant, bool, std::size_t>> course;  // answers come first
    for (std::size_t i = 0; i < events.size(); ++i) {
      const OperationEntry& operation = history_.operation(events[i].operation);
      course.emplace_back(operation.invoked, true, i);
      if (!events[i].demands.empty()) course.emplace_back(*operation.returned, false, i);
    }
    std::sort(course.begin(), course.end());
    for (const auto& [at, asks, i] : course) asks ? look(events[i]) : take_in(events[i]);
  }

 private:
  // What the session did before on one key.
  struct Before {
    std::vector<Claim> claims;  // by target of the key
    std::vector<const SessionEvent*> events;
    const SessionEvent* with_latest = nullptr;  // of its demands, the latest by stamp
  };

  // A read that found nothing demands nothing.
  void take_in(const SessionEvent& event) {
    if (!event.demanding) return;
    Before& before = before_[event.key];
    join_claims(before.claims, event);
    keep(event, before.events);
    if (event.latest != kNever &&
        (before.with_latest == nullptr ||
         wins_by_stamp(effect(event.latest), effect(before.with_latest->latest))))
      before.with_latest = &event;
    // Every key has the same targets then: all lives.
    if (later_ == Doing::kWrites) join_claims(on_all_keys_, event);
  }

  // A read has seen all that an earlier one in the same life of its replica saw.
  void keep(const SessionEvent& event, std::vector<const SessionEvent*>& events) const {
    const auto life = [&](const SessionEvent& each) {
      return lives_.at(each.replica, each.position);
    };
    if (event.effect == kNever)
      std::erase_if(events, [&](const SessionEvent* each) { return life(*each) == life(event); });
    events.push_back(&event);
  }

  void look(const SessionEvent& event) {
    if (event.looks.empty()) return;  // it counts as the earlier one only
    const auto found = before_.find(event.key);
    const Before* same_key = found == before_.end() ? nullptr : &found->second;
    for (const Look& look : event.looks) {
      if (same_key == nullptr && on_all_keys_.empty()) continue;
      ++walk_.looks;
      if (same_key != nullptr && misses(same_key->claims[look.target], look))
        add_missing(same_key->claims[look.target], event, look);
      else if (look.first && !on_all_keys_.empty())
        look_at_other_keys(on_all_keys_[look.target], event, look);
    }
    if (same_key != nullptr && later_ == Doing::kWrites) look_at_order(*same_key, event);
  }

  static bool misses(const Claim& claim, const Look& look) {
    const Position fresh = engine::planted(engine::PlantedBug::kFreshArrivalsMissed) ? 50 : 0;
    return claim.since != nullptr &&
           claim.demand.from >= look.before - std::min(fresh, look.before);
  }

  // The keys of a replica may be several processes', which crash and come back one after the other,
  // and while one is down nobody can look: so only writes that come for the first time are held to
  // other keys, and to what had never come.
  void look_at_other_keys(const Claim& claim, const SessionEvent& event, const Look& look) {
    const LocalReplica replica = lives_.all()[look.life].replica;
    if (misses(claim, look) && !had(replica, claim, look))
      walk_.broken.push_back(
          {Breach::kAnotherKey, claim.since, &event, claim.demand.effect, replica, look});
  }

  void add_missing(const Claim& claim, const SessionEvent& event, const Look& look) {
    const LocalReplica replica = lives_.all()[look.life].replica;
    const EffectEntry& missing = effect(claim.demand.effect);
    Breach breach = Breach::kMissing;
    if (had(replica, claim, look))
      breach = Breach::kLost;
    else if (claim.since->replica == event.replica && had(missing.home, claim, look) &&
             !missing.holdings[missing.home].held_at(look.before))
      breach = Breach::kLostAtHome;
    walk_.broken.push_back({breach, claim.since, &event, claim.demand.effect, replica, look});
  }

  // Once before; it may have lost it since.
  [[nodiscard]] bool had(LocalReplica replica, const Claim& claim, const Look& look) const {
    const auto held = effect(claim.demand.effect).holdings[replica].intervals();
    return !held.empty() && held.front().from < look.before;
  }

  void look_at_order(const Before& before, const SessionEvent& event) {
    std::optional<BrokenSession> wrong;
    switch (history_.deployment().arbitration) {
      case Arbitration::kLastWriteWins:
        wrong = placed_after_at_all(*before.with_latest, before.with_latest->latest, event);
        break;
      case Arbitration::kConflictFree:
        // What its home had seen comes before it, whatever the stamps say.
        if (competes_by_stamp(*effect(event.effect).change) && has_later_stamp(before, event) &&
            !saw_all(before, event))
          wrong = find_placed_after(before, event);
        break;
      case Arbitration::kArrivalOrder:
        if (has_later_stamp(before, event) || overtaken(before, event))
          wrong = find_placed_after(before, event);
        break;
    }
    if (wrong) walk_.broken.push_back(*wrong);
  }

  [[nodiscard]] bool has_later_stamp(const Before& before, const SessionEvent& event) const {
    return before.with_latest != nullptr &&
           wins_by_stamp(effect(before.with_latest->latest), effect(event.effect));
  }
  [[nodiscard]] bool saw_all(const Before& before, const SessionEvent& event) const {
    if (event.position == kNever) return true;
    return before.claims[lives_.at(event.replica, event.position)].demand.from < event.position;
  }
  // Whether something earlier ran after it somewhere, and one of the two takes something away.
  [[nodiscard]] bool overtaken(const Before& before, const SessionEvent& event) const {
    const bool takes = engine::takes_seen(*effect(event.effect).change);
    return std::any_of(event.looks.begin(), event.looks.end(), [&](const Look& look) {
      const LocalReplica replica = lives_.all()[look.life].replica;
      const Demand& demand = before.claims[look.target].demand;
      return (takes ? demand.last_run : demand.last_taker) >
             effect(event.effect).holdings[replica].intervals().back().from;
    });
  }

  [[nodiscard]] std::optional<BrokenSession> find_placed_after(const Before& before,
                                                               const SessionEvent& event) const {
    for (const SessionEvent* earlier : before.events)
      for (const EffectIndex each : earlier->effect != kNever
                                        ? history_.operation(earlier->operation).effects
                                        : history_.keys()[earlier->key].effects)
        if (demands(*earlier, each))
          if (const auto wrong = placed_after_at_all(*earlier, each, event)) return wrong;
    return std::nullopt;
  }
  [[nodiscard]] bool demands(const SessionEvent& earlier, EffectIndex each) const {
    return each != kNever && effect(each).key == earlier.key && KeyArrivals::counts(effect(each)) &&
           (earlier.effect != kNever ||
            effect(each).holdings[earlier.replica].held_at(earlier.position));
  }
  // At some replica that has both.
  [[nodiscard]] std::optional<BrokenSession> placed_after_at_all(const SessionEvent& earlier,
                                                                 EffectIndex each,
                                                                 const SessionEvent& event) const {
    const std::vector<Holding>& first = effect(each).holdings;
    const std::vector<Holding>& second = effect(event.effect).holdings;
    for (LocalReplica r = 0; r < first.size(); ++r)
      if (first[r].ever() && second[r].ever() && placed_after(history_, each, event.effect, r))
        return BrokenSession{Breach::kOrder, &earlier, &event, each, r, {}};
    return std::nullopt;
  }

  [[nodiscard]] const EffectEntry& effect(EffectIndex index) const {
    return history_.effects()[index];
  }

  const History& history_;
  const ReplicaLives& lives_;
  Doing later_;
  SessionWalk& walk_;
  std::map<KeyIndex, Before> before_;
  // By life; only where writes are the later ones.
  std::vector<Claim> on_all_keys_;
};

}  // namespace

SessionWalk walk_sessions(const History& history, const ReplicaLives& lives,
                          const Sessions& sessions, Doing later) {
  SessionWalk walk;
  for (const std::vector<SessionEvent>& events : sessions.by_client)
    SessionCourse(history, lives, later, walk).follow(events);
  return walk;
}

}  // namespace faultline::sim
