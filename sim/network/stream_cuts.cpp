// What cuts do to streams: they reset them, hold what is sent, or take the acknowledgements.
#include <algorithm>
#include <utility>

#include "sim/network/streams.h"

namespace faultline::sim {

using engine::Instant;

std::optional<CutEffect> Streams::cut_from(StreamId id, int from) const {
  return conditions_.cut(host(id, from), host(id, 1 - from));
}

std::optional<CutEffect> Streams::refusal(StreamId id) const {
  for (const int from : {0, 1}) {
    const auto cut = cut_from(id, from);
    if (cut && cut->mode == PartitionMode::kRefused) return cut;
  }
  return std::nullopt;
}

// Bytes that a stopped cut lost are sent again by the sender, whatever cut follows; a stream stalls
// only while a stopped cut is in force.
void Streams::wait_behind(const CutEffect& cut, StreamId id, int from) {
  Direction& way = direction(id, from);
  way.jammed = cut.mode == PartitionMode::kJammed;
  way.lost |= cut.mode == PartitionMode::kStopped;
  if (way.jammed) return;
  way.stalls_at = std::max(*way.held_since + cut.stall_reset, scheduler_.now());
  schedule(way.stalls_at, EventKind::kStallCheck, id, from);
}

// The receiver's host answers what arrived; a stopped cut of the way back takes the answer.
void Streams::acknowledge(StreamId id, int from, const Segment& segment) {
  Direction& way = direction(id, from);
  const auto cut = cut_from(id, 1 - from);
  if (!cut || cut->mode != PartitionMode::kStopped)
    return acknowledged(id, from, wire_size(segment));
  way.unacknowledged += wire_size(segment);
  if (way.unacknowledged_since) return;
  way.unacknowledged_since = segment.departed;
  wait_for_acknowledgement(*cut, id, from);
}

void Streams::wait_for_acknowledgement(const CutEffect& cut, StreamId id, int from) {
  Direction& way = direction(id, from);
  way.given_up_at = std::max(*way.unacknowledged_since + cut.stall_reset, scheduler_.now());
  schedule(way.given_up_at, EventKind::kStallCheck, id, from);
}

void Streams::check_stall(StreamId id, int from) {
  const Direction& way = direction(id, from);
  const Instant now = scheduler_.now();
  const bool stalled = way.held_since && !way.jammed && now >= way.stalls_at;
  const bool given_up = way.unacknowledged_since && now >= way.given_up_at;
  if (stalled || given_up) reset_both(id);
}

void Streams::conditions_changed() {
  judge_held();
  judge_unacknowledged();
  for (StreamId id = 0; id < streams_.size(); ++id) {
    if (streams_[id].gone()) continue;
    const auto refused = refusal(id);
    if (!refused) continue;
    user_.met(refused->id);
    reset_both(id);
  }
}

// The cuts have changed: what waits goes on, or waits behind what is in force now.
void Streams::judge_held() {
  for (StreamId id = 0; id < streams_.size(); ++id)
    for (int from = 0; from < 2; ++from) {
      if (!streams_[id].directions[from].held_since) continue;
      const auto cut = cut_from(id, from);
      if (!cut || cut->mode == PartitionMode::kSlowed)
        release_held(id, from);
      else if (cut->mode != PartitionMode::kRefused)
        wait_behind(*cut, id, from);
    }
}

// Once nothing takes acknowledgements any more, the sender's next try is answered.
void Streams::judge_unacknowledged() {
  for (StreamId id = 0; id < streams_.size(); ++id)
    for (int from = 0; from < 2; ++from) {
      Direction& way = direction(id, from);
      if (!way.unacknowledged_since) continue;
      const auto cut = cut_from(id, 1 - from);
      if (cut && cut->mode == PartitionMode::kStopped)
        wait_for_acknowledgement(*cut, id, from);
      else {
        way.unacknowledged_since.reset();
        acknowledged(id, from, std::exchange(way.unacknowledged, 0));
      }
    }
}

}  // namespace faultline::sim
