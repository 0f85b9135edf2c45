// The two ends of replication inside a cluster, from the primary of a shard to its standby: all
// that the primary has when the standby connects, its backlog for other members included (as
// documented: shared active_active/rules.md, "Partial sync"), then every record that it writes to
// its file. Asynchronous, as in the real one: an answer to a client does not wait for the standby.
//
// Basis: the sync of a standby is always a full one (documented; the page also says the opposite:
// shared active_active/rules.md, contradiction 5).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/active_active/link.h"
#include "engine/active_active/messages.h"
#include "engine/active_active/pull_source.h"
#include "engine/active_active/roles.h"
#include "engine/active_active/slot_store.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

// The primary's side.
class Followers {
 public:
  // `slots`: the only ones that it is to have; none: all.
  void open(ConnectionId connection, std::optional<SlotRange> slots) {
    followers_[connection].slots = slots;
  }
  void close(ConnectionId connection) { followers_.erase(connection); }
  void close_all(Outputs& outputs);
  // A record that was written to the file in this step.
  void written(const LogRecord& record) {
    if (!followers_.empty()) unsent_.push_back(record);
  }
  // What peers may lack of slots that have come.
  void has_come(const std::vector<Update>& backlog) {
    if (!followers_.empty())
      unsent_backlog_.insert(unsent_backlog_.end(), backlog.begin(), backlog.end());
  }
  struct Primary {
    ProcessId self;  // names the snapshots that are taken
    Source own;
    const SlotStore& store;
    const PullSource& source;  // what peers may lack
    bool joining = false;
    std::optional<SlotRange> frozen;  // nothing more will be written of these
  };
  // At the end of a step.
  void flush(const Primary& primary, Outputs& outputs);

 private:
  struct Follower {
    std::optional<SlotRange> slots;
    bool copied = false;  // has all that was there when it came
    bool done = false;    // was told that nothing more will be written
    [[nodiscard]] bool wants(Slot slot) const { return !slots || slots->contains(slot); }
    [[nodiscard]] bool wants(const LogRecord& record) const;
  };
  [[nodiscard]] std::vector<LogRecord> all(const Primary& primary, const Follower& follower,
                                           Outputs& outputs);
  std::map<ConnectionId, Follower> followers_;
  std::vector<LogRecord> unsent_;
  std::vector<Update> unsent_backlog_;
  std::uint64_t snapshots_taken_ = 0;
};

// The standby's side: the connection to the primary.
class Following {
 public:
  // Connections are numbered on from `last_connection`, which outlives it.
  Following(TimerId retry_timer, std::uint64_t& last_connection)
      : retry_timer_(retry_timer), last_connection_(&last_connection) {}

  // Only those slots; none: all.
  void follow(ProcessId primary, Outputs& outputs, std::optional<SlotRange> slots = {});
  void stop(Outputs& outputs);
  // The inputs of its connection; false: it is not its own.
  bool opened(ConnectionId connection, Outputs& outputs);
  bool lost(ConnectionId connection, const char* why, MonotonicTime now, Outputs& outputs);
  bool timer_fired(TimerId timer, Outputs& outputs);
  [[nodiscard]] bool is(ConnectionId connection) const { return link_ && link_->is(connection); }
  [[nodiscard]] bool up() const { return link_ && link_->up(); }
  [[nodiscard]] std::optional<ProcessId> primary() const { return primary_; }
  // Empty: nothing.
  [[nodiscard]] std::string trouble(MonotonicTime now) const {
    return link_ ? link_->trouble(now) : std::string();
  }

 private:
  TimerId retry_timer_;
  std::uint64_t* last_connection_;
  std::optional<ProcessId> primary_;
  std::optional<SlotRange> slots_;
  std::optional<Link> link_;
};

}  // namespace faultline::engine::active_active
