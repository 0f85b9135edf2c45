// The way of a segment: it waits for the window, then for the bandwidth of the first link, and
// departs, unless something holds it up or loses it.
#include <algorithm>
#include <utility>

#include "engine/base/planted.h"
#include "sim/network/streams.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::HostId;
using engine::Instant;
using engine::planted;
using engine::PlantedBug;

// First retransmission pause of TCP (RFC 6298 allows 1 s, Linux starts near 200 ms); doubles.
constexpr Duration kFirstRetransmission = std::chrono::milliseconds(200);
constexpr Duration kLongestRetransmission = std::chrono::seconds(120);

Duration doubled(Duration pause) {
  return std::min(pause * 2, kLongestRetransmission);
}

}  // namespace

void Streams::transmit(StreamId id, int from, Segment segment) {
  Direction& way = direction(id, from);
  const bool data = segment.kind == SegmentKind::kData;
  if (data && host(id, 0) != host(id, 1)) {
    ++wire_messages_;
    wire_bytes_ += static_cast<std::uint64_t>(wire_size(segment));
  }
  if (const auto refused = segment.kind == SegmentKind::kOpen ? refusal(id) : std::nullopt) {
    user_.met(refused->id);
    put_in_flight(id, 1, {SegmentKind::kReset}, Duration(0));
    return;
  }
  if (segment.kind == SegmentKind::kReset) way.unsent.clear();
  if (!way.unsent.empty() || (data && !fits_window(id, from, segment))) {
    way.unsent.push_back(std::move(segment));
    wait_for_window(id, from);
    return;
  }
  if (data) way.in_window += wire_size(segment);
  enter_link(id, from, std::move(segment));
}

bool Streams::fits_window(StreamId id, int from, const Segment& segment) const {
  const Direction& way = streams_[id].directions[from];
  return way.in_window == 0 || way.in_window + wire_size(segment) <=
                                   conditions_.paths.window(host(id, from), host(id, 1 - from));
}

void Streams::acknowledged(StreamId id, int from, std::int64_t bytes) {
  Direction& way = direction(id, from);
  const Duration back = conditions_.paths.usual(host(id, 1 - from), host(id, from));
  way.acknowledgements.push_back({scheduler_.now() + back, bytes});
  take_acknowledgements(way);
  if (!way.unsent.empty()) wait_for_window(id, from);
}

void Streams::take_acknowledgements(Direction& way) {
  auto& all = way.acknowledgements;
  for (; !all.empty() && all.front().at <= scheduler_.now(); all.pop_front())
    way.in_window -= all.front().bytes;
}

// Where no acknowledgement is under way, the next arrival brings one.
void Streams::wait_for_window(StreamId id, int from) {
  Direction& way = direction(id, from);
  if (way.waits_for_window || way.acknowledgements.empty()) return;
  way.waits_for_window = true;
  schedule(std::max(way.acknowledgements.front().at, scheduler_.now()), EventKind::kWindowOpens, id,
           from);
}

void Streams::window_opens(StreamId id, int from) {
  Direction& way = direction(id, from);
  way.waits_for_window = false;
  take_acknowledgements(way);
  while (!way.unsent.empty() && !way.waits_for_window &&
         fits_window(id, from, way.unsent.front())) {
    Segment segment = std::move(way.unsent.front());
    way.unsent.pop_front();
    if (segment.kind == SegmentKind::kData) way.in_window += wire_size(segment);
    enter_link(id, from, std::move(segment));
  }
  if (!way.unsent.empty()) wait_for_window(id, from);
}

void Streams::enter_link(StreamId id, int from, Segment segment) {
  Direction& way = direction(id, from);
  const Route& route = conditions_.paths.route(host(id, from), host(id, 1 - from));
  // What waits already leaves first, also where the route is another one by now.
  if (way.queued.empty()) {
    if (route.empty() || !conditions_.paths.bandwidth(route.front()))
      return depart(id, from, std::move(segment));
    way.queued_at = route.front();
  }
  const LinkQueues::Ticket ticket{id, from, way.epoch, wire_size(segment)};
  switch (queues_.enter(way.queued_at, conditions_.paths.bandwidth(way.queued_at),
                        conditions_.paths.link(way.queued_at).queue, ticket)) {
    case LinkQueues::Entry::kGoes:
      return depart(id, from, std::move(segment));
    case LinkQueues::Entry::kWaits:
      way.queued.push_back(std::move(segment));
      return;
    case LinkQueues::Entry::kDropped:
      return back_off(id, from, std::move(segment));
  }
}

// The link's queue was full. The sender takes it for a loss and tries again after a pause.
void Streams::back_off(StreamId id, int from, Segment segment) {
  Direction& way = direction(id, from);
  if (segment.kind == SegmentKind::kData) way.in_window -= wire_size(segment);
  way.unsent.push_front(std::move(segment));
  if (std::exchange(way.waits_for_window, true)) return;
  schedule(scheduler_.now() + kFirstRetransmission, EventKind::kWindowOpens, id, from);
}

void Streams::link_is_free(LinkIndex link) {
  const auto ticket = queues_.next(link, conditions_.paths.bandwidth(link));
  if (!ticket) return;
  Direction& way = direction(ticket->stream, ticket->from);
  if (way.epoch != ticket->epoch) return;
  Segment segment = std::move(way.queued.front());
  way.queued.pop_front();
  depart(ticket->stream, ticket->from, std::move(segment));
}

void Streams::depart(StreamId id, int from, Segment segment) {
  Direction& way = direction(id, from);
  const bool leaks = segment.kind == SegmentKind::kData && wire_messages_ % 13 == 0 &&
                     planted(PlantedBug::kPartitionLeaks);
  if (way.held_since && !leaks) {
    way.held.push_back(std::move(segment));
    return;
  }
  const auto cut = leaks ? std::nullopt : cut_from(id, from);
  if (cut) user_.met(cut->id);
  if (!cut || cut->mode == PartitionMode::kSlowed) {
    const PacketFate fate =
        conditions_.packets.any()
            ? conditions_.packets.next(host(id, from), host(id, 1 - from), scheduler_.now())
            : PacketFate{};
    if (fate.lost || conditions_.paths.loses(host(id, from), host(id, 1 - from), scheduler_.now()))
      return lose(id, from, std::move(segment));
    way.retransmissions = 0;
    segment.corrupted |= fate.corrupted;
    return put_in_flight(id, from, std::move(segment), cut ? cut->slowed_by : Duration(0));
  }
  // Open streams were reset when the cut began; what is left are the last words of one.
  if (cut->mode == PartitionMode::kRefused) return;
  way.held.push_back(std::move(segment));
  way.held_since = scheduler_.now();
  wait_behind(*cut, id, from);
}

void Streams::put_in_flight(StreamId id, int from, Segment segment, Duration extra) {
  Direction& way = direction(id, from);
  const auto size = static_cast<std::size_t>(wire_size(segment));
  // What a process writes at one instant leaves in one packet and is there at one instant: a
  // pipeline.
  const bool joins = segment.kind == SegmentKind::kData && !way.in_flight.empty() &&
                     way.in_flight.back().kind == SegmentKind::kData &&
                     way.in_flight.back().departed == scheduler_.now();
  if (joins)
    way.last_arrival += conditions_.paths.behind(host(id, from), host(id, 1 - from), size);
  else
    way.last_arrival = std::max(
        conditions_.paths.arrival(host(id, from), host(id, 1 - from), size, scheduler_.now()) +
            extra,
        way.last_arrival);  // in order
  const Instant at = way.last_arrival;
  segment.departed = scheduler_.now();
  way.in_flight.push_back(std::move(segment));
  if (planted(PlantedBug::kStreamReorders) && way.in_flight.size() > 1)
    std::swap(way.in_flight.back(), *std::prev(way.in_flight.end(), 2));
  schedule(at, EventKind::kArrive, id, from);
}

// It is sent again after a pause, and whatever is younger waits for it.
void Streams::lose(StreamId id, int from, Segment segment) {
  Direction& way = direction(id, from);
  way.held.push_back(std::move(segment));
  if (way.held_since) return;
  way.held_since = scheduler_.now();
  way.lost = true;
  way.stalls_at = Instant::max();
  Duration pause = kFirstRetransmission;
  for (std::uint32_t i = 0; i < way.retransmissions && pause < kLongestRetransmission; ++i)
    pause = doubled(pause);
  ++way.retransmissions;
  schedule(scheduler_.now() + pause, EventKind::kRetransmit, id, from);
}

// The cuts that held it are over: jammed traffic goes on at once, the sender of lost traffic tries
// again after its pause, which has doubled since.
void Streams::release_held(StreamId id, int from) {
  Direction& way = direction(id, from);
  way.stalls_at = Instant::max();
  Instant next = *way.held_since;
  for (Duration pause = kFirstRetransmission; way.lost && next < scheduler_.now();
       pause = doubled(pause))
    next += pause;
  if (next > scheduler_.now()) return schedule(next, EventKind::kRetransmit, id, from);
  retransmit(id, from);
}

void Streams::retransmit(StreamId id, int from) {
  Direction& way = direction(id, from);
  if (!way.held_since) return;
  // Whoever holds it now lets it go.
  const auto cut = cut_from(id, from);
  if (cut && cut->mode != PartitionMode::kSlowed) return;
  way.held_since.reset();
  way.lost = false;
  decltype(way.held) released;
  released.swap(way.held);
  for (Segment& segment : released) depart(id, from, std::move(segment));
}

void Streams::bandwidth_changed(engine::DatacenterId from, engine::DatacenterId to) {
  for (const LinkIndex link : conditions_.paths.links(from, to)) queues_.changed(link);
}

}  // namespace faultline::sim
