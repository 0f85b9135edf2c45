#include "sim/checkers/claimed_order.h"

#include <variant>

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Change;

// Whether the later stamp stands where neither had seen the other; deadlines go by their length,
// sets of whole keys are joined.
bool stamps_decide(const Change& a, const Change& b) {
  if (std::holds_alternative<engine::string::Write>(a))
    return std::holds_alternative<engine::string::Write>(b);
  if (std::holds_alternative<engine::hash::Put>(a))
    return std::holds_alternative<engine::hash::Put>(b) && engine::takes_away(a, b);
  return std::holds_alternative<engine::sorted_set::Put>(a) &&
         std::holds_alternative<engine::sorted_set::Put>(b) && engine::takes_away(a, b);
}

// Their order makes a difference.
bool collide(const Change& a, const Change& b) {
  return engine::takes_away(a, b) || engine::takes_away(b, a);
}

bool ran_after(const History& history, const EffectEntry& u, const EffectEntry& v,
               LocalReplica replica) {
  if (!u.holdings[replica].changed || !collide(*u.change, *v.change)) return false;
  const engine::WallTime none{};
  if (history.deployment().stamps_commands && u.stamp != none && v.stamp != none &&
      u.stamp != v.stamp)
    return u.stamp > v.stamp;
  const auto runs = u.holdings[replica].intervals();
  const auto others = v.holdings[replica].intervals();
  // What was lost before is not there to be ordered.
  return !runs.empty() && !others.empty() && runs.back().from > others.back().from &&
         runs.back().from < others.back().to;
}

}  // namespace

bool competes_by_stamp(const Change& change) {
  return stamps_decide(change, change);
}

bool wins_by_stamp(const EffectEntry& a, const EffectEntry& b) {
  if (a.stamp != b.stamp) return a.stamp > b.stamp;
  if (a.member != b.member) return a.member < b.member;
  return a.executed_at > b.executed_at;
}

bool stands_in_for(const History& history, EffectIndex later, EffectIndex earlier) {
  const bool whole_key = history.deployment().arbitration == Arbitration::kLastWriteWins;
  return later != earlier &&
         (whole_key || engine::takes_away(*history.effects()[later].change,
                                          *history.effects()[earlier].change)) &&
         history.seen(earlier, later);
}

bool placed_after(const History& history, EffectIndex u, EffectIndex v, LocalReplica replica) {
  const EffectEntry& one = history.effects()[u];
  const EffectEntry& other = history.effects()[v];
  switch (history.deployment().arbitration) {
    case Arbitration::kLastWriteWins:
      return wins_by_stamp(one, other);
    case Arbitration::kConflictFree:
      return stamps_decide(*one.change, *other.change) && wins_by_stamp(one, other) &&
             !history.seen(u, v);
    case Arbitration::kArrivalOrder:
      return ran_after(history, one, other, replica);
  }
  return false;
}

bool hides(const History& history, EffectIndex v, EffectIndex u, LocalReplica replica) {
  const EffectEntry& hider = history.effects()[v];
  const EffectEntry& hidden = history.effects()[u];
  const auto takes = [&] { return engine::takes_away(*hider.change, *hidden.change); };
  switch (history.deployment().arbitration) {
    case Arbitration::kLastWriteWins:
      return wins_by_stamp(hider, hidden) && (!history.seen(u, v) || takes());
    case Arbitration::kConflictFree:
      return takes() && (history.seen(u, v) || placed_after(history, v, u, replica));
    case Arbitration::kArrivalOrder:
      return hider.holdings[replica].changed && takes();
  }
  return false;
}

}  // namespace faultline::sim
