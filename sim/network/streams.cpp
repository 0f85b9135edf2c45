#include "sim/network/streams.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::ConnectionId;
using engine::Duration;
using engine::HostId;
using engine::Instant;
using engine::planted;
using engine::PlantedBug;
using engine::ProcessId;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Linux gives up an unanswered connect after minutes; engines of this field set 3 s or less.
// Chosen.
constexpr Duration kConnectTimeout = seconds(3);
// First retransmission pause of TCP (RFC 6298 allows 1 s, Linux starts near 200 ms); doubles.
constexpr Duration kFirstRetransmission = milliseconds(200);
constexpr Duration kLongestRetransmission = seconds(120);
// What a segment costs besides its payload: TCP and IP headers.
constexpr std::uint32_t kSegmentOverhead = 40;

}  // namespace

Streams::Streams(Scheduler& scheduler, StreamUser& user, Hosts& hosts, Paths paths)
    : scheduler_(scheduler), user_(user), hosts_(hosts), paths_(std::move(paths)) {}

std::optional<std::pair<Streams::StreamId, int>> Streams::find(ProcessId process,
                                                               ConnectionId connection) const {
  const auto found = open_.find({process, connection});
  if (found == open_.end()) return std::nullopt;
  return found->second;
}

void Streams::connect(ProcessId from, ConnectionId connection, ProcessId to) {
  FL_ASSERT(connection.value() < engine::kAcceptedConnection, "an own connection has a low number");
  FL_ASSERT(!find(from, connection), "a process numbers each connection anew");
  const auto id = static_cast<StreamId>(streams_.size());
  Stream stream;
  stream.ends[0] = {from, connection, user_.host_of(from), EndState::kConnecting};
  stream.ends[1] = {to, ConnectionId(), user_.host_of(to), EndState::kConnecting};
  streams_.push_back(std::move(stream));
  open_[{from, connection}] = {id, 0};
  scheduler_.schedule(scheduler_.now() + kConnectTimeout, {EventKind::kConnectTimeout, id, 0, 0});
  transmit(id, 0, {SegmentKind::kOpen, {}, 0});
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
  transmit(id, end, {SegmentKind::kFinish, {}, 0});
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
      transmit(id, end, {SegmentKind::kReset, {}, 0});
    finish(id, end, false);
  }
}

// The peer notices nothing; what a stopped cut held lies in the dead machine's memory and is gone,
// and nobody waits for acknowledgements any more.
void Streams::lose_power(StreamId id, int end) {
  streams_[id].orphaned = true;
  Direction& direction = streams_[id].directions[end];
  direction.unacknowledged_since.reset();
  if (!direction.lost) return;
  direction.held.clear();
  direction.held_since.reset();
  direction.lost = false;
}

void Streams::machine_returned(HostId host) {
  for (StreamId id = 0; id < streams_.size(); ++id) {
    Stream& stream = streams_[id];
    if (stream.ends[1].host == host && !stream.directions[0].held.empty()) release_held(id, 0);
    if (!stream.orphaned) continue;
    const int dead = stream.ends[0].state == EndState::kGone ? 0 : 1;
    if (stream.ends[dead].host != host) continue;
    stream.orphaned = false;
    transmit(id, dead, {SegmentKind::kReset, {}, 0});
  }
}

void Streams::transmit(StreamId id, int from, Segment segment) {
  Stream& stream = streams_[id];
  Direction& direction = stream.directions[from];
  const HostId sender = stream.ends[from].host;
  const HostId receiver = stream.ends[1 - from].host;
  if (sender != receiver && segment.kind == SegmentKind::kData) {
    ++wire_messages_;
    wire_bytes_ += segment.counted + kSegmentOverhead;
  }
  const auto refused = segment.kind == SegmentKind::kOpen ? refusal(id) : std::nullopt;
  if (refused) {
    user_.met(refused->id);
    put_in_flight(id, 1, {SegmentKind::kReset, {}, 0}, scheduler_.now(), Duration(0));
    return;
  }
  auto cut = cut_from(id, from);
  if (segment.kind == SegmentKind::kData && wire_messages_ % 13 == 0 &&
      planted(PlantedBug::kPartitionLeaks))
    cut.reset();
  if (cut) user_.met(cut->id);
  if (!cut || cut->mode == PartitionMode::kSlowed) {
    const Duration extra = cut ? cut->slowed_by : Duration(0);
    put_in_flight(id, from, std::move(segment), scheduler_.now(), extra);
    return;
  }
  // Open streams were reset when the cut began; what is left are the last words of one.
  if (cut->mode == PartitionMode::kRefused) return;
  direction.held.push_back(std::move(segment));
  if (direction.held_since) return;
  direction.held_since = scheduler_.now();
  wait_behind(*cut, id, from);
}

// Bytes that a stopped cut lost are sent again by the sender, whatever cut follows; a stream stalls
// only while a stopped cut is in force.
void Streams::wait_behind(const CutEffect& cut, StreamId id, int from) {
  Direction& direction = streams_[id].directions[from];
  direction.jammed = cut.mode == PartitionMode::kJammed;
  direction.lost |= cut.mode == PartitionMode::kStopped;
  if (direction.jammed) return;
  direction.stalls_at = std::max(*direction.held_since + cut.stall_reset, scheduler_.now());
  scheduler_.schedule(direction.stalls_at, {EventKind::kStallCheck, id,
                                            static_cast<std::uint64_t>(from), direction.epoch});
}

std::optional<CutEffect> Streams::cut_from(StreamId id, int from) const {
  if (!cuts_.any()) return std::nullopt;
  const Stream& stream = streams_[id];
  return cuts_.between(stream.ends[from].host, stream.ends[1 - from].host);
}

std::optional<CutEffect> Streams::refusal(StreamId id) const {
  for (const int from : {0, 1}) {
    const auto cut = cut_from(id, from);
    if (cut && cut->mode == PartitionMode::kRefused) return cut;
  }
  return std::nullopt;
}

bool Streams::separated(HostId from, HostId to) const {
  const auto cut = cuts_.between(from, to);
  return cut && cut->mode != PartitionMode::kSlowed;
}

void Streams::put_in_flight(StreamId id, int from, Segment segment, Instant departs,
                            Duration extra) {
  Stream& stream = streams_[id];
  Direction& direction = stream.directions[from];
  Instant at =
      paths_.arrival(stream.ends[from].host, stream.ends[1 - from].host,
                     segment.counted + kSegmentOverhead, departs, departs == scheduler_.now()) +
      extra;
  at = std::max(at, direction.last_arrival);  // in order
  direction.last_arrival = at;
  segment.departed = departs;
  direction.in_flight.push_back(std::move(segment));
  if (planted(PlantedBug::kStreamReorders) && direction.in_flight.size() > 1)
    std::swap(direction.in_flight.back(), *std::prev(direction.in_flight.end(), 2));
  scheduler_.schedule(at,
                      {EventKind::kArrive, id, static_cast<std::uint64_t>(from), direction.epoch});
}

void Streams::handle(const Event& event) {
  const StreamId id = event.subject;
  if (event.kind == EventKind::kConnectTimeout) {
    if (streams_[id].ends[0].state != EndState::kConnecting) return;
    const End end = streams_[id].ends[0];
    finish(id, 0, false);
    finish(id, 1, true);  // the way back is cut: the listener took what nobody will use
    forget_segments(id);
    user_.deliver(end.process, engine::input::Refused{end.connection});
    return;
  }
  const int from = static_cast<int>(event.first);
  const Direction& direction = streams_[id].directions[from];
  if (direction.epoch != event.second) return;
  if (event.kind == EventKind::kArrive) {
    arrive(id, from);
    return;
  }
  const Instant now = scheduler_.now();
  const bool stalled = direction.held_since && !direction.jammed && now >= direction.stalls_at;
  const bool given_up = direction.unacknowledged_since && now >= direction.given_up_at;
  if (stalled || given_up) reset_both(id);
}

void Streams::arrive(StreamId id, int from) {
  Segment segment = std::move(streams_[id].directions[from].in_flight.front());
  streams_[id].directions[from].in_flight.pop_front();
  const int to = 1 - from;
  const End end = streams_[id].ends[to];
  if (!hosts_.at(end.host).up()) {
    if (segment.kind == SegmentKind::kOpen) wait_for_power(id, std::move(segment));
    return;
  }
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
      acknowledge(id, from, segment.departed);
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
  Direction& direction = streams_[id].directions[0];
  direction.held.push_back(std::move(open));
  direction.held_since = scheduler_.now();
  direction.lost = true;
  direction.stalls_at = Instant::max();  // the connect times out before any stall
}

// The receiver's host answers what arrived; a stopped cut of the way back takes the answer.
void Streams::acknowledge(StreamId id, int from, Instant departed) {
  Direction& direction = streams_[id].directions[from];
  const auto cut = cut_from(id, 1 - from);
  if (!cut || cut->mode != PartitionMode::kStopped || direction.unacknowledged_since) return;
  direction.unacknowledged_since = departed;
  wait_for_acknowledgement(*cut, id, from);
}

void Streams::wait_for_acknowledgement(const CutEffect& cut, StreamId id, int from) {
  Direction& direction = streams_[id].directions[from];
  direction.given_up_at =
      std::max(*direction.unacknowledged_since + cut.stall_reset, scheduler_.now());
  scheduler_.schedule(direction.given_up_at, {EventKind::kStallCheck, id,
                                              static_cast<std::uint64_t>(from), direction.epoch});
}

void Streams::accept(StreamId id) {
  const ProcessId listener = streams_[id].ends[1].process;
  if (!user_.listening(listener)) {
    streams_[id].ends[1].state = EndState::kGone;
    transmit(id, 1, {SegmentKind::kReset, {}, 0});
    return;
  }
  // The process that asked has given up already.
  if (streams_[id].ends[0].state == EndState::kGone) return;
  const ConnectionId connection(engine::kAcceptedConnection | ++accepted_[listener]);
  streams_[id].ends[1].connection = connection;
  streams_[id].ends[1].state = EndState::kOpen;
  open_[{listener, connection}] = {id, 1};
  transmit(id, 1, {SegmentKind::kAccept, {}, 0});
  user_.deliver(listener, engine::input::Opened{connection, true});
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
  for (Direction& direction : streams_[id].directions) {
    const std::uint64_t epoch = direction.epoch + 1;
    direction = Direction();
    direction.epoch = epoch;
  }
}

void Streams::reset_both(StreamId id) {
  forget_segments(id);
  finish(id, 0, true);
  finish(id, 1, true);
}

void Streams::add_cut(DisturbanceId added, const Cut& cut) {
  cuts_.add(added, cut, hosts_.size());
  judge_held();
  judge_unacknowledged();
  if (cut.mode != PartitionMode::kRefused) return;
  for (StreamId id = 0; id < streams_.size(); ++id) {
    const Stream& stream = streams_[id];
    if (stream.ends[0].state == EndState::kGone && stream.ends[1].state == EndState::kGone)
      continue;
    const auto refused = refusal(id);
    if (!refused) continue;
    user_.met(refused->id);
    reset_both(id);
  }
}

void Streams::remove_cut(DisturbanceId id) {
  cuts_.remove(id);
  judge_held();
  judge_unacknowledged();
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
      Direction& direction = streams_[id].directions[from];
      if (!direction.unacknowledged_since) continue;
      const auto cut = cut_from(id, 1 - from);
      if (cut && cut->mode == PartitionMode::kStopped)
        wait_for_acknowledgement(*cut, id, from);
      else
        direction.unacknowledged_since.reset();
    }
}

void Streams::release_held(StreamId id, int from) {
  Direction& direction = streams_[id].directions[from];
  // Jammed traffic queued on the way; the sender of a stopped stream tries again after its pause.
  const Instant departs =
      direction.lost ? next_retransmission(*direction.held_since) : scheduler_.now();
  direction.held_since.reset();
  direction.lost = false;
  std::deque<Segment> released;
  released.swap(direction.held);
  for (Segment& segment : released)
    put_in_flight(id, from, std::move(segment), departs, Duration(0));
}

Instant Streams::next_retransmission(Instant since) const {
  Instant next = since;
  Duration pause = kFirstRetransmission;
  while (next < scheduler_.now()) {
    next += pause;
    pause = std::min(pause * 2, kLongestRetransmission);
  }
  return next;
}

}  // namespace faultline::sim
