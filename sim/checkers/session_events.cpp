#include "sim/checkers/session_events.h"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/checkers/claimed_order.h"

namespace faultline::sim {
namespace {

namespace observation = engine::observation;

bool was_answered(const History& history, OperationIndex operation) {
  const OperationEntry& entry = history.operation(operation);
  return entry.returned && entry.outcome == engine::output::Outcome::kOk;
}

// The events of one key, of all clients.
class KeyEvents {
 public:
  KeyEvents(const History& history, const ReplicaLives& lives, KeyIndex key,
            std::vector<std::size_t> targets, Sessions& sessions)
      : history_(history),
        lives_(lives),
        key_(key),
        arrivals_(history, lives, history.keys()[key], std::move(targets)),
        sessions_(sessions) {}

  void add_writes(bool as_earlier, bool as_later) {
    std::map<OperationIndex, std::vector<EffectIndex>> writes;
    for (const EffectIndex effect : history_.keys()[key_].effects) {
      const EffectEntry& entry = history_.effects()[effect];
      if (KeyArrivals::counts(entry) && was_answered(history_, entry.operation))
        writes[entry.operation].push_back(effect);
    }
    for (const auto& [operation, effects] : writes) {
      const EffectEntry& first = history_.effects()[effects.front()];
      SessionEvent event{operation, key_, first.home, first.executed_at, effects.front()};
      if (as_earlier) {
        event.demands.resize(arrivals_.targets().size());
        for (const EffectIndex effect : effects) add_demand(effect, event);
      }
      if (as_later) look_at_arrivals(event);
      add(std::move(event));
    }
  }

  // `reads`: of this key.
  void add_reads(std::vector<KeyRead> reads, bool as_earlier, bool as_later) {
    std::sort(reads.begin(), reads.end(),
              [](const KeyRead& a, const KeyRead& b) { return a.position < b.position; });
    for (std::size_t target = 0; target < arrivals_.targets().size(); ++target) {
      const std::size_t life = arrivals_.targets()[target];
      SessionEvent seen;  // what replicas that show this much have made known
      seen.demands.resize(as_earlier ? arrivals_.targets().size() : 0);
      auto next = arrivals_.log(target).begin();
      for (const KeyRead& read : reads) {
        if (lives_.at(read.replica, read.position) != life) continue;
        if (as_earlier)
          for (;
               next != arrivals_.log(target).end() && arrivals_.came(*next, target) < read.position;
               ++next)
            if (KeyArrivals::counts(history_.effects()[*next])) add_demand(*next, seen);
        SessionEvent event{read.operation, key_, read.replica, read.position};
        event.demands = seen.demands;
        event.demanding = seen.demanding;
        event.latest = seen.latest;
        if (as_later) event.looks.push_back({life, target, read.position});
        add(std::move(event));
      }
    }
  }

 private:
  void add_demand(EffectIndex effect, SessionEvent& to) const {
    arrivals_.demand(effect, to.demands);
    to.demanding = true;
    const EffectEntry& entry = history_.effects()[effect];
    if (history_.deployment().arbitration == engine::Arbitration::kConflictFree &&
        !competes_by_stamp(*entry.change))
      return;
    if (to.latest == kNever || wins_by_stamp(entry, history_.effects()[to.latest]))
      to.latest = effect;
  }
  void look_at_arrivals(SessionEvent& event) const {
    for (std::size_t target = 0; target < arrivals_.targets().size(); ++target) {
      const std::size_t life = arrivals_.targets()[target];
      const Position came = arrivals_.came(event.effect, target);
      if (came == kNever) continue;
      const Holding& held = history_.effects()[event.effect].holdings[lives_.all()[life].replica];
      const bool first = held.intervals.front().from >= lives_.all()[life].begin;
      event.looks.push_back({life, target, came + 1, first});
    }
  }
  void add(SessionEvent event) {
    const std::uint32_t client = history_.operation(event.operation).client;
    sessions_.by_client[client].push_back(std::move(event));
  }

  const History& history_;
  const ReplicaLives& lives_;
  KeyIndex key_;
  KeyArrivals arrivals_;
  Sessions& sessions_;
};

// Writes are looked at wherever they come, reads where they run.
std::vector<std::size_t> targets_of(const ReplicaLives& lives, const std::vector<KeyRead>& reads,
                                    Doing later) {
  std::set<std::size_t> targets;
  if (later == Doing::kWrites)
    for (std::size_t life = 0; life < lives.all().size(); ++life) targets.insert(life);
  else
    for (const KeyRead& read : reads) targets.insert(lives.at(read.replica, read.position));
  return {targets.begin(), targets.end()};
}

}  // namespace

bool answers_what_it_found(const OperationEntry& operation, const engine::Reply& reply) {
  if (operation.kind == nullptr || reply.is_error()) return false;
  return operation.kind->access == engine::Access::kRead ||
         !(std::holds_alternative<engine::Status>(reply.value) ||
           std::holds_alternative<std::int64_t>(reply.value));
}

void KeyReads::observe(const History::Where& where, const engine::Observation& what,
                       const History& history) {
  const auto* executed = std::get_if<observation::Executed>(&what);
  if (executed == nullptr) return;
  const OperationIndex index = history.load().arrival_of(executed->operation);
  const OperationEntry& operation = history.operation(index);
  if (!answers_what_it_found(operation, executed->reply)) return;
  const engine::Arguments& command =
      executed->command.empty() ? operation.command : executed->command;
  for (const engine::Bytes& name : engine::keys_of(*operation.kind, command)) {
    const KeyEntry* key = history.find_key(name);
    const auto local = key == nullptr ? std::nullopt : key->served_by(where.process);
    if (!local) continue;  // nothing was written yet, or it is not this process's key
    const auto key_index = static_cast<KeyIndex>(key - history.keys().data());
    runs_.push_back({{index, key_index, *local, history.position()}, where.process});
  }
}

std::vector<std::vector<KeyRead>> KeyReads::answered(const History& history) const {
  std::map<std::pair<OperationIndex, KeyIndex>, std::vector<const Run*>> by_name;
  for (const Run& run : runs_) {
    const OperationEntry& operation = history.operation(run.read.operation);
    const std::vector<engine::ProcessId>& homes = operation.homes;
    const auto is_home = [&](engine::ProcessId home) {
      return history.copy_of(home) == history.copy_of(run.process);
    };
    if (was_answered(history, run.read.operation) &&
        answers_what_it_found(operation, *operation.reply) &&
        std::any_of(homes.begin(), homes.end(), is_home))
      by_name[{run.read.operation, run.read.key}].push_back(&run);
  }
  std::vector<std::vector<KeyRead>> reads(history.keys().size());
  for (const auto& [name, runs] : by_name)
    if (runs.front()->read.position == runs.back()->read.position)
      reads[name.second].push_back(runs.front()->read);
  return reads;
}

Sessions sessions_of(const History& history, const ReplicaLives& lives,
                     const std::vector<std::vector<KeyRead>>& reads, Doing earlier, Doing later) {
  Sessions sessions;
  sessions.by_client.resize(history.load().clients.size());
  for (KeyIndex key = 0; key < history.keys().size(); ++key) {
    if (history.keys()[key].ran_again) {
      sessions.left_out += reads[key].size() + history.keys()[key].effects.size();
      continue;
    }
    KeyEvents events(history, lives, key, targets_of(lives, reads[key], later), sessions);
    if (earlier == Doing::kWrites || later == Doing::kWrites)
      events.add_writes(earlier == Doing::kWrites, later == Doing::kWrites);
    if (earlier == Doing::kReads || later == Doing::kReads)
      events.add_reads(reads[key], earlier == Doing::kReads, later == Doing::kReads);
  }
  return sessions;
}

}  // namespace faultline::sim
