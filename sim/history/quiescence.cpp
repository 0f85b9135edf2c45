#include "sim/history/quiescence.h"

#include <algorithm>

#include "engine/datatypes/plain_keyspace.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

using engine::HostId;

// The core replica that holds the effect: its home if that does, else the first.
std::optional<LocalReplica> holder_of(const History& history, const EffectEntry& effect,
                                      const KeyEntry& key) {
  std::optional<LocalReplica> holder;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    if (!effect.holdings[r].held() || !history.in_core(key, r)) continue;
    if (!holder || r == effect.home) holder = r;
  }
  return holder;
}

// Effects that some core replica holds and another core replica of the key never got, by the pair.
void name_missing(const History& history, EngineResult& result) {
  struct Missing {
    std::uint64_t count = 0;
    engine::Instant since{};
  };
  std::map<std::pair<engine::ProcessId, engine::ProcessId>, Missing> missing;
  for (const EffectEntry& effect : history.effects()) {
    const KeyEntry& key = history.keys()[effect.key];
    const auto holder = holder_of(history, effect, key);
    if (!history.travels(effect) || !holder) continue;
    for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
      if (effect.holdings[r].held() || !history.in_core(key, r)) continue;
      Missing& pair = missing[{key.replicas[*holder], key.replicas[r]}];
      if (pair.count++ == 0) pair.since = effect.holdings[*holder].first_at();
    }
  }
  for (const auto& [pair, what] : missing)
    result.stuck.push_back(
        {counted(what.count, "effect") + " never arrived",
         history.place(pair.first).name + " -> " + history.place(pair.second).name,
         engine::nanoseconds_of(what.since)});
}

}  // namespace

std::set<HostId> core_hosts(std::size_t machines,
                            const std::function<bool(HostId, HostId)>& separated) {
  std::vector<bool> placed(machines, false);
  std::set<HostId> best;
  for (std::uint32_t first = 0; first < machines; ++first) {
    if (placed[first]) continue;
    std::set<HostId> group;
    for (std::uint32_t number = first; number < machines; ++number) {
      const HostId other(number);
      const auto cut_off = [&](HostId member) {
        return separated(member, other) || separated(other, member);
      };
      if (placed[number] || std::any_of(group.begin(), group.end(), cut_off)) continue;
      placed[number] = true;
      group.insert(other);
    }
    if (group.size() > best.size()) best = std::move(group);
  }
  return best;
}

namespace {

// To a client; deadlines, which each replica keeps by its own clock, aside.
bool show_the_same(const FinalContents& one, const FinalContents& other) {
  return one.content == other.content || engine::digest_but_for_deadlines(one.content.get()) ==
                                             engine::digest_but_for_deadlines(other.content.get());
}

}  // namespace

bool core_differs(const History& history, const KeyEntry& key) {
  std::optional<LocalReplica> first;
  const bool by_arrival = history.deployment().arbitration == engine::Arbitration::kArrivalOrder;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    if (!history.in_core(key, r)) continue;
    if (!first) {
      first = r;
      continue;
    }
    // Where each replica keeps deadlines by its own clock, digests leave them out, and what is
    // shown decides: a key that one replica has deleted after its deadline, and the other only
    // hides, is gone at both; one whose deadline has passed at one replica only is not.
    const FinalContents* here = by_arrival ? key.contents_at(*first) : nullptr;
    const FinalContents* there = by_arrival ? key.contents_at(r) : nullptr;
    const bool same = here != nullptr && there != nullptr ? show_the_same(*here, *there)
                                                          : key.digests[r] == key.digests[*first];
    if (!same) return true;
  }
  return false;
}

void conclude_quiescence(const History& history, engine::Instant heal, EngineResult& result) {
  if (!history.anybody_left()) return;  // nothing was written, or nobody is left to converge
  std::uint64_t differing = 0;
  for (const KeyEntry& key : history.keys()) differing += core_differs(history, key) ? 1 : 0;
  result.differing_keys = differing;
  result.divergence_area_key_ns = history.differing_keys().area();
  name_missing(history, result);
  result.converged = differing == 0;
  if (*result.converged)
    result.converged_after_heal_ns =
        std::max<std::int64_t>(0, (history.differing_keys().last_ended() - heal).count());
  if (*result.converged && result.stuck.empty()) return;
  for (const std::string& waiting : history.waiting()) {
    const auto colon = waiting.find(": ");
    result.stuck.push_back({waiting.substr(colon + 2), waiting.substr(0, colon), std::nullopt});
  }
}

}  // namespace faultline::sim
