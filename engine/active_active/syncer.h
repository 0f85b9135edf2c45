// The syncer of one data center (Redis's "centralized" mode): one pull stream from each shard of
// each remote member, one connection to each local shard. A stream begins by asking the local
// shards what they hold; whenever one of them is lost, its streams begin anew, because a shard that
// restarts may hold less than it acknowledged. A slot in which a local shard found a gap is fetched
// whole. Order relied on: a connection is an ordered stream, so contexts that a local shard answers
// stand behind everything delivered to it before. A local shard that is out of memory stops its
// streams; when it has room again they begin with a full sync (documented: shared
// active_active/rules.md, Eviction, memory). Shared design, section 7.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/active_active/link.h"
#include "engine/active_active/membership.h"
#include "engine/active_active/messages.h"
#include "engine/active_active/roles.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {

// How often a shard that was out of memory is asked whether it has room (basis: chosen).
inline constexpr Duration kAskAgain = std::chrono::seconds(1);

struct SyncerConfig {
  struct Remote {
    MemberId member;
    DatacenterId datacenter;
    std::string name;
    std::vector<ProcessId> shards;
  };
  MemberId member;
  DatacenterId datacenter;
  // In a cluster with standbys there is a syncer on each host, and the one that the cluster manager
  // names pulls; none: this is the only one, and pulls.
  std::optional<ProcessId> self;
  std::vector<ProcessId> local_shards;
  std::vector<Remote> remotes;
  Membership::Hosts hosts;
};

class Syncer final : public Process {
 public:
  explicit Syncer(SyncerConfig config);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  using LocalIndex = std::uint32_t;
  using StreamIndex = std::uint32_t;
  struct Local {
    Link link;
    std::vector<SlotRange> slots;
    bool joining = false;  // it waits to be told that it has joined
  };
  enum class Phase { kIdle, kGathering, kPulling };
  struct Forwarded {
    std::uint32_t parts = 0;  // deliveries not yet applied
    bool last = false;        // the source had no more
    std::vector<Slot> gaps;
  };
  struct Stream {
    std::uint32_t remote = 0;  // in config_.remotes
    std::uint32_t shard = 0;
    Link link;
    std::vector<SlotRange> slots{};
    Phase phase = Phase::kIdle;
    std::set<LocalIndex> unanswered{};  // local shards whose contexts are missing
    std::set<LocalIndex> whole{};       // … that were out of memory: wanted whole
    Pull pull{};                        // being gathered
    bool joining = false;               // for some local shard that has not joined yet
    bool synced = false;                // all that the source had at first is here
    std::map<std::uint64_t, Forwarded> batches{};
    std::uint64_t snapshots_left = 0;
    std::uint64_t updates_left = 0;
  };
  // A question or delivery to a local shard; batch 0 is the question.
  struct Ticket {
    LocalIndex local = 0;
    StreamIndex stream = 0;
    std::uint64_t batch = 0;
  };

  void start(const input::Started& started, Outputs& outputs);
  void opened(ConnectionId connection, Outputs& outputs);
  void lost(ConnectionId connection, const char* why, MonotonicTime now, Outputs& outputs);
  void received(const input::Received& received, const StepContext& context, Outputs& outputs);
  void timer_fired(TimerId timer, Outputs& outputs);
  void answer(const input::Administered& administered, MonotonicTime now, Outputs& outputs);
  void set_paused(const input::administered::Replication& replication, Outputs& outputs);
  void settle(StreamIndex stream, Outputs& outputs);
  // Whether the stream is to be there at all.
  [[nodiscard]] bool wanted(const Stream& stream) const;
  void describe(MonotonicTime now, const WaitsFor& wait) const;
  void describe(const Stream& stream, MonotonicTime now, const WaitsFor& waits_for) const;

  void take_orders(const input::Datagram& datagram, MonotonicTime now, Outputs& outputs);
  void own_cluster(const Roles& roles, Outputs& outputs);
  void other_cluster(MemberId member, const Roles& roles, Outputs& outputs);
  void begin(Outputs& outputs);
  void stop(Outputs& outputs);
  void connect(Link& link, Outputs& outputs);
  void local_opened(LocalIndex local, Outputs& outputs);
  void local_lost(LocalIndex local, Outputs& outputs);
  // Asks every local shard of the stream's slots that is up.
  void gather(StreamIndex stream, Outputs& outputs);
  void ask(StreamIndex stream, LocalIndex local, Outputs& outputs);
  void reset(StreamIndex stream);
  // Begins anew: whatever was on its way is asked for again, or found to have arrived.
  void restart(StreamIndex stream, Outputs& outputs);

  void handle_batch(StreamIndex stream, Batch batch, const StepContext& context, Outputs& outputs);
  void handle_contexts(LocalContexts answer, Outputs& outputs);
  void handle_delivered(const Delivered& answer, Outputs& outputs);
  void pass_on(LocalIndex local, const Observed& report, Outputs& outputs);
  // The streams into the shard stop; it is asked again every kAskAgain until it has room.
  void handle_out_of_memory(const OutOfMemory& answer, Outputs& outputs);
  void ask_again(Outputs& outputs);
  // The whole batch has been applied.
  void acknowledge(StreamIndex stream, std::uint64_t number, Outputs& outputs);
  // Tells the local shards that join whether all others' first sync is there.
  void tell_joined(Outputs& outputs);

  SyncerConfig config_;
  std::vector<Local> locals_;
  std::vector<Stream> streams_;
  TimerId ask_again_timer_;
  Membership members_;
  std::set<DatacenterId> paused_;
  bool pulls_ = false;
  std::map<MemberId, LatestOrders> orders_;
  SlotMap slots_;  // of the local shards
  std::map<std::uint64_t, Ticket> tickets_;
  std::uint64_t last_ticket_ = 0;
  std::uint64_t last_connection_ = 0;
};

}  // namespace faultline::engine::active_active
