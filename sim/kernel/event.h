// What the event queue holds: small plain values, handled in the order of (time, insertion). What
// an event carries beyond numbers waits where the numbers point to.
#pragma once

#include <cstdint>

#include "engine/base/time.h"

namespace faultline::sim {

enum class EventKind : std::uint32_t {
  kArrive,          // a segment reaches its end: stream, direction, epoch
  kConnectTimeout,  // nobody answered a connect: stream
  kStallCheck,      // a stopped stream may reset: stream, direction, epoch
  kRetransmit,      // what was lost is sent again: stream, direction, epoch
  kWindowOpens,     // acknowledgements are back: stream, direction, epoch
  kLinkFree,        // the next one may take the bandwidth: link
  kDatagram,        // one reaches its end: its number
  kTimer,           // process, timer, setting
  kRelease,         // a step's time is over, its outputs leave: process, -, generation
  kIntent,          // a client asks: index into the load
  kFaultStep,       // index into the plan's faults
  kFaultEnd,
};

struct Event {
  EventKind kind{};
  std::uint32_t subject = 0;
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};
static_assert(sizeof(Event) == 24);

// Whoever may put events into the queue.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  [[nodiscard]] virtual engine::Instant now() const = 0;
  virtual void schedule(engine::Instant at, const Event& event) = 0;
};

}  // namespace faultline::sim
