// What a history consists of: operations, effects and keys as plain values. Positions number what a
// run observes, over all replicas.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/commands/command.h"
#include "engine/ports/deployment.h"
#include "sim/run_result.h"

namespace faultline::sim {

using OperationIndex = std::uint32_t;
using EffectIndex = std::uint32_t;
using KeyIndex = std::uint32_t;
using LocalReplica = std::uint32_t;  // position in KeyEntry::replicas
using Position = std::uint32_t;
inline constexpr Position kNever = 0xffffffff;

// One run of a command, or of a part of it, at a replica.
struct Execution {
  engine::ProcessId replica;
  Position position = 0;
  engine::Instant at{};
  engine::WallTime wall{};
  engine::Duration clock_offset{};
};

struct OperationEntry {
  std::uint32_t client = 0;
  engine::output::Outcome outcome = engine::output::Outcome::kIndeterminate;
  engine::Instant invoked{};
  engine::Arguments command;
  std::optional<engine::Instant> returned;
  std::optional<engine::Reply> reply;
  const engine::CommandKind* kind = nullptr;  // null: no such command
  std::vector<engine::Unit> units;
  std::vector<EffectIndex> effects;  // by unit; kNever: never ran anywhere
  std::vector<Execution> executions;
  std::vector<engine::ProcessId> homes;
};

// Where one replica held an effect, and how often it was applied there. There are many, and nearly
// all are held once and for good: what few need lies elsewhere.
class Holding {
 public:
  struct Interval {  // [from, to)
    Position from = kNever;
    Position to = kNever;
    engine::Instant since{};
  };
  // What repairs of single elements took here later on its account.
  struct Part {
    Position at = 0;
    engine::Change change;
  };

  // When it was held, in order.
  [[nodiscard]] std::span<const Interval> intervals() const {
    if (uncommon_ && !uncommon_->intervals.empty()) return uncommon_->intervals;
    return {&only_, only_.from == kNever ? 0U : 1U};
  }
  // When it was lost, after an interval that has an end.
  [[nodiscard]] engine::Instant until(std::size_t interval) const {
    return uncommon_->ends[interval];
  }
  [[nodiscard]] bool ever() const { return only_.from != kNever; }
  [[nodiscard]] bool held() const { return ever() && intervals().back().to == kNever; }
  [[nodiscard]] bool held_at(Position position) const {
    const std::span<const Interval> all = intervals();
    return std::any_of(all.begin(), all.end(), [&](const Interval& interval) {
      return interval.from < position && position <= interval.to;
    });
  }
  // When it came there for the last time before that.
  [[nodiscard]] engine::Instant came_before(Position position) const;
  [[nodiscard]] engine::Instant first_at() const {  // 0 if never
    return ever() ? only_.since : engine::Instant{};
  }
  // When it ran the last time before that; 0: it had not.
  [[nodiscard]] Position last_run_before(Position position) const;
  // What it did here; null: the same as at its home. Text that was run anew may do another thing.
  [[nodiscard]] const engine::Change* own_change() const {
    return uncommon_ && uncommon_->own_change ? &*uncommon_->own_change : nullptr;
  }
  [[nodiscard]] std::span<const Part> parts() const {
    return uncommon_ ? std::span<const Part>(uncommon_->parts) : std::span<const Part>();
  }

  void begin(Position at, engine::Instant now);
  void end(Position at, engine::Instant now);
  void set_own_change(std::optional<engine::Change> change);
  void add_part(Position at, const engine::Change& change);

  std::uint32_t duplicates = 0;  // times it was applied again while it was held
  bool changed = false;          // it made a difference here
  bool replaced = false;         // lost to an older state that the replica took over
  bool repaired = false;         // a read repair wrote it

 private:
  struct Uncommon {
    std::vector<Interval> intervals;  // empty: the only one, and it has no end
    std::vector<engine::Instant> ends;
    std::optional<engine::Change> own_change;
    std::vector<Part> parts;
  };
  Uncommon& uncommon();

  Interval only_;  // or the first
  std::unique_ptr<Uncommon> uncommon_;
};

struct EffectEntry {
  OperationIndex operation = 0;
  std::uint32_t unit = 0;
  KeyIndex key = 0;
  LocalReplica home = 0;
  Position executed_at = kNever;  // when its operation ran at its home
  engine::MemberId member;
  engine::WallTime stamp{};
  std::optional<engine::Change> change;  // as at its home; none: it changed nothing anywhere
  std::vector<Holding> holdings;         // by local replica
  bool changed = false;                  // at its home
  bool misplaced = false;                // also ran where a replica does not own its key
  // No argument of the command names it.
  [[nodiscard]] bool implied() const { return unit == engine::kImpliedUnit || unasked(); }
  // A replica's own doing, apart from the operation on whose account it is: the key's deadline had
  // passed, later than the operation that had set it, or the replica was short of memory.
  [[nodiscard]] bool unasked() const { return unit == engine::kExpiryUnit || eviction(); }
  [[nodiscard]] bool eviction() const { return engine::is_eviction(unit); }
};

// What a replica answered when the harness asked for a key at the end.
struct FinalContents {
  std::shared_ptr<const engine::PlainKey> content;  // equal ones are one; null: no such key
  engine::WallTime wall{};                          // the replica's clock then
};

struct KeyEntry {
  engine::Bytes name;
  std::vector<engine::ProcessId> replicas;
  std::vector<std::uint32_t> copies;          // by local replica: Deployment::copy_of
  std::vector<engine::ProcessId> holders;     // by local replica: the process that serves it now
  std::vector<engine::Instant> held_since;    // by local replica
  std::vector<EffectIndex> effects;           // sorted
  std::vector<engine::Hash128> digests;       // by local replica, what the engine says
  std::vector<engine::Hash128> applied_sets;  // sum of the hashes of the held effects
  std::vector<std::optional<FinalContents>> contents;  // by local replica; none: nobody asked it
  bool differs = false;                                // digests are not all equal
  // A client's library sent an operation again that had run: two effects under one name, so that
  // the sets of held effects no longer tell states apart.
  bool ran_again = false;
  std::uint32_t revisions = 0;  // times that an effect listed before was lost or got its change
  // The replica that this process serves now.
  [[nodiscard]] std::optional<LocalReplica> served_by(engine::ProcessId process) const;
  [[nodiscard]] std::optional<LocalReplica> of_copy(std::uint32_t copy) const;
  // Where in `effects` it stands, or would.
  [[nodiscard]] std::size_t place_of(EffectIndex effect) const;
  // Null: nobody asked that replica.
  [[nodiscard]] const FinalContents* contents_at(LocalReplica replica) const {
    return contents[replica] ? &*contents[replica] : nullptr;
  }
};

// Where a process lives, for names and data centers in reports.
struct ProcessPlace {
  std::string name;
  engine::DatacenterId datacenter;
  engine::HostId host{};
};
struct HostPlace {
  std::string name;
  engine::DatacenterId datacenter;
};
// Each by id.
struct Places {
  std::vector<ProcessPlace> processes;
  std::vector<HostPlace> hosts;  // the machines; those of clients come after them
  std::vector<std::string> datacenters;
};

// What one effect of the run adds to the hash of a set of effects.
[[nodiscard]] engine::Hash128 effect_hash(OperationIndex operation, std::uint32_t unit);

}  // namespace faultline::sim
