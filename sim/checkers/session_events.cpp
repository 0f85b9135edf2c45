#include "sim/checkers/session_events.h"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/checkers/claimed_order.h"
#include "sim/checkers/session_record.h"

namespace faultline::sim {
namespace {

namespace observation = engine::observation;

bool was_answered(const History& history, OperationIndex operation) {
  const OperationEntry& entry = history.operation(operation);
  return entry.returned && entry.outcome == engine::output::Outcome::kOk;
}

bool is_acknowledged(const History& history, EffectIndex effect) {
  const EffectEntry& entry = history.effects()[effect];
  return KeyArrivals::counts(entry) && was_answered(history, entry.operation);
}

std::uint32_t client_of(const History& history, EffectIndex effect) {
  return history.operation(history.effects()[effect].operation).client;
}

// The events of one key.
class KeyEvents {
 public:
  KeyEvents(const History& history, const ReplicaLives& lives, KeyIndex key,
            const KeyArrivals& arrivals, Sessions& sessions)
      : history_(history), lives_(lives), key_(key), arrivals_(arrivals), sessions_(sessions) {}

  // `of`: of these clients; null: of all.
  void add_writes(bool as_earlier, bool as_later, const std::set<std::uint32_t>* of) {
    std::vector<std::pair<OperationIndex, EffectIndex>> writes;
    for (const EffectIndex effect : history_.keys()[key_].effects)
      if (is_acknowledged(history_, effect) &&
          (of == nullptr || of->contains(client_of(history_, effect))))
        writes.emplace_back(history_.effects()[effect].operation, effect);
    std::sort(writes.begin(), writes.end());
    for (auto next = writes.begin(); next != writes.end();) {
      const auto [operation, effect] = *next;
      const EffectEntry& first = history_.effects()[effect];
      SessionEvent event{operation, key_, first.home, first.executed_at, effect};
      if (as_earlier) event.demands.resize(arrivals_.targets().size());
      for (; next != writes.end() && next->first == operation; ++next)
        if (as_earlier) add_demand(next->second, event);
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
      const std::span<const KeyArrivals::Coming> log = arrivals_.log(target);
      auto next = log.begin();
      for (const KeyRead& read : reads) {
        if (lives_.at(read.replica, read.position) != life) continue;
        if (as_earlier)
          for (; next != log.end() && next->at < read.position; ++next)
            if (KeyArrivals::counts(history_.effects()[next->effect]))
              add_demand(next->effect, seen);
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
    const std::span<const KeyArrivals::Arrival> arrivals = arrivals_.of(event.effect);
    const std::vector<Holding>& holdings = history_.effects()[event.effect].holdings;
    event.looks.reserve(arrivals.size());
    for (std::size_t target = 0; target < arrivals.size(); ++target) {
      const std::size_t life = arrivals_.targets()[target];
      const Position came = arrivals[target].came;
      if (came == kNever) continue;
      const Holding& held = holdings[lives_.all()[life].replica];
      const bool first = held.intervals().front().from >= lives_.all()[life].begin;
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
  const KeyArrivals& arrivals_;
  Sessions& sessions_;
};

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
    const KeyIndex key_index = history.index_of(*key);
    runs_.push_back({{index, key_index, *local, history.position()}, where.process});
  }
}

std::vector<std::vector<KeyRead>> KeyReads::answered(const History& history) const {
  std::vector<KeyRead> answers;
  for (const Run& run : runs_) {
    const OperationEntry& operation = history.operation(run.read.operation);
    const std::vector<engine::ProcessId>& homes = operation.homes;
    const auto is_home = [&](engine::ProcessId home) {
      return history.copy_of(home) == history.copy_of(run.process);
    };
    if (was_answered(history, run.read.operation) &&
        answers_what_it_found(operation, *operation.reply) &&
        std::any_of(homes.begin(), homes.end(), is_home))
      answers.push_back(run.read);
  }
  std::stable_sort(answers.begin(), answers.end(), [](const KeyRead& a, const KeyRead& b) {
    return std::pair(a.operation, a.key) < std::pair(b.operation, b.key);
  });
  std::vector<std::vector<KeyRead>> reads(history.keys().size());
  for (auto first = answers.begin(); first != answers.end();) {
    const auto end = std::find_if(first, answers.end(), [&](const KeyRead& each) {
      return each.operation != first->operation || each.key != first->key;
    });
    if (first->position == std::prev(end)->position) reads[first->key].push_back(*first);
    first = end;
  }
  return reads;
}

namespace {

// Those that read the key after they may have done the earlier thing there.
std::set<std::uint32_t> readers_of(const History& history, KeyIndex key,
                                   const std::vector<KeyRead>& reads, Doing earlier) {
  std::set<std::uint32_t> before;
  std::set<std::uint32_t> readers;
  if (earlier == Doing::kWrites)
    for (const EffectIndex effect : history.keys()[key].effects)
      if (is_acknowledged(history, effect)) before.insert(client_of(history, effect));
  for (const KeyRead& read : reads) {
    const std::uint32_t client = history.operation(read.operation).client;
    if (before.contains(client)) readers.insert(client);
    if (earlier == Doing::kReads) before.insert(client);
  }
  return readers;
}

// Reads are looked at on their own key alone, so nobody else's count there.
void add_sessions_that_read(const History& history, const ReplicaLives& lives, KeyIndex key,
                            std::vector<KeyRead> reads, Doing earlier, Sessions& sessions) {
  const std::set<std::uint32_t> readers = readers_of(history, key, reads, earlier);
  if (readers.empty()) return;
  std::erase_if(reads, [&](const KeyRead& read) {
    return !readers.contains(history.operation(read.operation).client);
  });
  std::set<std::size_t> targets;
  for (const KeyRead& read : reads) targets.insert(lives.at(read.replica, read.position));
  const KeyArrivals arrivals(history, lives, history.keys()[key], {targets.begin(), targets.end()});
  KeyEvents events(history, lives, key, arrivals, sessions);
  if (earlier == Doing::kWrites) events.add_writes(true, false, &readers);
  events.add_reads(std::move(reads), earlier == Doing::kReads, true);
}

// Writes are looked at wherever they come.
void add_sessions_that_write(const History& history, SessionRecord& record, KeyIndex key,
                             Doing earlier, Sessions& sessions) {
  KeyEvents events(history, record.lives(history), key, record.arrivals(history, key), sessions);
  events.add_writes(earlier == Doing::kWrites, true, nullptr);
  if (earlier == Doing::kReads) events.add_reads(record.reads(history)[key], true, false);
}

}  // namespace

Sessions sessions_of(const History& history, SessionRecord& record, Doing earlier, Doing later) {
  const std::vector<std::vector<KeyRead>>& reads = record.reads(history);
  Sessions sessions;
  sessions.by_client.resize(history.load().clients.size());
  for (KeyIndex key = 0; key < history.keys().size(); ++key) {
    if (history.keys()[key].ran_again)
      sessions.left_out += reads[key].size() + history.keys()[key].effects.size();
    else if (later == Doing::kReads)
      add_sessions_that_read(history, record.lives(history), key, reads[key], earlier, sessions);
    else
      add_sessions_that_write(history, record, key, earlier, sessions);
  }
  return sessions;
}

}  // namespace faultline::sim
