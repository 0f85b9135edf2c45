#include "sim/network/streams.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::ConnectionId;
using engine::Duration;
using engine::HostId;
using engine::Instant;
using engine::ProcessId;
using std::chrono::seconds;

// Linux gives up an unanswered connect after minutes; engines of this field set 3 s or less.
// Chosen.
constexpr Duration kConnectTimeout = seconds(3);

}  // namespace

Streams::Streams(Scheduler& scheduler, StreamUser& user, Hosts& hosts, Conditions& conditions)
    : scheduler_(scheduler),
      user_(user),
      hosts_(hosts),
      conditions_(conditions),
      queues_(scheduler) {}

void Streams::schedule(Instant at, EventKind kind, StreamId id, int from) {
  scheduler_.schedule(at, {kind, id, static_cast<std::uint64_t>(from), direction(id, from).epoch});
}

std::optional<std::pair<Streams::StreamId, int>> Streams::find(ProcessId process,
                                                               ConnectionId connection) const {
  const auto found = open_.find({process, connection});
  if (found == open_.end()) return std::nullopt;
  return found->second;
}

void Streams::connect(ProcessId from, ConnectionId connection, const engine::Endpoint& to) {
  FL_ASSERT(connection.value() < engine::kAcceptedConnection, "an own connection has a low number");
  FL_ASSERT(!find(from, connection), "a process numbers each connection anew");
  const auto id = static_cast<StreamId>(streams_.size());
  Stream stream;
  stream.ends[0] = {from, connection, user_.host_of(from), EndState::kConnecting};
  stream.ends[1] = {to.process, ConnectionId(), user_.host_of(to.process), EndState::kConnecting};
  stream.port = to.port;
  streams_.push_back(std::move(stream));
  open_[{from, connection}] = {id, 0};
  scheduler_.schedule(scheduler_.now() + kConnectTimeout, {EventKind::kConnectTimeout, id, 0, 0});
  transmit(id, 0, {SegmentKind::kOpen});
}

void Streams::send(ProcessId from, ConnectionId connection, Bytes bytes, std::uint32_t uncounted) {
  const auto found = find(from, connection);
  // The process has not heard yet that the stream ended: the bytes go nowhere.
  if (!found) return;
  const auto [id, end] = *found;
  FL_ASSERT(streams_[id].ends[end].state == EndState::kOpen, "only an open connection sends");
  const auto counted = static_cast<std::uint32_t>(bytes.size()) - uncounted;
  transmit(id, end, {SegmentKind::kData, std::move(bytes), counted});
}

void Streams::close(ProcessId from, ConnectionId connection) {
  const auto found = find(from, connection);
  if (!found) return;
  const auto [id, end] = *found;
  transmit(id, end, {SegmentKind::kFinish});
  finish(id, end, false);
}

void Streams::process_died(ProcessId process, bool silent) {
  const auto first = open_.lower_bound({process, ConnectionId(0)});
  std::vector<std::pair<StreamId, int>> ended;
  for (auto it = first; it != open_.end() && it->first.first == process; ++it)
    ended.push_back(it->second);
  for (const auto& [id, end] : ended) {
    if (silent)
      lose_power(id, end);
    else
      transmit(id, end, {SegmentKind::kReset});
    finish(id, end, false);
  }
}

// The peer notices nothing; what a stopped cut held lies in the dead machine's memory and is gone,
// and nobody waits for acknowledgements any more.
void Streams::lose_power(StreamId id, int end) {
  streams_[id].orphaned = true;
  Direction& gone = direction(id, end);
  gone.unacknowledged_since.reset();
  gone.unsent.clear();
  if (!gone.lost) return;
  gone.held.clear();
  gone.held_since.reset();
  gone.lost = false;
}

void Streams::machine_returned(HostId host) {
  for (StreamId id = 0; id < streams_.size(); ++id) {
    Stream& stream = streams_[id];
    if (stream.ends[1].host == host && stream.directions[0].held_since) release_held(id, 0);
    if (!stream.orphaned) continue;
    const int dead = stream.ends[0].state == EndState::kGone ? 0 : 1;
    if (stream.ends[dead].host != host) continue;
    stream.orphaned = false;
    transmit(id, dead, {SegmentKind::kReset});
  }
}

void Streams::handle(const Event& event) {
  if (event.kind == EventKind::kLinkFree) return link_is_free(event.subject);
  const StreamId id = event.subject;
  if (event.kind == EventKind::kConnectTimeout) return connect_timed_out(id);
  const int from = static_cast<int>(event.first);
  if (direction(id, from).epoch != event.second) return;
  if (event.kind == EventKind::kArrive) return arrive(id, from);
  if (event.kind == EventKind::kRetransmit) return retransmit(id, from);
  if (event.kind == EventKind::kWindowOpens) return window_opens(id, from);
  check_stall(id, from);
}

void Streams::connect_timed_out(StreamId id) {
  const End end = streams_[id].ends[0];
  if (end.state != EndState::kConnecting) return;
  finish(id, 0, false);
  finish(id, 1, true);  // the way back is cut: the listener took what nobody will use
  forget_segments(id);
  user_.deliver(end.process, engine::input::Refused{end.connection});
}

void Streams::arrive(StreamId id, int from) {
  Segment segment = std::move(direction(id, from).in_flight.front());
  direction(id, from).in_flight.pop_front();
  if (hosts_.at(host(id, 1 - from)).up())
    take(id, from, std::move(segment));
  else if (segment.kind == SegmentKind::kOpen)
    wait_for_power(id, std::move(segment));
}

void Streams::take(StreamId id, int from, Segment segment) {
  const int to = 1 - from;
  const End end = streams_[id].ends[to];
  switch (segment.kind) {
    case SegmentKind::kOpen:
      accept(id);
      return;
    case SegmentKind::kAccept:
      if (end.state != EndState::kConnecting) return;
      streams_[id].ends[to].state = EndState::kOpen;
      user_.deliver(end.process, engine::input::Opened{end.connection, false});
      return;
    case SegmentKind::kData:
      if (end.state != EndState::kOpen) return;
      if (segment.corrupted) return reset_both(id);
      acknowledge(id, from, segment);
      user_.delivered_bytes(segment.bytes);
      user_.deliver(end.process, engine::input::Received{end.connection, std::move(segment.bytes)});
      return;
    case SegmentKind::kFinish:
    case SegmentKind::kReset:
      finish(id, to, true);
      return;
  }
}

// Nobody answers a connect, so its sender repeats it, as behind a stopped cut, until it gives up.
void Streams::wait_for_power(StreamId id, Segment open) {
  Direction& way = direction(id, 0);
  way.held.push_back(std::move(open));
  way.held_since = scheduler_.now();
  way.lost = true;
  way.stalls_at = Instant::max();  // the connect times out before any stall
}

void Streams::accept(StreamId id) {
  const ProcessId listener = streams_[id].ends[1].process;
  if (!user_.listening(listener)) {
    streams_[id].ends[1].state = EndState::kGone;
    transmit(id, 1, {SegmentKind::kReset});
    return;
  }
  // The process that asked has given up already.
  if (streams_[id].ends[0].state == EndState::kGone) return;
  const ConnectionId connection(engine::kAcceptedConnection | ++accepted_[listener]);
  streams_[id].ends[1].connection = connection;
  streams_[id].ends[1].state = EndState::kOpen;
  open_[{listener, connection}] = {id, 1};
  transmit(id, 1, {SegmentKind::kAccept});
  user_.deliver(listener, engine::input::Opened{connection, true, streams_[id].port});
}

void Streams::finish(StreamId id, int end, bool tell) {
  const End gone = streams_[id].ends[end];
  if (gone.state == EndState::kGone) return;
  streams_[id].ends[end].state = EndState::kGone;
  open_.erase({gone.process, gone.connection});
  if (!tell) return;
  if (gone.state == EndState::kOpen)
    user_.deliver(gone.process, engine::input::Closed{gone.connection});
  else if (end == 0)
    user_.deliver(gone.process, engine::input::Refused{gone.connection});
}

void Streams::forget_segments(StreamId id) {
  for (Direction& each : streams_[id].directions) {
    const std::uint64_t epoch = each.epoch + 1;
    each = Direction();
    each.epoch = epoch;
  }
}

void Streams::reset_both(StreamId id) {
  forget_segments(id);
  finish(id, 0, true);
  finish(id, 1, true);
}

}  // namespace faultline::sim
