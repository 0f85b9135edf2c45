// Senders that wait for the bandwidth of a link: first come, first served. A message takes the
// bandwidth of the first link of its route only; to book later ones ahead would hold up messages
// that are there before.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/base/time.h"
#include "sim/kernel/event.h"

namespace faultline::sim {

class LinkQueues {
 public:
  enum class Entry { kGoes, kWaits, kDropped };
  // What waits, in the words of whoever sent it.
  struct Ticket {
    std::uint32_t stream = 0;
    int from = 0;
    std::uint64_t epoch = 0;
    std::int64_t bytes = 0;
  };

  explicit LinkQueues(Scheduler& scheduler) : scheduler_(&scheduler) {}

  // `bandwidth` in bytes a second; `most`: bytes that may wait, beyond which a message is dropped.
  [[nodiscard]] Entry enter(std::uint32_t link, std::optional<std::int64_t> bandwidth,
                            std::optional<std::int64_t> most, const Ticket& ticket);
  // At a kLinkFree event: whose turn it is. None: the event is out of date.
  [[nodiscard]] std::optional<Ticket> next(std::uint32_t link,
                                           std::optional<std::int64_t> bandwidth);
  // The link's bandwidth has changed: whoever is first goes now, and the others by the new one.
  void changed(std::uint32_t link);

 private:
  struct Queue {
    engine::Instant free_at{};
    std::deque<Ticket> waiting;
    std::int64_t bytes = 0;
  };
  void take(Queue& queue, std::int64_t bytes, std::optional<std::int64_t> bandwidth);
  Queue& at(std::uint32_t link);

  Scheduler* scheduler_;
  std::vector<Queue> queues_;
};

}  // namespace faultline::sim
