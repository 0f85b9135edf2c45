// The Redis behind a node: runs what its node hands it, one command after the other, and knows
// nothing of other replicas. Whatever reaches it last, stays.
//
// With `append_only` it logs the changes of each executed write, synced once a second and not
// waited for by replies, as "appendfsync everysec" does; a restart replays them. Without, a crash
// empties it. Source: shared dynomite/facts.md 1; sequential meaning = Redis 7.0.
#pragma once

#include <set>
#include <vector>

#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/messages.h"
#include "engine/dynomite/redis_replication.h"
#include "engine/dynomite/stamp_scripts.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

class Storage final : public Process {
 public:
  // `self`: names its copies apart from those of others.
  explicit Storage(bool append_only, ProcessId self = {})
      : append_only_(append_only), self_(self) {}
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  void replay(const std::vector<Bytes>& records, Outputs& outputs);
  void received(const input::Received& input, const StepContext& context, Outputs& outputs);
  void from_node(const input::Received& input, const StepContext& context, Outputs& outputs);
  // Redis's own replication: storage_replication.cpp.
  void closed(ConnectionId connection, Outputs& outputs);
  void greeted_by_replica(ConnectionId replica, Outputs& outputs);
  void from_operator(const OperatorRequest& request, Outputs& outputs);
  void from_master(const Bytes& bytes, Outputs& outputs);
  void adopt(const FullCopy& copy, Outputs& outputs);
  void observe_applied(const LoggedWrite& write, observation::How how, WallTime stamp,
                       Outputs& outputs) const;
  // The command itself, or the script that stands for it.
  struct Ran {
    Reply reply;
    Effects effects;  // applied already
    LoggedWrite write;
    std::optional<EffectRef> writer;  // of what a stamped read has told
  };
  Ran run(const Carried& carried, const StepContext& context);
  void note_stamps(const LoggedWrite& write);
  void sync(const StepContext& context, Outputs& outputs);
  void log(const LoggedWrite& write, Outputs& outputs);
  void observe_digests(const std::set<Bytes>& touched, Outputs& outputs) const;
  void observe_stamps(const std::set<Bytes>& touched, Outputs& outputs);

  bool append_only_;
  ProcessId self_;
  std::uint64_t started_ = 0;  // in ns of its monotonic clock: names its lives apart
  bool sync_due_ = false;
  std::uint64_t records_ = 0;  // in the log
  PlainKeyspace keyspace_;
  StampWriters writers_;
  StampAccount stamps_;
  std::optional<RedisReplication> replication_;  // from the start on
  std::set<ConnectionId> operators_;
  std::uint64_t copies_ = 0;
};

}  // namespace faultline::engine::dynomite
