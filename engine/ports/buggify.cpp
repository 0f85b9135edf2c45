#include "engine/ports/buggify.h"

#include <array>
#include <cstddef>

namespace faultline::engine {
namespace {

using enum BuggifyPoint;

constexpr std::array kPoints = {
    BuggifyPointKind{kSmallBatch, "buggify_small_batch",
                     "a batch between data centers carries one update or one slot"},
    BuggifyPointKind{kFullSync, "buggify_full_sync",
                     "a stream begins with whole slots, though the backlog has what lacks"},
    BuggifyPointKind{
        kRestartsPull, "buggify_restarts_pull",
        "a syncer drops a stream with a batch on its way to the shards, and begins anew"},
    BuggifyPointKind{kEarlySync, "buggify_early_sync",
                     "a file is synced to disk at once, not at the end of its second"},
    BuggifyPointKind{kLongStep, "buggify_long_step",
                     "a command takes 50 ms, as where a large process forks"},
    BuggifyPointKind{kDropsClient, "buggify_drops_client",
                     "a server runs a command and closes the client's connection unanswered"},
    BuggifyPointKind{kDropsPeer, "buggify_drops_peer",
                     "a node closes its connection to a peer, with all that waits for an answer"},
    BuggifyPointKind{kReconnects, "buggify_reconnects",
                     "a client closes an idle connection and opens another one for its command"},
    BuggifyPointKind{kGivesUpEarly, "buggify_gives_up_early",
                     "a client's time-out comes just before the answer"},
};

}  // namespace

std::span<const BuggifyPointKind> buggify_points() {
  return kPoints;
}

const BuggifyPointKind& kind_of(BuggifyPoint point) {
  return kPoints.at(static_cast<std::size_t>(point));
}

void add_marks(std::vector<std::string_view>& marks, std::initializer_list<BuggifyPoint> points) {
  for (const BuggifyPoint point : points) marks.emplace_back(kind_of(point).mark);
}

}  // namespace faultline::engine
