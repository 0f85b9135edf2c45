#include "engine/active_active/shard.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/service_times.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/base/record.h"
#include "engine/commands/lookup.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {
namespace {

constexpr TimerId kSyncTimer{1};
constexpr TimerId kExpiryTimer{2};
constexpr Duration kSyncEvery = std::chrono::seconds(1);  // appendfsync everysec
// Redis looks for expired keys ten times a second. A wall clock that is set forward is noticed
// within a second.
constexpr Duration kExpireAfter = std::chrono::milliseconds(100);
constexpr Duration kExpireWithin = std::chrono::seconds(1);

// Where a shard has run before and its file names no incarnation, the disk is new and the ones it
// used are forgotten: one of 2^31 beyond all that are counted up.
Incarnation unused_incarnation(Prng& random) {
  constexpr std::uint32_t kCounted = std::uint32_t{1} << 31;
  return Incarnation(kCounted + static_cast<std::uint32_t>(random.below(kCounted)));
}

WallTime wall_of(const StepContext& context) {
  if (planted(PlantedBug::kStampFromWrongClock))
    return WallTime(context.monotonic.time_since_epoch());
  return context.wall;
}

}  // namespace

Shard::Shard(ShardConfig config)
    : config_(std::move(config)),
      members_(config_.hosts),
      store_(config_.make_keyspace()),
      own_{config_.member, Incarnation(0)} {}

void Shard::step(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(
      Overloaded{[&](const input::Started& started) { start(started, context, outputs); },
                 [&](const input::Received& received) { receive(received, context, outputs); },
                 [&](const input::Closed& closed) { source_->close(closed.connection); },
                 [&](const input::TimerFired& fired) {
                   if (fired.timer == kSyncTimer) sync(context, outputs);
                   if (fired.timer == kExpiryTimer) expire(context, outputs);
                 },
                 [&](const input::Administered& asked) { administer(asked, context, outputs); },
                 [](const auto&) {}},
      input);
  if (unsynced_ && !context.disk_full && context.fires(BuggifyPoint::kEarlySync, outputs)) {
    outputs.cancel_timer(kSyncTimer);
    sync(context, outputs);
  }
  await_expiry(context, outputs);
  source_->flush(store_, context, outputs);
  if (outputs.observed()) store_.observe_state(outputs);
}

void Shard::await_expiry(const StepContext& context, Outputs& outputs) {
  const auto next = store_.keyspace().next_deadline(config_.member);
  if (expiry_due_ || !next) return;
  expiry_due_ = true;
  const bool soon = *next < context.wall + kExpireWithin;
  outputs.set_timer(kExpiryTimer,
                    soon ? std::max(kExpireAfter, *next - context.wall) : kExpireWithin);
}

void Shard::expire(const StepContext& context, Outputs& outputs) {
  expiry_due_ = false;
  if (context.disk_full || joining_) return;  // no write is taken, not even one's own
  for (Update& update : store_.expire(own_, wall_of(context), outputs)) {
    outputs.occupy(kShardCommandTime);
    record(std::move(update), outputs);
  }
}

void Shard::record(Update update, Outputs& outputs) {
  const std::size_t bytes = log(update, outputs);
  source_->push(std::move(update), bytes);
}

void Shard::start(const input::Started& started, const StepContext& context, Outputs& outputs) {
  const bool whole = replay(started.records, outputs);
  // A file that names no incarnation, or ends where it was damaged, may have lost one that was
  // used.
  const bool forgotten = !started.first_start && (own_.incarnation == Incarnation(0) || !whole);
  if (forgotten)
    own_.incarnation = unused_incarnation(context.random);
  else if (started.first_start || !planted(PlantedBug::kDotReused))
    own_.incarnation = Incarnation(own_.incarnation.value() + 1);
  open_file(outputs);
}

void Shard::open_file(Outputs& outputs) {
  source_.emplace(
      PullSource::Config{config_.self, own_, config_.backlog_bytes, config_.compression});
  outputs.append(seal(records_++, encode(LogRecord(TakenIncarnation{own_.incarnation})).bytes));
  if (joining_) outputs.append(seal(records_++, encode(LogRecord(Joining{})).bytes));
  outputs.sync();
  outputs.observe(observation::Durable{});
}

bool Shard::replay(const std::vector<Bytes>& records, Outputs& outputs) {
  for (const Bytes& bytes : records) {
    const auto content = unseal(records_, bytes);
    const auto record = content ? decode<LogRecord>(*content) : std::nullopt;
    if (!record) {
      outputs.truncate(records_);
      outputs.observe(observation::Mark{"damaged_file_cut"});
      return false;
    }
    ++records_;
    std::visit(Overloaded{[&](const TakenIncarnation& taken) {
                            own_.incarnation = std::max(own_.incarnation, taken.incarnation);
                          },
                          [&](const Update& update) {
                            store_.deliver(update, observation::How::kRestored, outputs);
                          },
                          [&](const SlotSnapshot& snapshot) { store_.merge(snapshot, outputs); },
                          [&](const Joining&) { joining_ = true; },
                          [&](const HasJoined&) { joining_ = false; }},
               *record);
  }
  return true;
}

void Shard::receive(const input::Received& received, const StepContext& context, Outputs& outputs) {
  const ConnectionId from = received.connection;
  auto message = decode<ToShard>(received.bytes);
  if (!message) {
    outputs.close(from);
    source_->close(from);
    return;
  }
  std::visit(Overloaded{[&](Request& request) { handle(from, request, context, outputs); },
                        [&](AskContexts& ask) { handle(from, ask, outputs); },
                        [&](Deliver& deliver) { handle(from, deliver, outputs); },
                        [&](Pull& pull) {
                          source_->open(from, std::move(pull), store_, context, outputs);
                        },
                        [&](Acknowledge& done) { source_->acknowledge(from, done); },
                        [&](JoiningPull& joining) {
                          source_->open_joining(from, std::move(joining.pull), store_, outputs);
                        },
                        [&](Joined&) { join(outputs); }},
             *message);
}

void Shard::handle(ConnectionId from, const Request& request, const StepContext& context,
                   Outputs& outputs) {
  outputs.occupy(kShardCommandTime);
  if (context.fires(BuggifyPoint::kLongStep, outputs)) outputs.occupy(kLongStep);
  if (context.disk_full && writes(request.command)) {
    outputs.send(from, encode(Response{disk_full_error()}));
    return;
  }
  if (joining_ && writes(request.command)) {
    outputs.send(from, encode(Response{error_reply("ERR this instance is not in sync yet")}));
    return;
  }
  SlotStore::Execution execution =
      store_.execute(request, own_, wall_of(context), context.random, outputs);
  if (execution.update) record(std::move(*execution.update), outputs);
  outputs.observe(observation::Answered{request.operation.value, config_.self});
  outputs.send(from, encode(Response{std::move(execution.reply)}));
}

void Shard::handle(ConnectionId from, const AskContexts& ask, Outputs& outputs) const {
  LocalContexts answer{ask.ticket, {config_.slots, own_.incarnation}, {}};
  for (auto slot = store_.contexts().lower_bound(ask.slots.first);
       slot != store_.contexts().end() && slot->first <= ask.slots.last; ++slot)
    answer.contexts.emplace(*slot);
  if (joining_)
    outputs.send(from, encode(FromLocalShard(JoiningContexts{std::move(answer)})));
  else
    outputs.send(from, encode(FromLocalShard(std::move(answer))));
}

void Shard::handle(ConnectionId from, const Deliver& deliver, Outputs& outputs) {
  Delivered answer{deliver.ticket, {}};
  for (const SlotSnapshot& snapshot : deliver.snapshots) {
    const std::size_t keys = store_.merge(snapshot, outputs);
    outputs.occupy(kShardMergedKeyTime * static_cast<std::int64_t>(keys));
    log(snapshot, outputs);
    outputs.observe(observation::Mark{"full_sync_merged"});
    source_->slot_merged(snapshot.slot, store_, outputs);
  }
  for (const Update& update : deliver.updates) {
    outputs.occupy(kShardUpdateTime);
    if (rejects(update, outputs)) continue;
    switch (store_.deliver(update, observation::How::kReplicated, outputs)) {
      case SlotStore::Delivery::kApplied:
        log(update, outputs);
        source_->update_applied(update, store_, outputs);
        break;
      case SlotStore::Delivery::kDuplicate:
        outputs.observe(observation::Mark{"duplicate_filtered"});
        break;
      case SlotStore::Delivery::kGap:
        outputs.observe(observation::Mark{"gap_full_sync"});
        answer.gaps.push_back(update.slot);
        break;
    }
  }
  outputs.send(from, encode(FromLocalShard(std::move(answer))));
}

std::size_t Shard::log(const LogRecord& record, Outputs& outputs) {
  Encoded encoded = encode(record);
  const std::size_t bytes = encoded.bytes.size() - encoded.uncounted;
  outputs.append(seal(records_++, encoded.bytes));
  if (!unsynced_) outputs.set_timer(kSyncTimer, kSyncEvery);
  unsynced_ = true;
  return bytes;
}

void Shard::sync(const StepContext& context, Outputs& outputs) {
  if (context.disk_full) {  // as Redis does, try again a second later
    outputs.set_timer(kSyncTimer, kSyncEvery);
    return;
  }
  outputs.sync();
  outputs.observe(observation::Durable{});
  unsynced_ = false;
}

void Shard::answer(const input::Administered& administered, const StepContext& context,
                   Outputs& outputs) const {
  const auto value = [&](const Bytes& key) {
    return store_.keyspace().plain_key(key, context.wall);
  };
  const auto describe = [&](const WaitsFor& wait) {
    if (joining_) wait("takes no writes before it is in sync");
    for (const PullSource::Lag& lag : source_->lags()) {
      const auto found = config_.member_names.find(lag.member);
      const std::string to = found == config_.member_names.end() ? "a member" : found->second;
      const auto count = [&](std::size_t number, const char* what) {
        if (number > 0) wait(std::to_string(number) + " " + what + " " + to);
      };
      count(lag.snapshots, "full syncs of slots to be sent to");
      count(lag.updates, "updates to be sent to");
      count(lag.batches, "batches not yet acknowledged by");
    }
  };
  answer_inspect(administered, value, outputs);
  answer_describe(administered, describe, outputs);
}

}  // namespace faultline::engine::active_active
