#include "sim/history/read_staleness.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include "sim/history/measures.h"

namespace faultline::sim {
namespace {

using engine::Instant;

// Which of a row of things are marked: counts them, and finds the first that is not, in logarithmic
// time (Fenwick 1994).
class Marks {
 public:
  explicit Marks(std::size_t size) : marked_(size), sums_(size + 1) {}
  void set(std::size_t at, bool marked) {
    if (marked_[at] == marked) return;
    marked_[at] = marked;
    for (std::size_t i = at + 1; i < sums_.size(); i += i & (~i + 1)) sums_[i] += marked ? 1 : -1;
  }
  [[nodiscard]] bool operator[](std::size_t at) const { return marked_[at]; }
  // How many of the first `size` are.
  [[nodiscard]] std::size_t count(std::size_t size) const {
    std::int64_t sum = 0;
    for (std::size_t i = size; i > 0; i -= i & (~i + 1)) sum += sums_[i];
    return static_cast<std::size_t>(sum);
  }
  [[nodiscard]] std::size_t first_unmarked() const {
    std::size_t at = 0;
    for (std::size_t step = std::bit_floor(sums_.size()); step > 0; step /= 2)
      if (at + step < sums_.size() && sums_[at + step] == static_cast<std::int64_t>(step))
        at += step;
    return at;
  }

 private:
  std::vector<bool> marked_;
  std::vector<std::int64_t> sums_;
};

struct ReadThere {
  Position at = 0;
  OperationIndex operation = 0;
};

struct ReadSamples {
  std::vector<std::int64_t> updates;
  std::vector<std::int64_t> ages;
  std::uint64_t stale = 0;
  std::map<std::int64_t, ReadsByAge> by_age;
};
using ByDatacenter = std::map<std::string, ReadSamples>;

// From 0 to a millisecond, to two, to four …
std::int64_t age_from(std::int64_t ns) {
  const auto milliseconds = static_cast<std::uint64_t>(ns) / 1'000'000;
  return static_cast<std::int64_t>(std::bit_floor(milliseconds)) * 1'000'000;
}

// The acknowledged updates of one key, and the reads of one replica of it.
class KeyAtReplica {
 public:
  // `updates`: in the order of their answers.
  KeyAtReplica(const History& history, const std::vector<EffectIndex>& updates,
               LocalReplica replica)
      : history_(history), updates_(updates), held_(updates.size()) {
    for (std::size_t i = 0; i < updates.size(); ++i)
      for (const Holding::Interval& each :
           history.effects()[updates[i]].holdings[replica].intervals()) {
        changes_.push_back({each.from, i, true});
        if (each.to != kNever) changes_.push_back({each.to, i, false});
      }
    std::sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
      return std::tie(a.at, a.comes) < std::tie(b.at, b.comes);
    });
  }

  // In the order of their positions.
  void read(const ReadThere& read, ByDatacenter& datacenters) {
    for (; next_ < changes_.size() && changes_[next_].at < read.at; ++next_)
      held_.set(changes_[next_].update, changes_[next_].comes);
    const OperationEntry& operation = history_.operation(read.operation);
    const auto after = std::upper_bound(
        updates_.begin(), updates_.end(), operation.invoked,
        [&](Instant asked, EffectIndex update) { return asked < answered(update); });
    const auto acknowledged = static_cast<std::size_t>(after - updates_.begin());
    const LoadClient& client = history_.load().clients[operation.client];
    ReadSamples& samples = datacenters[history_.datacenter_name(client.datacenter)];
    const std::size_t unseen = acknowledged - held_.count(acknowledged);
    const auto age_of = [&](std::size_t update) {
      return (operation.invoked - answered(updates_[update])).count();
    };
    samples.updates.push_back(static_cast<std::int64_t>(unseen));
    samples.ages.push_back(unseen == 0 ? 0 : age_of(held_.first_unmarked()));
    samples.stale += unseen == 0 ? 0 : 1;
    if (acknowledged == 0) return;
    const std::int64_t from = age_from(age_of(acknowledged - 1));
    ReadsByAge& same_age = samples.by_age[from];
    same_age.from_ns = from;
    ++same_age.reads;
    same_age.stale += held_[acknowledged - 1] ? 0 : 1;
  }

 private:
  struct Change {
    Position at = 0;
    std::size_t update = 0;
    bool comes = false;
  };
  [[nodiscard]] Instant answered(EffectIndex update) const {
    return *history_.operation(history_.effects()[update].operation).returned;
  }

  const History& history_;
  const std::vector<EffectIndex>& updates_;
  Marks held_;
  std::vector<Change> changes_;
  std::size_t next_ = 0;
};

std::vector<EffectIndex> acknowledged_updates(const History& history, const KeyEntry& key) {
  std::vector<EffectIndex> updates;
  for (const EffectIndex index : key.effects) {
    const EffectEntry& effect = history.effects()[index];
    if (effect.change && !effect.implied() &&
        history.operation(effect.operation).outcome == engine::output::Outcome::kOk)
      updates.push_back(index);
  }
  std::stable_sort(updates.begin(), updates.end(), [&](EffectIndex a, EffectIndex b) {
    const auto answered = [&](EffectIndex each) {
      return *history.operation(history.effects()[each].operation).returned;
    };
    return answered(a) < answered(b);
  });
  return updates;
}

// Where the answer to a read of the key came from, and when it ran there.
std::optional<std::pair<LocalReplica, Position>> home_of_read(const History& history,
                                                              const OperationEntry& operation,
                                                              const KeyEntry& key) {
  for (const engine::ProcessId home : operation.homes) {
    const auto local = key.of_copy(history.copy_of(home));
    if (!local) continue;
    for (const Execution& execution : operation.executions)
      if (history.copy_of(execution.replica) == key.copies[*local])
        return std::pair(*local, execution.position);
  }
  return std::nullopt;
}

// By key and replica, in the order in which they ran.
using ReadsOfKeys = std::map<std::pair<KeyIndex, LocalReplica>, std::vector<ReadThere>>;

// Reads of keys that nobody ever wrote see all there is.
ReadsOfKeys reads_of_keys(const History& history, ByDatacenter& datacenters) {
  ReadsOfKeys reads;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    if (operation.kind == nullptr || operation.kind->access != engine::kRead ||
        operation.outcome != engine::output::Outcome::kOk)
      continue;
    for (const engine::Bytes& name : engine::keys_of(*operation.kind, operation.command)) {
      const KeyEntry* key = history.find_key(name);
      if (key == nullptr) {
        const LoadClient& client = history.load().clients[operation.client];
        ReadSamples& samples = datacenters[history.datacenter_name(client.datacenter)];
        samples.updates.push_back(0);
        samples.ages.push_back(0);
      } else if (const auto home = home_of_read(history, operation, *key)) {
        const KeyIndex key_index = history.index_of(*key);
        reads[{key_index, home->first}].push_back({home->second, index});
      }
    }
  }
  for (auto& [where, of_replica] : reads)
    std::sort(of_replica.begin(), of_replica.end(),
              [](const ReadThere& a, const ReadThere& b) { return a.at < b.at; });
  return reads;
}

}  // namespace

void measure_read_staleness(const History& history, EngineResult& result) {
  ByDatacenter datacenters;
  const ReadsOfKeys reads = reads_of_keys(history, datacenters);
  std::optional<KeyIndex> known;
  std::vector<EffectIndex> updates;
  for (const auto& [where, of_replica] : reads) {
    if (known != where.first) updates = acknowledged_updates(history, history.keys()[where.first]);
    known = where.first;
    KeyAtReplica at_replica(history, updates, where.second);
    for (const ReadThere& read : of_replica) at_replica.read(read, datacenters);
  }
  for (auto& [name, samples] : datacenters) {
    const std::uint64_t count = samples.updates.size();
    result.read_staleness[name] = {count, samples.stale, quantiles(std::move(samples.updates)),
                                   quantiles(std::move(samples.ages))};
    for (const auto& [from, row] : samples.by_age) result.reads_by_age[name].push_back(row);
  }
}

}  // namespace faultline::sim
