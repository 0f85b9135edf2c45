// A shard: owns a range of hash slots, runs the commands that proxies send, writes every effect to
// its append-only file (synced once a second, Redis's appendfsync everysec), streams its own
// updates to the syncers that pull from it, and applies what its own syncer delivers.
//
// A restart replays the file and takes a new incarnation, durable before its first dot: every later
// output follows that Sync (ports/process.h). Shared design, sections 5 and 7.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/active_active/pull_source.h"
#include "engine/active_active/shard_log.h"
#include "engine/active_active/slot_store.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

struct ShardConfig {
  ProcessId self;
  MemberId member;
  SlotRange slots;
  std::int64_t backlog_bytes = 0;
  std::int64_t compression = 0;  // level of compression.h
  std::unique_ptr<Keyspace> (*make_keyspace)() = nullptr;
  std::map<MemberId, std::string> member_names;
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

 private:
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
  void handle(ConnectionId from, const AskContexts& ask, Outputs& outputs) const;
  void handle(ConnectionId from, const Deliver& deliver, Outputs& outputs);

  // Deletes the expired keys that are this member's to delete, and sees to it that it is done when
  // the next one is due.
  void expire(const StepContext& context, Outputs& outputs);
  void await_expiry(const StepContext& context, Outputs& outputs);
  // Logs an update of its own and hands it to those who pull.
  void record(Update update, Outputs& outputs);
  // Returns the record's size without opaque ids.
  std::size_t log(const LogRecord& record, Outputs& outputs);
  void sync(const StepContext& context, Outputs& outputs);
  // Makes the incarnation durable, and whether it joins.
  void open_file(Outputs& outputs);
  // False: the file was damaged, and ends now before the damage.
  bool replay(const std::vector<Bytes>& records, Outputs& outputs);

  ShardConfig config_;
  Membership members_;
  SlotStore store_;
  Source own_;
  // Takes no writes: it was removed, or joins as new and has not got the first sync of all others.
  bool joining_ = false;
  std::optional<PullSource> source_;  // once the incarnation is known
  bool unsynced_ = false;
  bool expiry_due_ = false;    // a timer is set
  std::uint64_t records_ = 0;  // in the file
};

}  // namespace faultline::engine::active_active
