// When a shard may drop what it keeps of removals: once every member has applied them and has them
// on disk. Members tell each other what they have, a slot, with each sync of their files
// (Observed); the least of it all is the least globally observed clock (crdt_gc_gvc_min of
// AA/develop/develop-for-aa.md). A member that is cut off, down or never heard of keeps it back,
// until it is removed from the database.
//
// It is never early: a report follows its sync, and reports of one stream come in their order. That
// streams are in order per source makes a maximum enough; a member that lost its file comes back
// with a new incarnation and reports anew.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "engine/active_active/messages.h"
#include "engine/active_active/slot_store.h"

namespace faultline::engine::active_active {

class GarbageCollection {
 public:
  GarbageCollection(MemberId self, std::vector<MemberId> others)
      : self_(self), others_(std::move(others)) {}

  // From now on only these count: who was removed keeps nothing back any more.
  void set_others(std::vector<MemberId> others);
  // The slot's context has changed; the next sync makes it durable.
  void changed(Slot slot) { unsynced_.insert(slot); }
  // Whether something was applied that no sync has made durable, as far as this knows.
  [[nodiscard]] bool awaits_sync() const { return !unsynced_.empty(); }
  // Another shard has it now.
  void forget(Slot slot);
  // Everything that was applied is on disk: what is new of it.
  [[nodiscard]] Contexts synced(const SlotStore& store);
  // What is on disk of the slots that were ever touched.
  [[nodiscard]] const Contexts& durable() const { return durable_; }
  // A report on that connection of its member; what an older one still brings is out of date.
  void reported(ConnectionId from, const Observed& report);
  void closed(ConnectionId connection);
  // Drops what every member has observed, of the slots of which something new is known. What is on
  // its way to another shard is left to that.
  void collect(SlotStore& store, const std::optional<SlotRange>& leaving, Outputs& outputs);

  // The first member of which it is not known that it has all this; none: all have.
  [[nodiscard]] std::optional<MemberId> waits_for(Slot slot, const VersionVector& observed) const;
  // How many deleted keys wait for each member.
  [[nodiscard]] std::map<MemberId, std::size_t> waiting(const SlotStore& store) const;

 private:
  MemberId self_;
  std::vector<MemberId> others_;
  std::set<Slot> unsynced_;
  std::set<Slot> news_;
  Contexts durable_;
  struct Reported {
    ConnectionId from;
    Contexts contexts;
  };
  std::map<MemberId, Reported> observed_;
};

}  // namespace faultline::engine::active_active
