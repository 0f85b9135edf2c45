// The harness's own record of a run: operations as clients saw them, and for every effect at which
// replica it was held from when to when. It comes from observations alone, never from an engine's
// own clocks, so that a bug in an engine's metadata is visible.
//
// Positions number what a run observes, over all replicas. seen(u, v) is one comparison: u was held
// at v's home when v ran there.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/commands/command.h"
#include "engine/ports/deployment.h"
#include "sim/load.h"
#include "sim/run_result.h"

namespace faultline::sim {

using OperationIndex = std::uint32_t;
using EffectIndex = std::uint32_t;
using KeyIndex = std::uint32_t;
using LocalReplica = std::uint32_t;  // position in KeyRecord::replicas
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
  engine::Instant invoked{};
  std::optional<engine::Instant> returned;
  engine::output::Outcome outcome = engine::output::Outcome::kIndeterminate;
  std::optional<engine::Reply> reply;
  const engine::CommandKind* kind = nullptr;  // null: no such command
  std::vector<engine::Unit> units;
  std::vector<EffectIndex> effects;  // by unit; kNever: never ran anywhere
  std::vector<Execution> executions;
  std::vector<engine::ProcessId> homes;
};

// Where and when one replica held an effect: [from, to), and how often it was applied.
struct Holding {
  struct Interval {
    Position from = kNever;
    Position to = kNever;
  };
  std::vector<Interval> intervals;
  engine::Instant first_at{};
  std::uint32_t duplicates = 0;  // times it was applied again while it was held
  bool changed = false;          // it made a difference here
  bool replaced = false;         // lost to an older state that the replica took over
  [[nodiscard]] bool ever() const { return !intervals.empty(); }
  [[nodiscard]] bool held() const { return !intervals.empty() && intervals.back().to == kNever; }
  [[nodiscard]] bool held_at(Position position) const;
};

struct EffectEntry {
  OperationIndex operation = 0;
  std::uint32_t unit = 0;
  KeyIndex key = 0;
  std::optional<engine::Change> change;  // as at its home; none: it changed nothing anywhere
  bool changed = false;                  // at its home
  engine::WallTime stamp{};
  engine::MemberId member;
  LocalReplica home = 0;
  Position executed_at = kNever;  // when its operation ran at its home
  std::vector<Holding> holdings;  // by local replica
  bool misplaced = false;         // also ran where a replica does not own its key
  [[nodiscard]] bool implied() const { return unit == engine::kImpliedUnit; }
};

struct KeyEntry {
  engine::Bytes name;
  std::vector<engine::ProcessId> replicas;
  std::vector<EffectIndex> effects;
  std::vector<engine::Hash128> digests;       // by local replica, what the engine says
  std::vector<engine::Hash128> applied_sets;  // sum of the hashes of the held effects
  bool differs = false;                       // digests are not all equal
  std::uint32_t revisions = 0;  // times that an effect listed before was lost or got its change
  [[nodiscard]] std::optional<LocalReplica> local(engine::ProcessId process) const;
};

// What a replica answered when the harness asked for a key at the end.
struct FinalContents {
  std::optional<engine::PlainValue> value;
  engine::WallTime wall{};  // the replica's clock then
};

// Where a process lives, for names and data centers in reports.
struct ProcessPlace {
  std::string name;
  engine::DatacenterId datacenter;
};

class History {
 public:
  // `places`: by process; `datacenters`: names by id.
  History(const Load& load, const engine::Deployment& deployment, std::vector<ProcessPlace> places,
          std::vector<std::string> datacenters);

  void invoked(OperationIndex operation, engine::Instant now);
  void responded(const engine::output::Respond& respond, engine::Instant now);
  void crashed(engine::ProcessId replica, engine::Instant now);
  void restarted(engine::ProcessId replica, engine::Instant now);
  struct Where {
    engine::ProcessId process;
    engine::Instant now;
    engine::WallTime wall;
    engine::Duration clock_offset;
  };
  void observed(const Where& where, const engine::Observation& observation);
  // The run ends early: what nobody had asked by then is no operation of it. Before close().
  void interrupted(engine::Instant now);
  // Effects are final and homes known; call once, before anything is concluded.
  void close(engine::Instant now);

  [[nodiscard]] const Load& load() const { return load_; }
  [[nodiscard]] const engine::Deployment& deployment() const { return deployment_; }
  [[nodiscard]] const std::vector<OperationEntry>& operations() const { return operations_; }
  [[nodiscard]] const std::vector<EffectEntry>& effects() const { return effects_; }
  [[nodiscard]] const std::vector<KeyEntry>& keys() const { return keys_; }
  [[nodiscard]] const KeyEntry* find_key(const engine::Bytes& name) const;
  [[nodiscard]] const ProcessPlace& place(engine::ProcessId process) const {
    return places_.at(process.value());
  }
  [[nodiscard]] const std::string& datacenter_name(engine::DatacenterId datacenter) const {
    return datacenters_.at(datacenter.value());
  }
  // Null: nobody asked that replica.
  [[nodiscard]] const FinalContents* contents(engine::ProcessId replica,
                                              const engine::Bytes& key) const;
  [[nodiscard]] const std::vector<std::string>& waiting() const { return waiting_; }
  [[nodiscard]] Position position() const { return position_; }
  [[nodiscard]] const std::map<std::string, std::uint64_t>& marks() const { return marks_; }

  // Whether other replicas ever get the effect.
  [[nodiscard]] bool travels(const EffectEntry& effect) const;
  // u was held at v's home before v ran.
  [[nodiscard]] bool seen(EffectIndex u, EffectIndex v) const;
  // v knew of u: seen, or u comes earlier in v's session.
  [[nodiscard]] bool saw(EffectIndex v, EffectIndex u) const;

  // Divergence over time: how many keys differ between their replicas.
  [[nodiscard]] std::uint64_t differing() const { return differing_; }
  [[nodiscard]] std::int64_t divergence_area() const { return divergence_area_; }
  [[nodiscard]] engine::Instant last_difference_ended() const { return difference_ended_; }
  [[nodiscard]] const std::vector<DivergencePoint>& divergence() const { return divergence_; }
  // The most that all replicas together kept besides values at any time; none: nobody told.
  [[nodiscard]] std::optional<std::uint64_t> metadata_peak() const { return metadata_peak_; }
  // Names the replicas that count as the core when the run ends; set before close().
  void set_core(std::function<bool(engine::ProcessId)> in_core) { in_core_ = std::move(in_core); }
  // Some replica of some key is in the core.
  [[nodiscard]] bool anybody_left() const;
  [[nodiscard]] bool in_core(engine::ProcessId process) const { return in_core_(process); }
  // It went down and has not come back.
  [[nodiscard]] bool dead(engine::ProcessId process) const { return dead_.contains(process); }

 private:
  struct Snapshot {
    std::uint16_t slot = 0;
    std::vector<EffectIndex> effects;
  };
  void executed(const Where& where, const engine::observation::Executed& executed);
  void applied(const Where& where, const engine::observation::Applied& applied);
  void digested(const Where& where, const engine::observation::Digest& digest);
  void adopted(const Where& where, const engine::observation::SnapshotAdopted& adopted);
  void take_snapshot(const Where& where, const engine::observation::SnapshotTaken& taken);
  void forget_all_but(const Snapshot& snapshot, engine::ProcessId replica);
  KeyIndex key_of(const engine::Bytes& name);
  EffectIndex effect_of(const Where& where, const engine::observation::Applied& applied);
  void hold(EffectIndex effect, LocalReplica at, engine::Instant now);
  void drop(EffectIndex effect, LocalReplica at);
  void set_home(EffectIndex effect);
  void count_metadata(engine::ProcessId replica, std::uint64_t bytes);
  void count_difference(KeyEntry& key, engine::Instant now);
  void advance(engine::Instant now);

  const Load& load_;
  const engine::Deployment& deployment_;
  std::vector<ProcessPlace> places_;
  std::vector<std::string> datacenters_;
  std::map<std::pair<engine::ProcessId, engine::Bytes>, FinalContents> contents_;
  std::vector<std::string> waiting_;  // "us-east/a/0/syncer: pull from eu-west …"
  std::vector<OperationEntry> operations_;
  std::vector<EffectEntry> effects_;
  std::vector<KeyEntry> keys_;
  std::map<engine::Bytes, KeyIndex> key_indexes_;
  std::map<std::pair<OperationIndex, engine::Bytes>, EffectIndex> implied_;
  std::map<engine::SnapshotId, Snapshot> snapshots_;
  std::map<std::string, std::uint64_t> marks_;
  std::function<bool(engine::ProcessId)> in_core_ = [](engine::ProcessId) { return true; };
  std::set<engine::ProcessId> dead_;  // they differ from nobody
  Position position_ = 0;
  std::map<engine::ProcessId, std::uint64_t> metadata_;  // now, in bytes
  std::uint64_t metadata_total_ = 0;
  std::optional<std::uint64_t> metadata_peak_;
  std::uint64_t differing_ = 0;
  std::int64_t divergence_area_ = 0;
  engine::Instant divergence_since_{};
  engine::Instant difference_ended_{};
  std::vector<DivergencePoint> divergence_;
};

// What one effect of the run adds to the hash of a set of effects.
[[nodiscard]] engine::Hash128 effect_hash(OperationIndex operation, std::uint32_t unit);

}  // namespace faultline::sim
