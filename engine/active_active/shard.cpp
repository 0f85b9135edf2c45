#include "engine/active_active/shard.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/service_times.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/commands/lookup.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {
namespace {

// Redis looks for expired keys ten times a second. A wall clock that is set forward is noticed
// within a second.
constexpr Duration kExpireAfter = std::chrono::milliseconds(100);
constexpr Duration kExpireWithin = std::chrono::seconds(1);

// Where a shard has run before and its file names no incarnation, the disk is new and the ones it
// used are forgotten: one of 2^31 beyond all that are counted up.
Incarnation unused_incarnation(Prng& random) {
  constexpr std::uint32_t kCounted = std::uint32_t{1} << 31;
  return Incarnation(kCounted + static_cast<std::uint32_t>(random.below(kCounted / 2)));
}

std::size_t counted(const Encoded& encoded) {
  return encoded.bytes.size() - encoded.uncounted;
}

}  // namespace

Shard::Shard(ShardConfig config)
    : config_(std::move(config)),
      members_(config_.hosts),
      store_(config_.make_keyspace()),
      memory_(config_.memory),
      own_{config_.member, Incarnation(0)},
      garbage_(no_garbage()),
      file_(kSyncTimer),
      following_(kFollowTimer, last_connection_),
      slots_(config_.slots) {
  if (config_.memory.evicts()) store_.remember_changes();
}

WallTime Shard::wall_of(const StepContext& context) {
  if (planted(PlantedBug::kStampFromWrongClock))
    return WallTime(context.monotonic.time_since_epoch());
  return context.wall;
}

GarbageCollection Shard::no_garbage() const {
  std::vector<MemberId> others;
  for (const auto& [member, name] : config_.member_names)
    if (member != config_.member && members_.has(member)) others.push_back(member);
  return {config_.member, std::move(others)};
}

void Shard::step(const Input& input, const StepContext& context, Outputs& outputs) {
  if (const auto* started = std::get_if<input::Started>(&input))
    start(*started, context, outputs);
  else if (const auto* datagram = std::get_if<input::Datagram>(&input))
    take_orders(*datagram, context, outputs);
  else if (incoming_ && take_incoming(input, context, outputs))
    outputs.occupy(kShardUpdateTime);  // whether it may serve now or not
  else if (serves(context.monotonic))
    serve(input, context, outputs);
  else
    stand_by(input, context, outputs);
  if (file_.unsynced() && !context.disk_full() &&
      context.fires(BuggifyPoint::kEarlySync, outputs)) {
    outputs.cancel_timer(kSyncTimer);
    sync(context, outputs);
  }
  if (!serves(context.monotonic)) return;
  // Its file was synced while its lease was over, when it may not say so.
  if (garbage_.awaits_sync() && !file_.unsynced()) report_durable(outputs);
  memory_.note_changes(store_, false, context);
  memory_.unlatch(store_);
  await_expiry(context, outputs);
  source_->flush(store_, context, outputs);
  followers_.flush({config_.self, own_, store_, *source_, joining_, frozen_}, outputs);
  if (outputs.observed()) store_.observe_state(outputs);
}

void Shard::serve(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(
      Overloaded{[&](const input::Opened& opened) {
                   if (!opened.accepted)
                     outputs.close(opened.connection);  // it was a standby when it asked
                 },
                 [&](const input::Received& received) { receive(received, context, outputs); },
                 [&](const input::Closed& lost) { closed(lost.connection); },
                 [&](const input::TimerFired& fired) {
                   if (fired.timer == kSyncTimer) sync(context, outputs);
                   if (fired.timer == kExpiryTimer) expire(context, outputs);
                 },
                 [&](const input::Administered& asked) { administer(asked, context, outputs); },
                 [](const auto&) {}},
      input);
}

void Shard::closed(ConnectionId connection) {
  source_->close(connection);
  followers_.close(connection);
  pullers_.erase(connection);
  garbage_.closed(connection);
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
  if (joining_ || context.disk_full()) return;  // no write is taken, not even one's own
  if (frozen_) return;  // it may be one of theirs, and the move is soon over
  for (Update& update : store_.expire(own_, wall_of(context), outputs)) {
    outputs.occupy(kShardCommandTime);
    record(std::move(update), outputs);
  }
}

void Shard::record(Update update, Outputs& outputs) {
  const std::size_t bytes = log(update, outputs);
  garbage_.changed(update.slot);
  if (passes_on(update)) source_->push(std::move(update), bytes);
}

bool Shard::passes_on(const Update& update) const {
  return config_.causal || update.first.source.member == config_.member;
}

void Shard::start(const input::Started& started, const StepContext& context, Outputs& outputs) {
  ShardFile::Contents contents = file_.read(started.records, outputs);
  if (config_.index) {
    life_ = context.random.next();
    held_ = std::move(contents.records);
    for (const LogRecord& record : held_)
      if (const auto* taken = std::get_if<TakenIncarnation>(&record))
        in_file_ = std::max(in_file_, taken->incarnation.value());
    return;
  }
  Backlog backlog = replay(contents.records, {}, outputs);
  // A file that names no incarnation, or ends where it was damaged, may have lost one that was
  // used.
  const bool forgotten =
      !started.first_start && (own_.incarnation == Incarnation(0) || !contents.whole);
  if (forgotten)
    own_.incarnation = unused_incarnation(context.random);
  else if (started.first_start || !planted(PlantedBug::kDotReused))
    own_.incarnation = Incarnation(own_.incarnation.value() + 1);
  open_file(std::move(backlog), outputs);
}

void Shard::open_file(Backlog backlog, Outputs& outputs) {
  begin_source(std::move(backlog));
  std::vector<LogRecord> records{TakenIncarnation{own_.incarnation}};
  if (joining_) records.emplace_back(Joining{});
  file_.append_durably(records, outputs);
  static_cast<void>(garbage_.synced(store_));  // nobody listens yet
}

void Shard::begin_source(Backlog backlog) {
  source_.emplace(PullSource::Config{config_.self, own_, config_.compression, config_.causal},
                  std::move(backlog));
}

Backlog Shard::replay(const std::vector<LogRecord>& records, const std::vector<Update>& before,
                      Outputs& outputs) {
  Backlog backlog(config_.backlog_bytes);
  for (const Update& update : before)
    if (contains(slots_, update.slot)) backlog.push(update, counted(encode(LogRecord(update))));
  for (const LogRecord& record : records) {
    std::visit(Overloaded{[&](const TakenIncarnation& taken) {
                            own_.incarnation = std::max(own_.incarnation, taken.incarnation);
                          },
                          [&](const Update& update) {
                            if (!contains(slots_, update.slot)) return;
                            const auto how = observation::How::kRestored;
                            const bool applied = store_.deliver(update, how, outputs) ==
                                                 SlotStore::Delivery::kApplied;
                            if (applied && passes_on(update))
                              backlog.push(update, counted(encode(record)));
                            garbage_.changed(update.slot);
                          },
                          [&](const SlotSnapshot& snapshot) {
                            if (!contains(slots_, snapshot.slot)) return;
                            store_.merge(snapshot, outputs);
                            garbage_.changed(snapshot.slot);
                          },
                          [&](const Joining&) { joining_ = true; },
                          [&](const HasJoined&) { joining_ = false; }},
               record);
  }
  return backlog;
}

void Shard::receive(const input::Received& received, const StepContext& context, Outputs& outputs) {
  const ConnectionId from = received.connection;
  auto message = decode<ToShard>(received.bytes);
  if (!message) {
    outputs.close(from);
    return closed(from);
  }
  std::visit(Overloaded{[&](Request& request) { handle(from, request, context, outputs); },
                        [&](AskContexts& ask) { handle(from, ask, outputs); },
                        [&](Deliver& deliver) { handle(from, deliver, context, outputs); },
                        [&](Pull& pull) {
                          source_->open(from, std::move(pull), store_, context, outputs);
                        },
                        [&](Acknowledge& done) { source_->acknowledge(from, done); },
                        [&](Joined&) { join(outputs); },
                        [&](const Follow& follow) { followers_.open(from, follow.slots); },
                        [&](Observed& report) {
                          garbage_.reported(from, report);
                          garbage_.collect(store_, frozen_, outputs);
                        }},
             *message);
}

void Shard::handle(ConnectionId from, const Request& request, const StepContext& context,
                   Outputs& outputs) {
  outputs.occupy(kShardCommandTime);
  if (context.fires(BuggifyPoint::kLongStep, outputs)) outputs.occupy(kLongStep);
  if (writes(request.command) && context.disk_full()) {
    outputs.send(from, encode(Response{disk_full_error()}));
    return;
  }
  if (joining_ && writes(request.command)) {
    outputs.send(from, encode(Response{error_reply("ERR this instance is not in sync yet")}));
    return;
  }
  if (!owns_keys_of(request.command)) {
    outputs.observe(observation::Mark{"request_for_moved_slot"});
    outputs.send(from, encode(Response{slot_moved_reply()}));
    return;
  }
  evict(request.operation, context, outputs);
  if (auto refused = memory_.refuse(request.command, store_, outputs)) {
    outputs.send(from, encode(Response{std::move(*refused)}));
    return;
  }
  memory_.accessed(request.command, context);
  SlotStore::Execution execution =
      store_.execute(request, own_, wall_of(context), context.random, outputs);
  if (execution.update) record(std::move(*execution.update), outputs);
  outputs.observe(observation::Answered{request.operation.value, config_.self});
  outputs.send(from, encode(Response{std::move(execution.reply)}));
}

std::size_t Shard::log(const LogRecord& record, Outputs& outputs) {
  followers_.written(record);
  return file_.append(record, outputs);
}

void Shard::sync(const StepContext& context, Outputs& outputs) {
  if (file_.sync(context, outputs) && source_) report_durable(outputs);
}

void Shard::report_durable(Outputs& outputs) {
  Contexts news = garbage_.synced(store_);
  std::erase_if(news, [this](const auto& each) { return !owns(each.first); });
  if (store_.keyspace().tombstones() == nullptr) return;
  if (!news.empty()) {
    const Encoded report =
        encode(FromLocalShard(Observed{0, config_.member, slots_, std::move(news)}));
    for (const ConnectionId puller : pullers_) outputs.send(puller, report);
  }
  garbage_.collect(store_, frozen_, outputs);
}

void Shard::answer(const input::Administered& administered, const StepContext& context,
                   Outputs& outputs) const {
  const auto value = [&](const Bytes& key) {
    return store_.keyspace().plain_key(key, context.wall);
  };
  const auto name_of = [&](MemberId member) -> std::string {
    const auto found = config_.member_names.find(member);
    return found == config_.member_names.end() ? "a member" : found->second;
  };
  const auto describe = [&](const WaitsFor& wait) {
    if (joining_) wait("takes no writes before it is in sync");
    memory_.describe(store_, wait);
    for (const auto& [member, keys] : garbage_.waiting(store_))
      wait("garbage of " + std::to_string(keys) + (keys == 1 ? " key" : " keys") + " waits for " +
           name_of(member));
    for (const PullSource::Lag& lag : source_->lags()) {
      const std::string to = name_of(lag.member);
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
