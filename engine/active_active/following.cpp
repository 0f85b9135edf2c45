#include "engine/active_active/following.h"

#include <utility>

#include "engine/active_active/service_times.h"
#include "engine/base/hash.h"

namespace faultline::engine::active_active {
namespace {

// Apart from those that are taken for other members.
constexpr std::uint64_t kSnapshotsForStandbys = std::uint64_t{1} << 63;

constexpr SlotRange kAllSlots{0, kSlots - 1};

}  // namespace

bool Followers::Follower::wants(const LogRecord& record) const {
  return std::visit(
      [&](const auto& each) {
        if constexpr (requires { each.slot; })
          return wants(each.slot);
        else
          return !slots.has_value();
      },
      record);
}

void Followers::close_all(Outputs& outputs) {
  for (const auto& [connection, follower] : followers_) outputs.close(connection);
  *this = Followers();
}

std::vector<LogRecord> Followers::all(const Primary& primary, const Follower& follower,
                                      Outputs& outputs) {
  std::vector<LogRecord> records;
  for (const auto& [slot, context] : primary.store.contexts()) {
    if (!follower.wants(slot)) continue;
    const SnapshotId id(combine64(combine64(primary.self.value(), primary.own.incarnation.value()),
                                  kSnapshotsForStandbys + ++snapshots_taken_));
    records.emplace_back(primary.store.snapshot(slot, id, outputs));
    outputs.occupy(kShardUpdateTime);
  }
  if (follower.slots)
    outputs.observe(observation::Mark{"slots_copied"});
  else
    outputs.observe(observation::Mark{"standby_copied"});
  return records;
}

void Followers::flush(const Primary& primary, Outputs& outputs) {
  const std::vector<LogRecord> unsent = std::exchange(unsent_, {});
  const std::vector<Update> unsent_backlog = std::exchange(unsent_backlog_, {});
  for (auto& [connection, follower] : followers_) {
    Copy copy;
    copy.epoch = primary.own.incarnation.value();
    copy.joining = primary.joining;
    copy.whole = !follower.copied;
    copy.last = primary.frozen && follower.slots == primary.frozen;
    if (copy.whole) {
      copy.records = all(primary, follower, outputs);
      copy.backlog = primary.source.backlog_of(follower.slots.value_or(kAllSlots));
    } else {
      for (const LogRecord& record : unsent)
        if (follower.wants(record)) copy.records.push_back(record);
      if (!follower.slots) copy.backlog = unsent_backlog;
    }
    const bool news = copy.whole || !copy.records.empty() || !copy.backlog.empty() ||
                      (copy.last && !follower.done);
    follower.copied = true;
    follower.done = copy.last;
    if (news) outputs.send(connection, encode(copy));
  }
}

void Following::follow(ProcessId primary, Outputs& outputs, std::optional<SlotRange> slots) {
  if (primary_ == primary && slots_ == slots) return;
  stop(outputs);
  primary_ = primary;
  slots_ = slots;
  link_.emplace(primary, retry_timer_);
  link_->connect(ConnectionId(++*last_connection_), outputs);
}

void Following::stop(Outputs& outputs) {
  if (link_) link_->close(outputs);
  link_.reset();
  primary_.reset();
}

bool Following::opened(ConnectionId connection, Outputs& outputs) {
  if (!is(connection)) return false;
  link_->opened();
  outputs.send(connection, encode(ToShard(Follow{slots_})));
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
  if (link_ && link_->retrying()) link_->connect(ConnectionId(++*last_connection_), outputs);
  return true;
}

}  // namespace faultline::engine::active_active
