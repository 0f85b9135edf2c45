// Redis's own replication, which Dynomite itself does not use: a Redis that is told to follow
// another takes a copy of all it holds and then each of its writes, until it is told to stop. What
// a replaced node is warmed up with. Source: shared dynomite/facts.md 12.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/stamp_scripts.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

// What a write did to one unit; no change: nothing.
struct UnitChange {
  Bytes key;
  std::uint32_t unit = 0;  // as the client's command counts them; kStampUnit: none of its own
  std::optional<Change> change;
  static constexpr auto fields() {
    return std::tuple{&UnitChange::key, &UnitChange::unit, &UnitChange::change};
  }
};

// One record of the log, and of the stream to a replica.
struct LoggedWrite {
  Opaque<OperationId> operation;
  std::vector<UnitChange> changes;
  // In timestamp mode: the units whose stamp is this write's, and their elements.
  std::vector<std::pair<std::uint32_t, Unit>> stamped{};
  bool repairs = false;  // it brought a replica up to date
  static constexpr auto fields() {
    return std::tuple{&LoggedWrite::operation, &LoggedWrite::changes, &LoggedWrite::stamped,
                      &LoggedWrite::repairs};
  }
};

// The first message on a connection to a Redis that is no node's.
inline constexpr std::string_view kReplicaGreeting = "psync";
inline constexpr std::string_view kOperatorGreeting = "admin";

// All that a Redis holds. `position`: how many bytes of writes it had sent to replicas by then.
struct FullCopy {
  Opaque<SnapshotId> snapshot;
  std::uint64_t position = 0;
  PlainKeyspace keyspace;
  StampWriters writers;
  static constexpr auto fields() {
    return std::tuple{&FullCopy::snapshot, &FullCopy::position, &FullCopy::keyspace,
                      &FullCopy::writers};
  }
};

// What an operator asks of a Redis: SLAVEOF somebody or NO ONE, and INFO.
struct OperatorRequest {
  enum class What : std::uint8_t { kInfo, kFollow, kFollowNobody } what = What::kInfo;
  ProcessId master{};
  static constexpr auto fields() {
    return std::tuple{&OperatorRequest::what, &OperatorRequest::master};
  }
};
struct RedisInfo {
  Duration uptime{};
  std::uint64_t position = 0;  // of its own stream, or how far it has followed its master's
  bool in_sync = false;        // it has its master's copy, and the link is up
  static constexpr auto fields() {
    return std::tuple{&RedisInfo::uptime, &RedisInfo::position, &RedisInfo::in_sync};
  }
};

// Those who follow a Redis, and whom it follows.
class RedisReplication {
 public:
  explicit RedisReplication(MonotonicTime started) : started_(started) {}

  // As a master.
  void add_replica(ConnectionId replica, FullCopy copy, Outputs& outputs);
  void drop_replica(ConnectionId replica) { std::erase(replicas_, replica); }
  [[nodiscard]] bool has_replicas() const { return !replicas_.empty(); }
  void stream(const LoggedWrite& write, Outputs& outputs);

  // As a replica. Connections that it opens are numbered from 1.
  void follow(ProcessId master, Outputs& outputs);
  void follow_nobody(Outputs& outputs);
  [[nodiscard]] bool follows() const { return master_.has_value(); }
  [[nodiscard]] bool follows(ProcessId master) const { return master_ == master; }
  [[nodiscard]] bool is_master_link(ConnectionId connection) const {
    return follows() && connection == link_;
  }
  void opened(Outputs& outputs);
  void lost(Outputs& outputs);
  void reconnect(Outputs& outputs);
  // Its own replicas begin anew.
  void copied(const FullCopy& copy, Outputs& outputs);
  void pass_on(const Bytes& write, Outputs& outputs) const;
  void followed(const Bytes& write) { position_ += write.size(); }
  [[nodiscard]] bool in_sync() const { return in_sync_; }

  [[nodiscard]] RedisInfo info(MonotonicTime now) const {
    return {now - started_, position_, in_sync_};
  }
  [[nodiscard]] std::uint64_t position() const { return position_; }

 private:
  MonotonicTime started_;
  std::vector<ConnectionId> replicas_;
  std::uint64_t position_ = 0;
  std::optional<ProcessId> master_;
  ConnectionId link_{};
  std::uint64_t connections_ = 0;
  bool in_sync_ = false;
};

}  // namespace faultline::engine::dynomite
