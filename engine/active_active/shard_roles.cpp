// What a shard does in a cluster with standbys: it takes the manager's orders, waits as a standby,
// takes over and steps down.
#include <utility>

#include "engine/active_active/shard.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {

void Shard::take_orders(const input::Datagram& datagram, const StepContext& context,
                        Outputs& outputs) {
  const auto orders = decode<Orders>(datagram.bytes);
  if (!config_.index || !orders) return;
  if (!orders_.newer(*orders)) return send_heartbeat(datagram.from, context, outputs);
  manager_ = datagram.from;
  const ShardRoles& roles = orders->roles.shards.at(*config_.index);
  const bool primary = roles.epoch > 0 && roles.primary == config_.self && roles.life == life_;
  // Of epoch 0 are the roles of managers that have forgotten who served: they find it out.
  if (epoch_ > 0 && !primary && roles.epoch > 0) step_down(outputs);
  if (primary && epoch_ == 0) take_over(*orders, context, outputs);
  if (primary) take_slots(orders->roles, outputs);
  if (primary && roles.epoch != epoch_) raise_epoch(roles.epoch, outputs);
  if (primary) copy_slots(orders->roles, outputs);
  if (primary && orders->lease_from && planted(PlantedBug::kLeaseFromReceipt))
    lease_until_ = context.monotonic + kLease;
  if (primary && orders->lease_from)
    lease_until_ = std::max(lease_until_, *orders->lease_from + kLease);
  if (!primary && roles.standby == config_.self && roles.epoch > 0)
    following_.follow(roles.primary, outputs);
  else
    following_.stop(outputs);
  send_heartbeat(datagram.from, context, outputs);
}

void Shard::send_heartbeat(ProcessId manager, const StepContext& context, Outputs& outputs) const {
  Heartbeat heartbeat = orders_.heartbeat(context.monotonic);
  heartbeat.life = life_;
  heartbeat.holds_all_of = holds_all_of_;
  heartbeat.serves_under = epoch_;
  heartbeat.in_file = in_file_;
  if (incoming_ && incoming_->copied) heartbeat.copied = incoming_->moving.id;
  if (incoming_ && incoming_->handed_over) heartbeat.handed_over = incoming_->moving.id;
  outputs.send_datagram(manager, encode(ToManager(heartbeat)).bytes);
}

// It has all that its file or its primary told it. What it lacks of what the primary before it had
// given out, peers return; its own dots begin anew under the epoch.
void Shard::take_over(const Orders& orders, const StepContext& context, Outputs& outputs) {
  const ShardRoles& roles = orders.roles.shards[*config_.index];
  const Epoch followed = holds_all_of_;
  following_.stop(outputs);
  epoch_ = roles.epoch;
  lease_until_ = context.monotonic;  // until the next orders
  holds_all_of_ = 0;
  slots_ = orders.roles.slots.owned_by(*config_.index);
  for (const SlotRange& range : slots_)
    outputs.observe(observation::TookOver{range.first, range.last});
  Backlog backlog = replay(std::exchange(held_, {}), std::exchange(held_backlog_, {}), outputs);
  own_.incarnation = Incarnation(epoch_);
  if (planted(PlantedBug::kPromotedReusesDots) && followed > 0)
    own_.incarnation = Incarnation(followed);
  begin_source(std::move(backlog));
  source_->members_changed(members_, outputs);
  in_file_ = epoch_;
  log(TakenIncarnation{own_.incarnation}, outputs);
  sync(context, outputs);  // from here on it may say what it has on disk
  if (outputs.observed()) store_.observe_state(outputs);
}

// Another serves now, or this one in a later life: what it holds is worth nothing any more.
void Shard::step_down(Outputs& outputs) {
  outputs.observe(observation::Mark{"primary_stepped_down"});
  outputs.observe(observation::Metadata{});
  source_->close_all(outputs);
  followers_.close_all(outputs);
  source_.reset();
  forget_state();
  epoch_ = 0;
  slots_.clear();
  frozen_.reset();
  pullers_.clear();
  if (incoming_) incoming_->link.stop(outputs);
  incoming_.reset();
}

void Shard::forget_state() {
  store_ = SlotStore(config_.make_keyspace());
  if (config_.memory.evicts()) store_.remember_changes();
  memory_ = ShardMemory(config_.memory);
  garbage_ = no_garbage();
}

void Shard::forget_role(Outputs& outputs) {
  if (epoch_ > 0) step_down(outputs);
  following_.stop(outputs);
  held_ = {Joining{}};
  held_backlog_.clear();
  holds_all_of_ = in_file_ = 0;
  ++life_;
  file_.append_durably(held_, outputs);
}

void Shard::raise_epoch(Epoch epoch, Outputs& outputs) {
  epoch_ = epoch;
  in_file_ = epoch;
  own_.incarnation = Incarnation(epoch);
  source_->raise(own_);
  // They must learn of the new incarnation, and begin anew.
  for (const ConnectionId puller : std::exchange(pullers_, {})) outputs.close(puller);
  log(TakenIncarnation{own_.incarnation}, outputs);
}

void Shard::stand_by(const Input& input, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  std::visit(
      Overloaded{[&](const input::Opened& opened) {
                   if (!opened.accepted && !following_.opened(opened.connection, outputs))
                     outputs.close(opened.connection);
                 },
                 [&](const input::Refused& refused) {
                   following_.lost(refused.connection, "refused", now, outputs);
                 },
                 [&](const input::Closed& lost) {
                   if (following_.lost(lost.connection, "connection closed", now, outputs)) return;
                   if (source_) closed(lost.connection);
                 },
                 [&](const input::Received& received) {
                   if (!following_.is(received.connection)) return refuse(received, outputs);
                   auto copy = decode<Copy>(received.bytes);
                   FL_ASSERT(copy, "a primary sends copies");
                   keep(std::move(*copy), outputs);
                 },
                 [&](const input::TimerFired& fired) {
                   if (following_.timer_fired(fired.timer, outputs)) return;
                   if (fired.timer == kSyncTimer) file_.sync(context, outputs);
                   if (fired.timer == kExpiryTimer) expiry_due_ = false;
                 },
                 [&](const input::Administered& asked) { answer_standing_by(asked, now, outputs); },
                 [](const auto&) {}},
      input);
}

// A request is answered, since nothing of it ran; every other connection ends, and whoever opened
// it tries again.
void Shard::refuse(const input::Received& received, Outputs& outputs) {
  const auto message = decode<ToShard>(received.bytes);
  if (message && std::holds_alternative<Request>(*message)) {
    outputs.send(received.connection, encode(Response{unavailable_reply()}));
    return;
  }
  outputs.close(received.connection);
  if (source_) closed(received.connection);
}

// It shows clients nothing, so it does not say what it holds.
void Shard::answer_standing_by(const input::Administered& asked, MonotonicTime now,
                               Outputs& outputs) {
  if (const auto* told = std::get_if<input::administered::Members>(&asked.request))
    take_members(*told, outputs);
  const auto describe = [&](const WaitsFor& wait) {
    if (epoch_ > 0) wait("its lease is over");
    if (following_.primary() && !following_.up()) wait("its primary: " + following_.trouble(now));
  };
  answer_describe(asked, describe, outputs);
}

void Shard::keep(Copy copy, Outputs& outputs) {
  if (copy.whole) {
    held_.clear();
    file_.clear(outputs);
    held_backlog_.clear();
    holds_all_of_ = copy.epoch;
    joining_ = copy.joining;
  }
  held_backlog_.insert(held_backlog_.end(), copy.backlog.begin(), copy.backlog.end());
  // The same primary may go on under a later epoch.
  if (holds_all_of_ > 0) holds_all_of_ = copy.epoch;
  if (copy.whole)
    copy.records.emplace(copy.records.begin(), TakenIncarnation{Incarnation(copy.epoch)});
  in_file_ = std::max(in_file_, copy.epoch);
  for (LogRecord& record : copy.records) {
    file_.append(record, outputs);
    held_.push_back(std::move(record));
  }
}

}  // namespace faultline::engine::active_active
