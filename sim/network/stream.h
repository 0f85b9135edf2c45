// One stream: its two ends, and what is under way in each direction. Plain state; what happens to
// it is in streams.h.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace faultline::sim {

enum class SegmentKind { kOpen, kAccept, kData, kFinish, kReset };

struct Segment {
  SegmentKind kind{};
  engine::Bytes bytes{};
  std::uint32_t counted = 0;
  engine::Instant departed{};
  bool corrupted = false;
};

// In bytes: the payload (but for opaque ids), and the headers of TCP and IP.
[[nodiscard]] inline std::int64_t wire_size(const Segment& segment) {
  return std::int64_t{segment.counted} + 40;
}

// Segments are in flight, held, queued or unsent, the oldest in flight. Lists allocate nothing
// while they are empty, as these mostly are.
struct Direction {
  std::deque<Segment> in_flight;  // one kArrive event each, in order
  std::list<Segment> queued;      // one ticket each in the queue of link `queued_at`
  std::list<Segment> held;        // waiting behind a cut, or for its retransmission
  std::list<Segment> unsent;      // waiting for the window
  engine::Instant last_arrival{};
  std::uint32_t queued_at = 0;

  std::optional<engine::Instant> held_since;
  bool lost = false;                  // what waits must be sent again
  bool jammed = false;                // the cut in force only jams: no stall
  engine::Instant stalls_at{};        // when the wait behind a stopped cut resets the stream
  std::uint32_t retransmissions = 0;  // of what was lost last, one after the other

  // What arrived although a stopped cut takes its acknowledgements: sent when, given up when.
  std::optional<engine::Instant> unacknowledged_since;
  engine::Instant given_up_at{};

  // The window: data under way, and the acknowledgements of it that are under way.
  struct Acknowledgement {
    engine::Instant at{};
    std::int64_t bytes = 0;
  };
  std::int64_t in_window = 0;
  std::deque<Acknowledgement> acknowledgements;
  std::int64_t unacknowledged = 0;  // arrived, but a cut takes the acknowledgements
  bool waits_for_window = false;    // a kWindowOpens event is under way

  std::uint64_t epoch = 0;
};

enum class EndState { kConnecting, kOpen, kGone };

struct End {
  engine::ProcessId process;
  engine::ConnectionId connection;
  engine::HostId host;
  EndState state = EndState::kConnecting;
};

// Direction i leads from end i to the other.
struct Stream {
  End ends[2];
  Direction directions[2];
  engine::Port port{};    // at ends[1]
  bool orphaned = false;  // one end lost power
  [[nodiscard]] bool gone() const {
    return ends[0].state == EndState::kGone && ends[1].state == EndState::kGone;
  }
};

}  // namespace faultline::sim
