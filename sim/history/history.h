// The harness's own record of a run: operations as clients saw them, and for every effect at which
// replica it was held from when to when. It comes from observations alone, never from an engine's
// own clocks, so that a bug in an engine's metadata is visible.
//
// seen(u, v) is one comparison: u was held at v's home when v ran there.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <typeindex>
#include <utility>
#include <vector>

#include "engine/base/dictionary.h"
#include "sim/faults/disturbance.h"
#include "sim/history/differing_keys.h"
#include "sim/history/entries.h"
#include "sim/history/pair_divergence.h"
#include "sim/load.h"

namespace faultline::sim {

// Something that a fault did to the world.
struct Disturbed {
  DisturbanceId id;
  Disturbance what;
  engine::Instant from{};
  std::optional<engine::Instant> to{};  // none: it lasts
};

// A process ended itself, as one does that meets a bug of its own.
struct Exit {
  engine::ProcessId process;
  engine::Instant at{};
};

class History {
 public:
  History(const Load& load, const engine::Deployment& deployment, Places places);

  void invoked(OperationIndex operation, const engine::Arguments& command, engine::Instant now);
  void responded(const engine::output::Respond& respond, engine::Instant now);
  void crashed(engine::ProcessId replica, engine::Instant now);
  void exited(engine::ProcessId process, engine::Instant now) {
    exits_.push_back({process, now});
    crashed(process, now);
  }
  void restarted(engine::ProcessId replica, engine::Instant now);
  // A fault did this to the world, and undid it.
  void disturbed(DisturbanceId id, const Disturbance& what, engine::Instant now);
  void undone(DisturbanceId id, engine::Instant now);
  struct Where {
    engine::ProcessId process;
    engine::Instant now;
    engine::WallTime wall;
    engine::Duration clock_offset;
    engine::Instant began{};  // the step that observed it; a slow one tells what it did only later
  };
  void observed(const Where& where, const engine::Observation& observation);
  // Effects are final and homes known; call once, before anything is concluded.
  void close(engine::Instant now);

  [[nodiscard]] const Load& load() const { return load_; }
  [[nodiscard]] const engine::Deployment& deployment() const { return deployment_; }
  // The arrivals that were asked, in the order in which they were. The others are no operations:
  // the run ended before, or the answer that they waited for led to something else.
  [[nodiscard]] const std::vector<OperationIndex>& issued() const { return issued_; }
  [[nodiscard]] const OperationEntry& operation(OperationIndex index) const {
    return operations_.at(index);
  }
  [[nodiscard]] const std::vector<EffectEntry>& effects() const { return effects_; }
  [[nodiscard]] const std::vector<KeyEntry>& keys() const { return keys_; }
  [[nodiscard]] const KeyEntry* find_key(const engine::Bytes& name) const;
  // Of one of keys().
  [[nodiscard]] KeyIndex index_of(const KeyEntry& key) const {
    return static_cast<KeyIndex>(&key - keys_.data());
  }
  [[nodiscard]] const ProcessPlace& place(engine::ProcessId process) const {
    return places_.processes.at(process.value());
  }
  [[nodiscard]] const std::string& datacenter_name(engine::DatacenterId datacenter) const {
    return places_.datacenters.at(datacenter.value());
  }
  // Null: it carries clients.
  [[nodiscard]] const HostPlace* host(engine::HostId host) const {
    return host.value() < places_.hosts.size() ? &places_.hosts[host.value()] : nullptr;
  }
  // In the order in which they began.
  [[nodiscard]] const std::vector<Disturbed>& disturbances() const { return disturbances_; }
  [[nodiscard]] const std::vector<Exit>& exits() const { return exits_; }  // in their order
  // Who kept it back when it was to go to that data center, for the sake of its rate; null: nobody.
  [[nodiscard]] const engine::ProcessId* holder_back(OperationIndex operation,
                                                     engine::DatacenterId to) const {
    const auto found = holders_back_.find({operation, to});
    return found == holders_back_.end() ? nullptr : &found->second;
  }
  // Whether all machines of the data center were taken out of their cluster then.
  [[nodiscard]] bool removed(engine::DatacenterId datacenter, engine::Instant at) const;
  // Whether a client's library may have sent the operation again.
  [[nodiscard]] bool sent_again(OperationIndex operation) const;
  [[nodiscard]] const std::vector<std::string>& waiting() const { return waiting_; }
  [[nodiscard]] Position position() const { return position_; }
  // Of the last observation that was not after heal().
  [[nodiscard]] Position position_at_heal() const { return position_at_heal_; }
  using Marks = std::map<std::string, std::uint64_t, std::less<>>;
  [[nodiscard]] const Marks& marks() const { return marks_; }

  [[nodiscard]] std::uint32_t copy_of(engine::ProcessId process) const;
  // Whether the slot of the key is one of these.
  [[nodiscard]] bool covers(const engine::observation::TookOver& slots,
                            const engine::Bytes& key) const;
  // Since when another process of the same copy serves the key in the place of this one; none: none
  // does.
  [[nodiscard]] std::optional<engine::Instant> replaced_at(const KeyEntry& key,
                                                           engine::ProcessId process) const;
  // Whether other replicas ever get the effect.
  [[nodiscard]] bool travels(const EffectEntry& effect) const;
  // Whether the engine takes its command for one that other replicas need.
  [[nodiscard]] bool is_sent_everywhere(const EffectEntry& effect) const;
  // What the effect did at that replica, or at its home.
  [[nodiscard]] const engine::Change& change_at(EffectIndex effect,
                                                std::optional<LocalReplica> replica) const;
  // u was held at v's home before v ran.
  [[nodiscard]] bool seen(EffectIndex u, EffectIndex v) const;
  // v knew of u: seen, or u comes earlier in v's session.
  [[nodiscard]] bool saw(EffectIndex v, EffectIndex u) const;

  // The most that all replicas together kept besides values at any time, in bytes, and of deleted
  // keys; none: nobody told.
  [[nodiscard]] std::optional<std::uint64_t> metadata_peak() const { return metadata_.peak; }
  [[nodiscard]] std::optional<std::uint64_t> tombstones_peak() const { return tombstones_.peak; }
  // The most of either since this was asked last.
  struct KeptLately {
    std::optional<std::uint64_t> metadata_bytes;
    std::optional<std::uint64_t> tombstones;
  };
  [[nodiscard]] KeptLately take_kept_lately() {
    return {metadata_.take_lately(), tombstones_.take_lately()};
  }
  // What the replica keeps besides values now; none: it never told.
  [[nodiscard]] std::optional<std::uint64_t> metadata_of(engine::ProcessId replica) const {
    const auto found = metadata_.now.find(replica);
    return found == metadata_.now.end() ? std::nullopt : std::optional(found->second);
  }
  // How many keys differ between their replicas, over time.
  [[nodiscard]] const DifferingKeys& differing_keys() const { return differing_keys_; }
  // From now on, between which data centers keys differ is followed too, if there are not too many;
  // call before the run.
  void follow_pairs(engine::Duration frame);
  // Null: nobody follows it.
  [[nodiscard]] const PairDivergence* pair_divergence() const { return pairs_.get(); }
  [[nodiscard]] engine::Duration frame() const { return frame_; }
  [[nodiscard]] std::size_t datacenters() const { return places_.datacenters.size(); }
  // Names the processes that count as the core when the run ends; set before close().
  void set_core(std::function<bool(engine::ProcessId)> in_core) { in_core_ = std::move(in_core); }
  // When the load is over and faults have ended, or are all there; set before the run.
  void set_heal(engine::Instant heal) { heal_ = heal; }
  [[nodiscard]] engine::Instant heal() const { return heal_; }
  // Some replica of some key is in the core.
  [[nodiscard]] bool anybody_left() const;
  // What several checks work out of the closed history, all by the same function: once.
  template <class Work>
  [[nodiscard]] const Work& once(Work (*work_out)(const History&)) const {
    std::shared_ptr<const void>& done = worked_out_[typeid(Work)];
    if (done == nullptr) done = std::make_shared<const Work>(work_out(*this));
    return *static_cast<const Work*>(done.get());
  }
  [[nodiscard]] bool in_core(const KeyEntry& key, LocalReplica replica) const {
    return in_core_(key.holders[replica]);
  }
  // It went down and has not come back.
  [[nodiscard]] bool dead(const KeyEntry& key, LocalReplica replica) const {
    return dead_.contains(key.holders[replica]);
  }

 private:
  struct Snapshot {
    std::uint16_t slot = 0;
    std::vector<EffectIndex> effects;
    // What each of these did there, where the order of arrival decides.
    struct Deed {
      bool changed = false;
      std::optional<engine::Change> own_change;
    };
    std::vector<Deed> deeds{};
  };
  void executed(const Where& where, const engine::observation::Executed& executed);
  void applied(const Where& where, const engine::observation::Applied& applied);
  void applied_elsewhere(const Where& where, const engine::observation::Applied& applied);
  void digested(const Where& where, const engine::observation::Digest& digest);
  void showed(const Where& where, const engine::observation::Contents& shown);
  void adopted(const Where& where, const engine::observation::SnapshotAdopted& adopted);
  void take_snapshot(const Where& where, const engine::observation::SnapshotTaken& taken);
  void took_over(const Where& where, const engine::observation::TookOver& slots);
  // It has no memory of the key any more.
  void forget(KeyEntry& key, LocalReplica replica, engine::Instant now);
  // The replica holds nothing any more.
  void forget(engine::ProcessId replica, engine::Instant now);
  void forget_all_but(const Snapshot& snapshot, const Where& where);
  KeyIndex key_of(const engine::Bytes& name);
  EffectIndex effect_of(const Where& where, const engine::observation::Applied& applied);
  void hold(EffectIndex effect, LocalReplica at, engine::Instant now);
  void drop(EffectIndex effect, LocalReplica at, engine::Instant now);
  void run_again(EffectIndex effect, LocalReplica at, engine::Instant now);
  [[nodiscard]] bool is_part(const engine::observation::Applied& applied, EffectIndex effect,
                             LocalReplica at) const;
  void set_home(EffectIndex effect);
  void count_difference(KeyEntry& key, engine::Instant now);
  [[nodiscard]] PairDivergence::Pairs differing_pairs(const KeyEntry& key) const;

  const Load& load_;
  const engine::Deployment& deployment_;
  Places places_;
  std::vector<std::string> waiting_;        // "us-east/a/0/syncer: pull from eu-west …"
  std::vector<OperationEntry> operations_;  // by arrival
  std::vector<OperationIndex> issued_;
  std::vector<EffectEntry> effects_;
  std::vector<KeyEntry> keys_;
  engine::Dictionary<KeyIndex> key_indexes_;
  std::map<std::tuple<OperationIndex, std::uint32_t, engine::Bytes>, EffectIndex> implied_;
  std::map<engine::SnapshotId, Snapshot> snapshots_;
  std::map<std::pair<OperationIndex, engine::DatacenterId>, engine::ProcessId> holders_back_;
  struct Takeover {
    engine::ProcessId process;
    engine::Instant at{};
    engine::observation::TookOver slots;
  };
  std::vector<Takeover> takeovers_;  // in their order
  Marks marks_;
  std::function<bool(engine::ProcessId)> in_core_ = [](engine::ProcessId) { return true; };
  engine::Instant heal_{};
  std::set<engine::ProcessId> dead_;  // they differ from nobody
  Position position_ = 0;
  Position position_at_heal_ = 0;
  // What each replica keeps now, and the most that all kept together.
  struct Kept {
    std::map<engine::ProcessId, std::uint64_t> now;
    std::uint64_t total = 0;
    std::uint64_t lately = 0;
    std::optional<std::uint64_t> peak;
    [[nodiscard]] std::optional<std::uint64_t> take_lately() {
      return peak ? std::optional(std::exchange(lately, total)) : std::nullopt;
    }
    void count(engine::ProcessId replica, std::uint64_t amount);
    void forget(engine::ProcessId replica);
  };
  Kept metadata_;
  Kept tombstones_;
  DifferingKeys differing_keys_;
  std::unique_ptr<PairDivergence> pairs_;
  engine::Duration frame_{1};
  std::vector<Disturbed> disturbances_;
  std::vector<Exit> exits_;
  mutable std::map<std::type_index, std::shared_ptr<const void>> worked_out_;
};

}  // namespace faultline::sim
