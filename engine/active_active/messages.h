// What proxies, syncers and shards say to each other. Every connection is opened towards a shard,
// which learns from the messages who speaks.
//
// Pull: the syncer of the pulling member asks its local shards for their contexts, sends Pull, and
// gets the batches of that shard's own member, in order a slot. Each batch is forwarded to the
// local shards and acknowledged to the source once they applied it; the source keeps a window of
// them.
#pragma once

#include <map>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/active_active/update.h"
#include "engine/clients/protocol.h"

namespace faultline::engine::active_active {

using Contexts = std::map<Slot, VersionVector>;  // of touched slots only

// syncer -> local shard, answered by LocalContexts.
struct AskContexts {
  std::uint64_t ticket = 0;
  SlotRange slots;
  static constexpr auto fields() { return std::tuple{&AskContexts::ticket, &AskContexts::slots}; }
};
// syncer -> local shard, answered by Delivered.
struct Deliver {
  std::uint64_t ticket = 0;
  std::vector<SlotSnapshot> snapshots;
  std::vector<Update> updates;
  static constexpr auto fields() {
    return std::tuple{&Deliver::ticket, &Deliver::snapshots, &Deliver::updates};
  }
};

// A shard of the pulling member; what its current incarnation did cannot be missing there.
struct PullingShard {
  SlotRange slots;
  Incarnation incarnation;
  static constexpr auto fields() {
    return std::tuple{&PullingShard::slots, &PullingShard::incarnation};
  }
};
// syncer -> remote shard, first message of a stream.
struct Pull {
  MemberId member;
  std::vector<PullingShard> shards;
  Contexts contexts;
  static constexpr auto fields() {
    return std::tuple{&Pull::member, &Pull::shards, &Pull::contexts};
  }
};
// syncer -> remote shard: that batch was applied, but for slots in which a gap was found: the shard
// sends these whole.
struct Acknowledge {
  std::uint64_t batch = 0;
  std::vector<Slot> gaps;
  static constexpr auto fields() { return std::tuple{&Acknowledge::batch, &Acknowledge::gaps}; }
};

// syncer -> remote shard, in the place of Pull: of a member that joins as a new one. It gets all as
// snapshots, and a batch also if there is nothing.
struct JoiningPull {
  Pull pull;
  static constexpr auto fields() { return std::tuple{&JoiningPull::pull}; }
};
// syncer -> local shard: the first sync from every other member is there.
struct Joined {
  static constexpr auto fields() { return std::tuple{}; }
};

// Request: proxy -> shard, answered by Response in order.
using ToShard = std::variant<Request, AskContexts, Deliver, Pull, Acknowledge, JoiningPull, Joined>;

// local shard -> syncer
struct LocalContexts {
  std::uint64_t ticket = 0;
  PullingShard shard;
  Contexts contexts;
  static constexpr auto fields() {
    return std::tuple{&LocalContexts::ticket, &LocalContexts::shard, &LocalContexts::contexts};
  }
};
struct Delivered {
  std::uint64_t ticket = 0;
  std::vector<Slot> gaps;  // an update did not follow on what the slot holds of its source
  static constexpr auto fields() { return std::tuple{&Delivered::ticket, &Delivered::gaps}; }
};
// local shard -> syncer, in the place of LocalContexts: of a shard that has not joined yet.
struct JoiningContexts {
  LocalContexts contexts;
  static constexpr auto fields() { return std::tuple{&JoiningContexts::contexts}; }
};
using FromLocalShard = std::variant<LocalContexts, Delivered, JoiningContexts>;

// remote shard -> syncer
struct Batch {
  std::uint64_t number = 0;  // from 1, of this stream
  std::vector<SlotSnapshot> snapshots;
  std::vector<Update> updates;
  std::uint64_t snapshots_left = 0;  // still to come, as far as the source knows
  std::uint64_t updates_left = 0;
  static constexpr auto fields() {
    return std::tuple{&Batch::number, &Batch::snapshots, &Batch::updates, &Batch::snapshots_left,
                      &Batch::updates_left};
  }
};

}  // namespace faultline::engine::active_active
