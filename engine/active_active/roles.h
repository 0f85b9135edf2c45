// Which process has which role in a cluster, and what the cluster manager and the processes say to
// each other about it. All of it travels in datagrams: each is complete by itself and may be lost;
// one that comes twice or late is recognised by its numbers.
//
// Epochs count grants of the primary's role in a whole cluster and only rise. A primary's epoch is
// the incarnation of the dots it gives out, so no dot is ever given out twice. Shared design, 5
// and 7.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "engine/active_active/slot_map.h"
#include "engine/base/codec.h"
#include "engine/base/ids.h"
#include "engine/base/version_vector.h"

namespace faultline::engine::active_active {

using Epoch = std::uint32_t;
// Drawn by a process when it starts: what was granted to it before it restarted does not count.
using Life = std::uint64_t;

// Basis of these: chosen, so that a lost machine's shards are served again within single-digit
// seconds (documented).
inline constexpr Duration kHeartbeatEvery = std::chrono::milliseconds(500);
inline constexpr Duration kSuspectedAfter = std::chrono::milliseconds(1750);
inline constexpr Duration kLease = std::chrono::seconds(2);
// How much longer whoever granted a lease waits for its end.
inline constexpr Duration kLeaseMargin = std::chrono::milliseconds(500);

inline constexpr ProcessId kNoProcess{0xffffffff};

struct ShardRoles {
  Epoch epoch = 0;  // 0: nobody has served yet
  ProcessId primary;
  Life life = 0;  // of the primary when the role was granted
  ProcessId standby = kNoProcess;
  Epoch since = 0;  // granted then; the later ones came with slots
  friend bool operator==(const ShardRoles&, const ShardRoles&) = default;
  static constexpr auto fields() {
    return std::tuple{&ShardRoles::epoch, &ShardRoles::primary, &ShardRoles::life,
                      &ShardRoles::standby, &ShardRoles::since};
  }
};

// Slots on their way from one shard to another, while clients go on. The new owner copies them from
// the old one; once it has all, the old one stops serving them and sends the rest; then they are
// the new one's, under a new epoch.
struct Moving {
  Epoch id = 0;  // drawn from the epochs, so that no two moves are taken for each other
  SlotMove move;
  Epoch from_epoch = 0;  // both primaries must stay the same, or it begins anew
  Epoch to_epoch = 0;
  bool handing_over = false;
  friend bool operator==(const Moving&, const Moving&) = default;
  static constexpr auto fields() {
    return std::tuple{&Moving::id, &Moving::move, &Moving::from_epoch, &Moving::to_epoch,
                      &Moving::handing_over};
  }
};

// With replica_ha: those that this machine carried were moved elsewhere, by the leader's wall
// clock, which outlives leaders.
struct StandbysMoved {
  HostId away;
  WallTime at{};
  friend bool operator==(const StandbysMoved&, const StandbysMoved&) = default;
  static constexpr auto fields() { return std::tuple{&StandbysMoved::away, &StandbysMoved::at}; }
};

struct Roles {
  std::vector<ShardRoles> shards;
  SlotMap slots;
  std::optional<Moving> moving;
  ProcessId syncer = kNoProcess;  // the one that pulls
  Epoch last_epoch = 0;
  std::optional<StandbysMoved> standbys_moved{};
  friend bool operator==(const Roles&, const Roles&) = default;
  static constexpr auto fields() {
    return std::tuple{&Roles::shards, &Roles::slots,      &Roles::moving,
                      &Roles::syncer, &Roles::last_epoch, &Roles::standbys_moved};
  }
};

// Roles as managers agree on them: later ones take the place of earlier ones.
struct AgreedRoles {
  std::uint64_t term = 0;  // of the leader that said so
  std::uint64_t version = 0;
  Roles roles;
  [[nodiscard]] bool later_than(const AgreedRoles& other) const {
    return std::tie(term, version) > std::tie(other.term, other.version);
  }
  static constexpr auto fields() {
    return std::tuple{&AgreedRoles::term, &AgreedRoles::version, &AgreedRoles::roles};
  }
};

// manager -> manager
struct Candidacy {
  std::uint64_t term = 0;
  static constexpr auto fields() { return std::tuple{&Candidacy::term}; }
};
struct Vote {
  std::uint64_t term = 0;
  AgreedRoles known;
  static constexpr auto fields() { return std::tuple{&Vote::term, &Vote::known}; }
};
struct Lead {
  MonotonicTime sent{};  // by the leader's clock
  AgreedRoles roles;     // its term is the leader's
  static constexpr auto fields() { return std::tuple{&Lead::sent, &Lead::roles}; }
};
struct Accepted {
  std::uint64_t term = 0;
  std::uint64_t version = 0;
  MonotonicTime sent{};  // of the Lead that it answers
  static constexpr auto fields() {
    return std::tuple{&Accepted::term, &Accepted::version, &Accepted::sent};
  }
};

// manager -> manager: the leader of that term leads no more, and they need not wait.
struct Resigned {
  std::uint64_t term = 0;
  static constexpr auto fields() { return std::tuple{&Resigned::term}; }
};

// What a process knows of itself, in answer to Orders.
struct Heartbeat {
  Life life = 0;
  MonotonicTime at{};      // by its own clock
  Epoch holds_all_of = 0;  // a standby: it has all that the primary of this epoch told it
  Epoch serves_under = 0;  // as a primary; its lease may be over
  Epoch in_file = 0;       // of the latest primary whose writes it has; it may have few of them
  Epoch copied = 0;        // the move of which it has all that is written so far
  Epoch handed_over = 0;   // the move of which it has all
  std::uint64_t term = 0;  // of the latest orders that it took
  std::uint64_t version = 0;
  static constexpr auto fields() {
    return std::tuple{&Heartbeat::life,         &Heartbeat::at,      &Heartbeat::holds_all_of,
                      &Heartbeat::serves_under, &Heartbeat::in_file, &Heartbeat::copied,
                      &Heartbeat::handed_over,  &Heartbeat::term,    &Heartbeat::version};
  }
};
// leader -> each process of its cluster, and the syncers of the others.
struct Orders {
  MemberId member;
  std::uint64_t term = 0;
  std::uint64_t version = 0;
  MonotonicTime sent{};  // by the leader's clock
  Roles roles;
  // A lease of the primary's role begins then, by the receiver's clock: when it last answered.
  std::optional<MonotonicTime> lease_from;
  // Shards whose primary has not answered for so long that it is taken for dead.
  std::vector<std::uint32_t> silent{};
  static constexpr auto fields() {
    return std::tuple{&Orders::member, &Orders::term,       &Orders::version, &Orders::sent,
                      &Orders::roles,  &Orders::lease_from, &Orders::silent};
  }
};

// Of orders that come late or twice, the latest count. Whoever gets others says which it has
// obeyed: managers that have forgotten their terms learn it so.
class LatestOrders {
 public:
  // Then these are the latest.
  bool newer(const Orders& orders) {
    const std::tuple number{orders.term, orders.version, orders.sent};
    if (number < latest_) return false;
    latest_ = number;
    return true;
  }
  // What it has to say of them.
  [[nodiscard]] Heartbeat heartbeat(MonotonicTime now) const {
    Heartbeat heartbeat;
    heartbeat.at = now;
    heartbeat.term = std::get<0>(latest_);
    heartbeat.version = std::get<1>(latest_);
    return heartbeat;
  }

 private:
  std::tuple<std::uint64_t, std::uint64_t, MonotonicTime> latest_{};
};

using ToManager = std::variant<Candidacy, Vote, Lead, Accepted, Resigned, Heartbeat>;

}  // namespace faultline::engine::active_active
