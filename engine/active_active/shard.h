// A shard: owns a range of hash slots, runs the commands that proxies send, writes every effect to
// its append-only file (synced once a second, Redis's appendfsync everysec), streams its own
// updates to the syncers that pull from it, and applies what its own syncer delivers.
//
// A restart replays the file and takes a new incarnation, durable before its first dot: every later
// output follows that Sync (ports/process.h). In a cluster with standbys it serves only as the
// cluster manager's orders say, while its lease lasts; its epoch is its incarnation; and as a
// standby it only keeps what the primary writes, to replay that once it is promoted. Shared design,
// sections 5 and 7.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/active_active/following.h"
#include "engine/active_active/garbage_collection.h"
#include "engine/active_active/pull_source.h"
#include "engine/active_active/roles.h"
#include "engine/active_active/shard_file.h"
#include "engine/active_active/shard_memory.h"
#include "engine/active_active/slot_store.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

struct ShardConfig {
  ProcessId self;
  MemberId member;
  std::vector<SlotRange> slots;  // none where the cluster manager says which
  std::int64_t backlog_bytes = 0;
  std::int64_t compression = 0;  // level of compression.h
  bool causal = false;           // relays what other members did (pull_source.h)
  MemoryLimit memory;
  std::unique_ptr<Keyspace> (*make_keyspace)() = nullptr;
  std::map<MemberId, std::string> member_names;
  std::optional<std::uint32_t> index;  // in Roles; none: it serves from its start for ever
  Membership::Hosts hosts;
};

class Shard final : public Process {
 public:
  explicit Shard(ShardConfig config);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

  // For tests.
  [[nodiscard]] const SlotStore& store() const { return store_; }
  [[nodiscard]] Incarnation incarnation() const { return own_.incarnation; }
  [[nodiscard]] const PullSource& source() const { return *source_; }
  [[nodiscard]] bool serves(MonotonicTime now) const {
    return !config_.index || (epoch_ > 0 && now < lease_until_);
  }

 private:
  void serve(const Input& input, const StepContext& context, Outputs& outputs);
  // What a process does that does not serve now.
  void stand_by(const Input& input, const StepContext& context, Outputs& outputs);
  void refuse(const input::Received& received, Outputs& outputs);
  void take_orders(const input::Datagram& datagram, const StepContext& context, Outputs& outputs);
  void take_over(const Orders& orders, const StepContext& context, Outputs& outputs);
  void step_down(Outputs& outputs);
  void send_heartbeat(ProcessId manager, const StepContext& context, Outputs& outputs) const;
  void forget_state();
  // It is no member any more, and whatever it comes back as, it is new.
  void forget_role(Outputs& outputs);
  // A new epoch while it goes on: slots have come.
  void raise_epoch(Epoch epoch, Outputs& outputs);
  // Slots that move, here and away (shard_slots.cpp).
  void take_slots(const Roles& roles, Outputs& outputs);
  void copy_slots(const Roles& roles, Outputs& outputs);
  // False: the input is not of the connection that brings slots.
  bool take_incoming(const Input& input, const StepContext& context, Outputs& outputs);
  void copied(Copy copy, const StepContext& context, Outputs& outputs);
  void settle_in(const SlotRange& slots, Outputs& outputs);
  [[nodiscard]] bool owns(Slot slot) const {
    return contains(slots_, slot) && !(frozen_ && frozen_->contains(slot));
  }
  [[nodiscard]] bool owns_keys_of(const Arguments& command) const;
  void answer_standing_by(const input::Administered& asked, MonotonicTime now, Outputs& outputs);
  void keep(Copy copy, Outputs& outputs);
  void start(const input::Started& started, const StepContext& context, Outputs& outputs);
  void receive(const input::Received& received, const StepContext& context, Outputs& outputs);
  void answer(const input::Administered& administered, const StepContext& context,
              Outputs& outputs) const;
  // shard_membership.cpp
  void administer(const input::Administered& asked, const StepContext& context, Outputs& outputs);
  void take_members(const input::administered::Members& told, Outputs& outputs);
  void begin_anew(Outputs& outputs);
  void join(Outputs& outputs);
  // An update of a removed member that was on its way.
  [[nodiscard]] bool rejects(const Update& update, Outputs& outputs) const;

  void handle(ConnectionId from, const Request& request, const StepContext& context,
              Outputs& outputs);
  void handle(ConnectionId from, const AskContexts& ask, Outputs& outputs);
  void handle(ConnectionId from, const Deliver& deliver, const StepContext& context,
              Outputs& outputs);
  // False: the shard is out of memory and takes no more.
  bool deliver(const SlotSnapshot& snapshot, const StepContext& context, Outputs& outputs);
  bool deliver(const Update& update, Delivered& answer, const StepContext& context,
               Outputs& outputs);
  // Deletes keys while the shard is short of memory, on account of that operation.
  void evict(Opaque<OperationId> cause, const StepContext& context, Outputs& outputs);
  void evict_for(const EffectRef& effect, const StepContext& context, Outputs& outputs);

  void closed(ConnectionId connection);
  // Deletes the expired keys that are this member's to delete, and sees to it that it is done when
  // the next one is due.
  void expire(const StepContext& context, Outputs& outputs);
  void await_expiry(const StepContext& context, Outputs& outputs);
  // Logs an update that was applied and hands it to those who pull, if they get it from here.
  void record(Update update, Outputs& outputs);
  [[nodiscard]] bool passes_on(const Update& update) const;
  // Returns the record's size without opaque ids.
  std::size_t log(const LogRecord& record, Outputs& outputs);
  void sync(const StepContext& context, Outputs& outputs);
  // Tells every member what the sync has made durable, and collects what all have.
  void report_durable(Outputs& outputs);
  // The clock that stamps.
  [[nodiscard]] static WallTime wall_of(const StepContext& context);
  [[nodiscard]] GarbageCollection no_garbage() const;
  void begin_source(Backlog backlog);
  // Makes the incarnation durable, and whether it joins.
  void open_file(Backlog backlog, Outputs& outputs);
  // Records of slots that are not its own are passed over. Returns what of it peers may want, so
  // that they get a partial sync; `before`: what there was to be passed on when the first of the
  // records was made.
  Backlog replay(const std::vector<LogRecord>& records, const std::vector<Update>& before,
                 Outputs& outputs);

  static constexpr TimerId kSyncTimer{1};
  static constexpr TimerId kExpiryTimer{2};
  static constexpr TimerId kFollowTimer{3};
  static constexpr TimerId kIncomingTimer{4};

  ShardConfig config_;
  Membership members_;
  SlotStore store_;
  ShardMemory memory_;
  Source own_;
  // Takes no writes: it was removed, or joins as new and has not got the first sync of all others.
  bool joining_ = false;
  std::optional<PullSource> source_;  // once the incarnation is known
  GarbageCollection garbage_;
  std::set<ConnectionId> pullers_;  // syncers of this member: they know its incarnation
  bool expiry_due_ = false;         // a timer is set
  ShardFile file_;

  // Only in a cluster with standbys.
  Life life_ = 0;
  Epoch epoch_ = 0;  // as primary; 0: it is none
  MonotonicTime lease_until_{};
  LatestOrders orders_;
  ProcessId manager_ = kNoProcess;    // who gave them
  std::vector<LogRecord> held_;       // while it does not serve
  std::vector<Update> held_backlog_;  // of its primary when that began to copy; not in the file
  Epoch holds_all_of_ = 0;
  Epoch in_file_ = 0;  // of the latest primary whose writes are there
  std::uint64_t last_connection_ = 0;
  Following following_;
  Followers followers_;

  std::vector<SlotRange> slots_;     // its own
  std::optional<SlotRange> frozen_;  // of these: on their way to another, and not served any more
  // Slots that come.
  struct Incoming {
    Moving moving;
    Following link;
    std::vector<LogRecord> records{};
    std::vector<Update> backlog{};
    bool copied = false;
    bool handed_over = false;
  };
  std::optional<Incoming> incoming_;
};

}  // namespace faultline::engine::active_active
