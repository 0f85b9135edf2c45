// A Redis that follows another, or is followed (redis_replication.h).
#include "engine/base/assert.h"
#include "engine/base/hash.h"
#include "engine/dynomite/storage.h"

namespace faultline::engine::dynomite {
namespace {

// All keys of a Redis are one unit of copying.
constexpr std::uint16_t kOnlySlot = 0;

}  // namespace

void Storage::closed(ConnectionId connection, Outputs& outputs) {
  if (replication_->is_master_link(connection)) return replication_->lost(outputs);
  replication_->drop_replica(connection);
  operators_.erase(connection);
}

void Storage::greeted_by_replica(ConnectionId replica, Outputs& outputs) {
  const SnapshotId snapshot(combine64(self_.value(), combine64(started_, ++copies_)));
  outputs.observe(observation::SnapshotTaken{snapshot, kOnlySlot});
  replication_->add_replica(replica, {{snapshot}, 0, keyspace_, writers_}, outputs);
}

void Storage::from_operator(const OperatorRequest& request, Outputs& outputs) {
  if (request.what == OperatorRequest::What::kFollow) {
    if (!replication_->follows(request.master)) replication_->follow(request.master, outputs);
  } else if (request.what == OperatorRequest::What::kFollowNobody) {
    replication_->follow_nobody(outputs);
  }
}

void Storage::from_master(const Bytes& bytes, Outputs& outputs) {
  if (!replication_->in_sync()) {
    const auto copy = decode<FullCopy>(bytes);
    FL_ASSERT(copy.has_value(), "a master sends a copy first");
    return adopt(*copy, outputs);
  }
  const auto write = decode<LoggedWrite>(bytes);
  FL_ASSERT(write.has_value(), "a master sends its writes");
  replication_->followed(bytes);
  replication_->pass_on(bytes, outputs);
  std::set<Bytes> touched;
  for (const UnitChange& each : write->changes) {
    if (!each.change) continue;
    keyspace_.apply(each.key, *each.change);
    if (outputs.observed()) touched.insert(each.key);
  }
  note_stamps(*write);
  using observation::How;
  observe_applied(*write, write->repairs ? How::kRepaired : How::kReplicated, {}, outputs);
  observe_digests(touched, outputs);
  observe_stamps(touched, outputs);
}

// What it held before is gone, as in a real Redis.
void Storage::adopt(const FullCopy& copy, Outputs& outputs) {
  std::set<Bytes> touched;
  const auto touch_all = [&] {
    if (outputs.observed())
      keyspace_.keys().visit([&](const Bytes& key, const PlainKey&) { touched.insert(key); });
  };
  touch_all();
  keyspace_ = copy.keyspace;
  writers_ = copy.writers;
  touch_all();
  replication_->copied(copy, outputs);
  outputs.observe(
      observation::SnapshotAdopted{copy.snapshot.value, observation::Adoption::kReplace});
  outputs.observe(observation::Mark{"dynomite_full_copy"});
  observe_digests(touched, outputs);
  observe_stamps(touched, outputs);
}

}  // namespace faultline::engine::dynomite
