#include "engine/active_active/following.h"

#include <utility>

#include "engine/active_active/service_times.h"
#include "engine/base/hash.h"

namespace faultline::engine::active_active {
namespace {

// Apart from those that are taken for other members.
constexpr std::uint64_t kSnapshotsForStandbys = std::uint64_t{1} << 63;

}  // namespace

void Followers::close(ConnectionId connection) {
  new_.erase(connection);
  connections_.erase(connection);
}

void Followers::close_all(Outputs& outputs) {
  connections_.merge(new_);
  for (const ConnectionId connection : connections_) outputs.close(connection);
  *this = Followers();
}

void Followers::flush(ProcessId self, Source own, const SlotStore& store, Outputs& outputs) {
  if (!unsent_.empty()) {
    const Encoded news = encode(Copy{own.incarnation.value(), false, std::exchange(unsent_, {})});
    for (const ConnectionId connection : connections_) outputs.send(connection, news);
  }
  if (new_.empty()) return;
  Copy all{own.incarnation.value(), true, {}};
  for (const auto& [slot, context] : store.contexts()) {
    const SnapshotId id(combine64(combine64(self.value(), own.incarnation.value()),
                                  kSnapshotsForStandbys + ++snapshots_taken_));
    all.records.emplace_back(store.snapshot(slot, id, outputs));
    outputs.occupy(kShardUpdateTime);
  }
  const Encoded message = encode(all);
  for (const ConnectionId connection : new_) outputs.send(connection, message);
  outputs.observe(observation::Mark{"standby_copied"});
  connections_.merge(new_);
}

void Following::follow(ProcessId primary, Outputs& outputs) {
  if (primary_ == primary) return;
  stop(outputs);
  primary_ = primary;
  link_.emplace(primary, retry_timer_);
  link_->connect(ConnectionId(++last_connection_), outputs);
}

void Following::stop(Outputs& outputs) {
  if (link_) link_->close(outputs);
  link_.reset();
  primary_.reset();
}

bool Following::opened(ConnectionId connection, Outputs& outputs) {
  if (!is(connection)) return false;
  link_->opened();
  outputs.send(connection, encode(ToShard(Follow{})));
  return true;
}

bool Following::lost(ConnectionId connection, const char* why, MonotonicTime now,
                     Outputs& outputs) {
  if (!is(connection)) return false;
  link_->lost(why, now, outputs);
  return true;
}

bool Following::timer_fired(TimerId timer, Outputs& outputs) {
  if (timer != retry_timer_) return false;
  if (link_ && link_->retrying()) link_->connect(ConnectionId(++last_connection_), outputs);
  return true;
}

}  // namespace faultline::engine::active_active
