// What proxies, syncers and shards say to each other. Every connection is opened towards a shard,
// which learns from the messages who speaks.
//
// Pull: the syncer of the pulling member asks its local shards for their contexts, sends Pull, and
// gets the batches of that shard's own member, in order a slot. Each batch is forwarded to the
// local shards and acknowledged to the source once they applied it; the source keeps a window of
// them.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/active_active/shard_log.h"
#include "engine/active_active/update.h"
#include "engine/clients/protocol.h"

namespace faultline::engine::active_active {

using Contexts = std::map<Slot, VersionVector>;  // of touched slots only

[[nodiscard]] inline Contexts within(const Contexts& contexts,
                                     const std::vector<SlotRange>& slots) {
  Contexts found;
  for (const SlotRange& range : slots)
    found.insert(contexts.lower_bound(range.first), contexts.upper_bound(range.last));
  return found;
}

// syncer -> local shard, answered by LocalContexts.
struct AskContexts {
  std::uint64_t ticket = 0;
  std::vector<SlotRange> slots;
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
  // Wanted whole, whatever the contexts say, since a shard was out of memory.
  std::vector<SlotRange> whole;
  // As a new member: it gets all that it lacks as snapshots, and a batch also if that is nothing.
  bool joins = false;
  static constexpr auto fields() {
    return std::tuple{&Pull::member, &Pull::shards, &Pull::contexts, &Pull::whole, &Pull::joins};
  }
};
// syncer -> remote shard: that batch was applied, but for slots in which a gap was found: the shard
// sends these whole.
struct Acknowledge {
  std::uint64_t batch = 0;
  std::vector<Slot> gaps;
  static constexpr auto fields() { return std::tuple{&Acknowledge::batch, &Acknowledge::gaps}; }
};

// syncer -> local shard: the first sync from every other member is there.
struct Joined {
  static constexpr auto fields() { return std::tuple{}; }
};

// local shard -> syncer -> remote shard: what of these slots the member has applied and has on
// disk. With the ticket of an AskContexts, before its answer: all of them, for the stream that
// asked. Without: what a sync of the file has added, for all streams.
struct Observed {
  std::uint64_t ticket = 0;
  MemberId member;
  std::vector<SlotRange> slots;
  Contexts contexts;
  static constexpr auto fields() {
    return std::tuple{&Observed::ticket, &Observed::member, &Observed::slots, &Observed::contexts};
  }
};

// standby -> primary of its shard, or new owner of slots -> old one: first and only message,
// answered by Copies without end.
struct Follow {
  std::optional<SlotRange> slots;  // none: all
  static constexpr auto fields() { return std::tuple{&Follow::slots}; }
};

// To a request that nobody could run.
[[nodiscard]] inline Reply unavailable_reply() {
  return error_reply("ERR shard unavailable");
}
// To a request for a slot that is on its way to another shard, or gone there: the proxy asks again.
[[nodiscard]] inline Reply slot_moved_reply() {
  return error_reply("TRYAGAIN slot is moving");
}

// Request: proxy -> shard, answered by Response in order.
using ToShard =
    std::variant<Request, AskContexts, Deliver, Pull, Acknowledge, Joined, Observed, Follow>;

// primary -> standby, or old owner of slots -> new one: what it wrote to its file.
struct Copy {
  std::uint32_t epoch = 0;
  bool joining = false;  // the primary takes no writes yet
  bool whole = false;    // all that the primary has; what the standby had before counts no more
  bool last = false;     // of slots that move: nothing more will be written
  std::vector<LogRecord> records;
  // What peers may lack, of what is whole or of slots that have come; they are in no record.
  std::vector<Update> backlog{};
  static constexpr auto fields() {
    return std::tuple{&Copy::epoch, &Copy::joining, &Copy::whole,
                      &Copy::last,  &Copy::records, &Copy::backlog};
  }
};

// local shard -> syncer
struct LocalContexts {
  std::uint64_t ticket = 0;
  std::vector<PullingShard> shards;  // the same one, once a range
  Contexts contexts;
  bool joins = false;  // it has not joined yet
  static constexpr auto fields() {
    return std::tuple{&LocalContexts::ticket, &LocalContexts::shards, &LocalContexts::contexts,
                      &LocalContexts::joins};
  }
};
struct Delivered {
  std::uint64_t ticket = 0;
  std::vector<Slot> gaps;  // an update did not follow on what the slot holds of its source
  static constexpr auto fields() { return std::tuple{&Delivered::ticket, &Delivered::gaps}; }
};
// local shard -> syncer, in the place of either: it is out of memory and has taken nothing, or not
// all.
struct OutOfMemory {
  std::uint64_t ticket = 0;
  static constexpr auto fields() { return std::tuple{&OutOfMemory::ticket}; }
};
using FromLocalShard = std::variant<LocalContexts, Delivered, OutOfMemory, Observed>;

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
