// What a shard does with slots that move, to it and from it, while it serves.
#include <utility>

#include "engine/active_active/election.h"
#include "engine/active_active/shard.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

// Ownership as agreed: what is not its own any more goes, what it has been handed over is served.
// What it is given without a move, because nobody knew any more whose it was, comes back from
// peers.
void Shard::take_slots(const Roles& roles, Outputs& outputs) {
  std::vector<SlotRange> now = roles.slots.owned_by(*config_.index);
  if (now == slots_) return;
  const std::vector<SlotRange> before = std::exchange(slots_, std::move(now));
  std::vector<Slot> gone;
  for (const auto& [slot, context] : store_.contexts())
    if (!contains(slots_, slot)) gone.push_back(slot);
  for (const Slot slot : gone) {
    store_.drop(slot);
    source_->drop(slot);
    garbage_.forget(slot);
  }
  if (!gone.empty()) outputs.observe(observation::Mark{"slots_moved_away"});
  for (const SlotRange& range : difference(slots_, before)) {
    if (incoming_ && incoming_->handed_over && incoming_->moving.move.slots == range) {
      settle_in(range, outputs);
      continue;
    }
    FL_ASSERT(roles.last_epoch >= kCountedEpochs,
              "slots come by a move, unless the managers had forgotten whose they were");
    outputs.observe(observation::TookOver{range.first, range.last});
  }
}

void Shard::settle_in(const SlotRange& slots, Outputs& outputs) {
  outputs.observe(observation::TookOver{slots.first, slots.last});
  outputs.observe(observation::Mark{"slots_taken"});
  incoming_->link.stop(outputs);
  if (planted(PlantedBug::kMovedSlotForgetsVector))
    for (LogRecord& record : incoming_->records)
      if (auto* snapshot = std::get_if<SlotSnapshot>(&record)) snapshot->context.clear();
  followers_.has_come(incoming_->backlog);
  source_->push_all(replay(incoming_->records, incoming_->backlog, outputs));
  incoming_.reset();
  // What the old owner had not sent yet.
  for (const auto& [slot, context] : store_.contexts())
    if (slots.contains(slot)) source_->slot_merged(slot, store_, outputs);
}

void Shard::copy_slots(const Roles& roles, Outputs& outputs) {
  const bool leave =
      roles.moving && roles.moving->move.from == *config_.index && roles.moving->handing_over;
  frozen_ = leave ? std::optional(roles.moving->move.slots) : std::nullopt;
  const bool come = roles.moving && roles.moving->move.to == *config_.index;
  if (incoming_ && (!come || incoming_->moving.id != roles.moving->id)) {
    incoming_->link.stop(outputs);
    incoming_.reset();
  }
  if (!come) return;
  if (!incoming_)
    incoming_.emplace(Incoming{*roles.moving, Following(kIncomingTimer, last_connection_)});
  incoming_->link.follow(roles.shards.at(roles.moving->move.from).primary, outputs,
                         roles.moving->move.slots);
}

bool Shard::take_incoming(const Input& input, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  Following& link = incoming_->link;
  if (const auto* opened = std::get_if<input::Opened>(&input))
    return link.opened(opened->connection, outputs);
  if (const auto* refused = std::get_if<input::Refused>(&input))
    return link.lost(refused->connection, "refused", now, outputs);
  if (const auto* closed = std::get_if<input::Closed>(&input))
    return link.lost(closed->connection, "connection closed", now, outputs);
  if (const auto* fired = std::get_if<input::TimerFired>(&input))
    return link.timer_fired(fired->timer, outputs);
  const auto* received = std::get_if<input::Received>(&input);
  if (received == nullptr || !link.is(received->connection)) return false;
  auto copy = decode<Copy>(received->bytes);
  FL_ASSERT(copy, "the owner of slots sends copies");
  copied(std::move(*copy), context, outputs);
  return true;
}

// They go to the file and the standby as they come: what is handed over outlives a crash here.
void Shard::copied(Copy copy, const StepContext& context, Outputs& outputs) {
  if (copy.whole) {
    incoming_->records.clear();
    incoming_->backlog = std::move(copy.backlog);
  }
  for (LogRecord& record : copy.records) {
    log(record, outputs);
    incoming_->records.push_back(std::move(record));
  }
  const bool first = !std::exchange(incoming_->copied, true);
  const bool last = copy.last && !std::exchange(incoming_->handed_over, true);
  if (last) outputs.sync();
  if (first || last) send_heartbeat(manager_, context, outputs);
}

bool Shard::owns_keys_of(const Arguments& command) const {
  if (!config_.index) return true;
  const CommandKind* kind = find_command(command[0].view());
  if (kind == nullptr) return true;
  for (const Bytes& key : keys_of(*kind, command))
    if (!owns(slot_of(key))) return false;
  return true;
}

}  // namespace faultline::engine::active_active
