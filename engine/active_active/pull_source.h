// The source side of replication: what a shard streams to each syncer that pulls from it.
//
// A stream knows what its peer holds or will hold (`reached`). Missing updates of this member come
// from the backlog, in order; a slot whose next number the backlog cannot supply goes as a
// snapshot, before any of its updates. A slot of which the peer lost its own older effects (those
// of an incarnation that is over) goes as a snapshot too: so a shard that lost its unsynced tail
// gets back what its peers had received. Both are judged by dots, never by an offset alone. Batches
// without an acknowledgement are limited to a window. Shared design, sections 5 (promotion) and 7
// (syncer).
//
// With causal consistency a stream relays what this shard applied of the other members too, all in
// the order in which it was applied here. So a peer that applies an update of a slot holds by then
// all that this shard held of the slot before it: it had that when it pulled, or the stream brought
// it before, alone or in a snapshot, or it is the peer's own (of its older incarnations a snapshot
// returns what it lacks before the stream goes on). As that is true of every stream and of every
// prefix of an append-only file, no replica ever holds an effect without what its origin had seen
// of the slot, and the receiver need not keep anything back (that connections are ordered and
// whole until they close is relied on). The price: N - 2 relays of each
// update, of which the receiver filters what it holds. Documents: AA/causal-consistency.md.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/active_active/backlog.h"
#include "engine/active_active/membership.h"
#include "engine/active_active/messages.h"
#include "engine/active_active/slot_store.h"

namespace faultline::engine::active_active {

// Basis of the three: chosen.
inline constexpr std::size_t kWindow = 64;             // batches in flight a stream
inline constexpr std::size_t kBatchBytes = 64 * 1024;  // a batch ends when it reaches this
inline constexpr std::size_t kBatchUpdates = 128;

class PullSource {
 public:
  struct Config {
    ProcessId self;
    Source own;
    std::int64_t compression = 0;  // level of compression.h
    bool causal = false;
  };
  PullSource(const Config& config, Backlog backlog)
      : config_(config), backlog_(std::move(backlog)) {}

  // An update that was applied here and is passed on, of that size in the log.
  void push(Update update, std::size_t bytes) { backlog_.push(std::move(update), bytes); }
  // The same of slots that have come, all in order.
  void push_all(const Backlog& of_others) { backlog_.push_all(of_others); }

  void open(ConnectionId connection, Pull pull, const SlotStore& store, const StepContext& context,
            Outputs& outputs);
  // Pulls of removed members end and are refused from now on. What only some of the others have got
  // of them, every member that has it hands on; so the others pull anew and say what they hold.
  void members_changed(const Membership& members, Outputs& outputs);
  void acknowledge(ConnectionId connection, const Acknowledge& done);
  void close(ConnectionId connection) { streams_.erase(connection); }
  void close_all(Outputs& outputs);
  // What it has of these slots for peers that lag, in order.
  [[nodiscard]] std::vector<Update> backlog_of(const SlotRange& slots) const;
  // The slot is another shard's now, which sends what peers lack of it.
  void drop(Slot slot);
  // It goes on under a new incarnation.
  void raise(Source own) { config_.own = own; }
  // A snapshot was merged into the slot: others may lack what it brought.
  void slot_merged(Slot slot, const SlotStore& store, Outputs& outputs);
  // An update of another member was applied. If that member is over with the update's incarnation,
  // it may have lost it while the update was on its way here: it gets the slot back.
  void update_applied(const Update& update, const SlotStore& store, Outputs& outputs);
  // Sends what the windows allow; at the end of each step.
  void flush(const SlotStore& store, const StepContext& context, Outputs& outputs);

  struct Lag {
    MemberId member;
    std::size_t batches = 0;    // sent, not acknowledged
    std::size_t updates = 0;    // not sent, at most
    std::size_t snapshots = 0;  // not sent
  };
  [[nodiscard]] std::vector<Lag> lags() const;
  // What a member has acknowledged, a slot; null: it never pulled.
  [[nodiscard]] const Contexts* acknowledged(MemberId member) const;

 private:
  struct Flight {
    Contexts carried;
    std::set<Slot> snapshots;
  };
  struct Stream {
    MemberId member;
    std::vector<PullingShard> shards;
    Contexts reached;           // held by the peer, or on its way in this stream
    std::uint64_t cursor = 0;   // next backlog position
    std::set<Slot> snapshots;   // to be sent before anything else
    bool greets = false;        // a batch is owed, be it an empty one
    std::uint64_t batches = 0;  // sent so far
    std::map<std::uint64_t, Flight> in_flight;
  };
  // False: it is none of a member.
  [[nodiscard]] bool accepts(ConnectionId connection, MemberId member, Outputs& outputs) const;
  enum class Lack { kNothing, kBacklog, kSnapshot, kReturn };
  [[nodiscard]] Lack lack(const Stream& stream, Slot slot, const VersionVector& here) const;
  // Slots that lack as much as `whole` or more go as snapshots. Returns whether the backlog has
  // something for the stream.
  bool find_lacks(Stream& stream, const SlotStore& store, Outputs& outputs,
                  Lack whole = Lack::kSnapshot) const;
  void flush(ConnectionId connection, Stream& stream, const SlotStore& store,
             const StepContext& context, Outputs& outputs);
  [[nodiscard]] bool of_before_it_left(Slot slot, std::uint64_t position) const;
  // The peer holds the update, or it is its own.
  bool passes_over(Stream& stream, std::uint64_t position) const;
  // Passes over what a snapshot carried already, so that updates_left > 0 means one more batch.
  void skip_reached(Stream& stream) const;
  Batch next_batch(Stream& stream, const SlotStore& store, bool small, Outputs& outputs);

  Config config_;
  Backlog backlog_;
  std::map<Slot, std::uint64_t> left_at_;  // positions before are of a time before the slot left
  std::map<ConnectionId, Stream> streams_;
  std::map<MemberId, Contexts> acknowledged_;
  std::set<MemberId> removed_;
  std::uint64_t snapshots_taken_ = 0;
};

}  // namespace faultline::engine::active_active
