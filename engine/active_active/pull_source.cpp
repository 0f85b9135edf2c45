#include "engine/active_active/pull_source.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/compression.h"
#include "engine/active_active/slot_map.h"
#include "engine/base/assert.h"
#include "engine/base/hash.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

void PullSource::open(ConnectionId connection, Pull pull, const SlotStore& store,
                      const StepContext& context, Outputs& outputs) {
  if (!accepts(connection, pull.member, outputs)) return;
  const bool pulled_before = acknowledged_.contains(pull.member);
  // A shard that restarted may hold less than it had acknowledged: its word now counts.
  acknowledged_[pull.member] = pull.contexts;
  Stream stream;
  stream.member = pull.member;
  stream.shards = std::move(pull.shards);
  stream.reached = std::move(pull.contexts);
  stream.cursor = backlog_.first_position();
  stream.greets = pull.joins;
  bool from_backlog = find_lacks(stream, store, outputs);
  if (from_backlog && (pull.joins || context.fires(BuggifyPoint::kFullSync, outputs))) {
    find_lacks(stream, store, outputs, Lack::kBacklog);
    from_backlog = false;
  }
  for (const auto& [slot, here] : store.contexts())
    if (contains(pull.whole, slot)) stream.snapshots.insert(slot);
  if (pulled_before && from_backlog && stream.snapshots.empty())
    outputs.observe(observation::Mark{"partial_sync_resumed"});
  streams_.insert_or_assign(connection, std::move(stream));
}

bool PullSource::accepts(ConnectionId connection, MemberId member, Outputs& outputs) const {
  if (!removed_.contains(member)) return true;
  outputs.observe(observation::Mark{"removed_member_rejected"});
  outputs.close(connection);
  return false;
}

void PullSource::members_changed(const Membership& members, Outputs& outputs) {
  const bool somebody_left = !std::includes(removed_.begin(), removed_.end(),
                                            members.removed().begin(), members.removed().end());
  removed_ = members.removed();
  if (!somebody_left) return;
  close_all(outputs);
  for (const MemberId member : removed_) acknowledged_.erase(member);
}

PullSource::Lack PullSource::lack(const Stream& stream, Slot slot,
                                  const VersionVector& here) const {
  static const VersionVector kNothing;
  const auto found = stream.reached.find(slot);
  const VersionVector& there = found == stream.reached.end() ? kNothing : found->second;
  Lack worst = Lack::kNothing;
  for (const auto& [source, number] : here.entries()) {
    const std::uint64_t held = there.of(source);
    if (number <= held) continue;
    if (source.member == config_.own.member || (config_.causal && source.member != stream.member)) {
      const bool supplied = backlog_.supplies(slot, {source, held + 1}, number) ||
                            planted(PlantedBug::kGapTakenAsComplete);
      worst = std::max(worst, supplied ? Lack::kBacklog : Lack::kSnapshot);
    } else if (source.member == stream.member) {
      const bool current = std::any_of(
          stream.shards.begin(), stream.shards.end(), [&, s = source](const PullingShard& shard) {
            return shard.slots.contains(slot) && shard.incarnation == s.incarnation;
          });
      if (!current) worst = std::max(worst, Lack::kReturn);
    } else if (removed_.contains(source.member)) {
      worst = std::max(worst, Lack::kSnapshot);
    }
  }
  return worst;
}

bool PullSource::find_lacks(Stream& stream, const SlotStore& store, Outputs& outputs,
                            Lack whole) const {
  bool from_backlog = false;
  for (const auto& [slot, here] : store.contexts()) {
    const Lack found = lack(stream, slot, here);
    if (found == Lack::kBacklog) from_backlog = true;
    if (found < whole || !stream.snapshots.insert(slot).second) continue;
    if (found == Lack::kReturn) outputs.observe(observation::Mark{"own_effects_returned"});
  }
  return from_backlog;
}

void PullSource::acknowledge(ConnectionId connection, const Acknowledge& done) {
  const auto found_stream = streams_.find(connection);
  if (found_stream == streams_.end()) return;
  Stream& stream = found_stream->second;
  const auto found = stream.in_flight.find(done.batch);
  if (found == stream.in_flight.end()) return;
  Contexts& acknowledged = acknowledged_[stream.member];
  for (const Slot slot : done.gaps) {
    found->second.carried.erase(slot);
    const bool on_its_way =
        std::any_of(std::next(found), stream.in_flight.end(),
                    [&](const auto& later) { return later.second.snapshots.contains(slot); });
    if (!on_its_way) stream.snapshots.insert(slot);
  }
  for (const auto& [slot, context] : found->second.carried) acknowledged[slot].join(context);
  stream.in_flight.erase(found);
}

void PullSource::close_all(Outputs& outputs) {
  for (const auto& [connection, stream] : streams_) outputs.close(connection);
  streams_.clear();
}

void PullSource::slot_merged(Slot slot, const SlotStore& store, Outputs& outputs) {
  for (auto& [connection, stream] : streams_) {
    const Lack found = lack(stream, slot, store.context(slot));
    if (found < Lack::kSnapshot) continue;
    stream.snapshots.insert(slot);
    if (found == Lack::kReturn) outputs.observe(observation::Mark{"own_effects_returned"});
  }
}

void PullSource::update_applied(const Update& update, const SlotStore& store, Outputs& outputs) {
  for (auto& [connection, stream] : streams_) {
    if (stream.member != update.first.source.member) continue;
    if (lack(stream, update.slot, store.context(update.slot)) != Lack::kReturn) continue;
    stream.snapshots.insert(update.slot);
    outputs.observe(observation::Mark{"own_effects_returned"});
  }
}

void PullSource::flush(const SlotStore& store, const StepContext& context, Outputs& outputs) {
  for (auto& [connection, stream] : streams_) flush(connection, stream, store, context, outputs);
}

void PullSource::flush(ConnectionId connection, Stream& stream, const SlotStore& store,
                       const StepContext& context, Outputs& outputs) {
  while (stream.in_flight.size() < kWindow) {
    if (stream.cursor < backlog_.first_position()) {
      // Overrun: what fell out goes as snapshots, the rest goes on from the backlog.
      find_lacks(stream, store, outputs);
      stream.cursor = backlog_.first_position();
    }
    skip_reached(stream);
    const bool nothing = stream.snapshots.empty() && stream.cursor == backlog_.end_position();
    if (!std::exchange(stream.greets, false) && nothing) return;
    const bool small = context.fires(BuggifyPoint::kSmallBatch, outputs);
    Batch batch = next_batch(stream, store, small, outputs);
    batch.number = ++stream.batches;
    skip_reached(stream);
    batch.snapshots_left = stream.snapshots.size();
    batch.updates_left = backlog_.end_position() - stream.cursor;
    Flight& flight = stream.in_flight[batch.number];
    for (const SlotSnapshot& snapshot : batch.snapshots) {
      flight.carried[snapshot.slot].join(snapshot.context);
      flight.snapshots.insert(snapshot.slot);
    }
    for (const Update& update : batch.updates) flight.carried[update.slot].raise(update.last());
    outputs.send(connection, compressed(encode(batch), config_.compression));
  }
}

std::vector<Update> PullSource::backlog_of(const SlotRange& slots) const {
  std::vector<Update> updates;
  for (std::uint64_t at = backlog_.first_position(); at < backlog_.end_position(); ++at) {
    const Update& update = backlog_.at(at);
    if (slots.contains(update.slot) && !of_before_it_left(update.slot, at))
      updates.push_back(update);
  }
  return updates;
}

bool PullSource::of_before_it_left(Slot slot, std::uint64_t position) const {
  const auto left = left_at_.find(slot);
  return left != left_at_.end() && position < left->second;
}

void PullSource::drop(Slot slot) {
  backlog_.forget(slot);
  left_at_[slot] = backlog_.end_position();
  for (auto& [connection, stream] : streams_) stream.snapshots.erase(slot);
}

bool PullSource::passes_over(Stream& stream, std::uint64_t position) const {
  const Update& update = backlog_.at(position);
  if (of_before_it_left(update.slot, position)) return true;
  if (planted(PlantedBug::kRelayForgotten) && update.first.source.member != config_.own.member)
    return true;
  return update.first.source.member == stream.member ||
         stream.reached[update.slot].covers(update.last());
}

void PullSource::skip_reached(Stream& stream) const {
  while (stream.cursor < backlog_.end_position()) {
    if (!passes_over(stream, stream.cursor)) return;
    ++stream.cursor;
  }
}

Batch PullSource::next_batch(Stream& stream, const SlotStore& store, bool small, Outputs& outputs) {
  const std::size_t most_bytes = small ? 1 : kBatchBytes;
  const std::size_t most_updates = small ? 1 : kBatchUpdates;
  Batch batch;
  std::size_t bytes = 0;
  while (!stream.snapshots.empty() && bytes < most_bytes) {
    const Slot slot = *stream.snapshots.begin();
    stream.snapshots.erase(stream.snapshots.begin());
    // Unique over all processes and their restarts, and the same in every run.
    const SnapshotId id(combine64(combine64(config_.self.value(), config_.own.incarnation.value()),
                                  ++snapshots_taken_));
    batch.snapshots.push_back(store.snapshot(slot, id, outputs));
    stream.reached[slot].join(batch.snapshots.back().context);
    bytes += batch.snapshots.back().state.size();
  }
  if (!batch.snapshots.empty()) return batch;
  while (stream.cursor < backlog_.end_position() && bytes < most_bytes &&
         batch.updates.size() < most_updates) {
    const std::uint64_t position = stream.cursor++;
    if (passes_over(stream, position)) continue;
    const Update& update = backlog_.at(position);
    VersionVector& reached = stream.reached[update.slot];
    FL_ASSERT(reached.of(update.first.source) + 1 == update.first.number,
              "a stream carries a slot's updates without a gap");
    reached.raise(update.last());
    if (update.first.source.member != config_.own.member)
      outputs.observe(observation::Mark{"update_relayed"});
    bytes += update.payload.size();
    batch.updates.push_back(update);
  }
  return batch;
}

std::vector<PullSource::Lag> PullSource::lags() const {
  std::vector<Lag> lags;
  for (const auto& [connection, stream] : streams_) {
    const std::uint64_t from = std::max(stream.cursor, backlog_.first_position());
    lags.push_back({stream.member, stream.in_flight.size(), backlog_.end_position() - from,
                    stream.snapshots.size()});
  }
  return lags;
}

const Contexts* PullSource::acknowledged(MemberId member) const {
  const auto found = acknowledged_.find(member);
  return found == acknowledged_.end() ? nullptr : &found->second;
}

}  // namespace faultline::engine::active_active
