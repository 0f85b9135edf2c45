#include "sim/network/link_queues.h"

#include <algorithm>

#include "sim/kernel/scaled.h"

namespace faultline::sim {

LinkQueues::Queue& LinkQueues::at(std::uint32_t link) {
  if (link >= queues_.size()) queues_.resize(link + std::size_t{1});
  return queues_[link];
}

void LinkQueues::take(Queue& queue, std::int64_t bytes, std::optional<std::int64_t> bandwidth) {
  queue.free_at = scheduler_->now();
  if (bandwidth) queue.free_at += time_to_send(bytes, *bandwidth);
}

LinkQueues::Entry LinkQueues::enter(std::uint32_t link, std::optional<std::int64_t> bandwidth,
                                    std::optional<std::int64_t> most, const Ticket& ticket) {
  Queue& queue = at(link);
  if (queue.waiting.empty() && queue.free_at <= scheduler_->now()) {
    take(queue, ticket.bytes, bandwidth);
    return Entry::kGoes;
  }
  if (most && queue.bytes + ticket.bytes > *most) return Entry::kDropped;
  if (queue.waiting.empty())
    scheduler_->schedule(queue.free_at, {EventKind::kLinkFree, link, 0, 0});
  queue.waiting.push_back(ticket);
  queue.bytes += ticket.bytes;
  return Entry::kWaits;
}

std::optional<LinkQueues::Ticket> LinkQueues::next(std::uint32_t link,
                                                   std::optional<std::int64_t> bandwidth) {
  Queue& queue = at(link);
  if (queue.waiting.empty() || queue.free_at > scheduler_->now()) return std::nullopt;
  const Ticket ticket = queue.waiting.front();
  queue.waiting.pop_front();
  queue.bytes -= ticket.bytes;
  take(queue, ticket.bytes, bandwidth);
  if (!queue.waiting.empty())
    scheduler_->schedule(queue.free_at, {EventKind::kLinkFree, link, 0, 0});
  return ticket;
}

void LinkQueues::changed(std::uint32_t link) {
  Queue& queue = at(link);
  queue.free_at = std::min(queue.free_at, scheduler_->now());
  if (!queue.waiting.empty())
    scheduler_->schedule(queue.free_at, {EventKind::kLinkFree, link, 0, 0});
}

}  // namespace faultline::sim
