#include "engine/dynomite/storage.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/base/record.h"
#include "engine/base/type_list.h"
#include "engine/commands/lookup.h"
#include "engine/dynomite/timing.h"
#include "engine/ports/administered.h"

namespace faultline::engine::dynomite {
namespace {

constexpr TimerId kSyncTimer{1};

// Implied units keep their number: no argument names them, split or not.
std::uint32_t client_unit(const Carried& carried, std::uint32_t unit) {
  if (unit == kImpliedUnit || carried.units.empty()) return unit;
  FL_ASSERT(unit < carried.units.size(), "a split command carries a number for each unit");
  return carried.units[unit];
}

// Every unit that the command names, first those that changed something, in order; stamps are
// nobody's unit.
std::vector<UnitChange> unit_changes(const Carried& carried, const Effects& effects) {
  std::vector<UnitChange> changes;
  for (const Effect& effect : effects.list())
    if (effect.unit == kStampUnit)
      changes.push_back({effect.key, kStampUnit, effect.change});
    else if (effects.changed(effect.unit))
      changes.push_back({effect.key, client_unit(carried, effect.unit), effect.change});
  if (carried.script == Script::kCleanUp) return changes;
  const CommandKind* kind = find_command(carried.command[0].view());
  const std::vector<Unit> units = units_of(*kind, carried.command);
  for (std::uint32_t unit = 0; unit < units.size(); ++unit)
    if (!effects.changed(unit))
      changes.push_back({units[unit].key, client_unit(carried, unit), std::nullopt});
  return changes;
}

Reply read_only_error() {
  return error_reply("READONLY You can't write against a read only replica.");
}

observation::How how_it_came(const StorageRequest& request) {
  if (request.carried.script == Script::kRepair) return observation::How::kRepaired;
  const bool from_here = request.relay == Relay::kRequest || request.relay == Relay::kOtherRack;
  return from_here ? observation::How::kLocal : observation::How::kReplicated;
}

}  // namespace

void Storage::step(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(Overloaded{[&](const input::Started& event) {
                          replication_.emplace(context.monotonic);
                          started_ = static_cast<std::uint64_t>(
                              context.monotonic.time_since_epoch().count());
                          replay(event.records, outputs);
                        },
                        [&](const input::Received& event) { received(event, context, outputs); },
                        [&](const input::TimerFired& event) {
                          if (event.timer == kSyncTimer)
                            sync(context, outputs);
                          else if (replication_->follows())
                            replication_->reconnect(outputs);
                        },
                        [&](const input::Opened& event) {
                          if (replication_->is_master_link(event.connection))
                            replication_->opened(outputs);
                        },
                        [&](const input::Closed& event) { closed(event.connection, outputs); },
                        [&](const input::Refused& event) { closed(event.connection, outputs); },
                        [&](const input::Datagram& event) {
                          if (const auto request = decode<OperatorRequest>(event.bytes))
                            from_operator(*request, outputs);
                        },
                        [&](const input::Administered& event) {
                          const auto value = [&](const Bytes& key) {
                            return visible(keyspace_.find(key), context.wall);
                          };
                          answer_inspect(event, value, outputs);
                        },
                        // Connections need no state here: whoever sends, gets the answer.
                        [](const auto&) {}},
             input);
  if (sync_due_ && !context.disk_full() && context.fires(BuggifyPoint::kEarlySync, outputs)) {
    outputs.cancel_timer(kSyncTimer);
    sync(context, outputs);
  }
}

void Storage::sync(const StepContext& context, Outputs& outputs) {
  if (context.disk_full()) {  // as Redis does, try again a second later
    outputs.set_timer(kSyncTimer, kSyncInterval);
    return;
  }
  sync_due_ = false;
  outputs.sync();
  outputs.observe(observation::Durable{});
}

void Storage::received(const input::Received& input, const StepContext& context, Outputs& outputs) {
  if (replication_->is_master_link(input.connection)) return from_master(input.bytes, outputs);
  if (input.connection.value() < kAcceptedConnection) return;  // of a master it follows no more
  if (input.bytes.view() == kReplicaGreeting) return greeted_by_replica(input.connection, outputs);
  if (input.bytes.view() == kOperatorGreeting) {
    operators_.insert(input.connection);
  } else if (operators_.contains(input.connection)) {
    outputs.send(input.connection, encode(replication_->info(context.monotonic)));
  } else {
    from_node(input, context, outputs);
  }
}

void Storage::from_node(const input::Received& input, const StepContext& context,
                        Outputs& outputs) {
  const std::optional<StorageRequest> request = decode<StorageRequest>(input.bytes);
  FL_ASSERT(request.has_value(), "only the node in front talks to its Redis");
  outputs.occupy(kStorageCommandTime);
  if (context.fires(BuggifyPoint::kLongStep, outputs)) outputs.occupy(kLongStep);
  const Carried& carried = request->carried;
  const bool is_write = writes(carried.command);
  if (append_only_ && is_write && context.disk_full()) {
    outputs.send(input.connection, encode(StorageResponse{disk_full_error()}));
    return;
  }
  if (replication_->follows() && is_write) {
    outputs.send(input.connection, encode(StorageResponse{read_only_error()}));
    return;
  }
  Ran ran = run(carried, context);
  const bool streams = replication_->has_replicas();
  if ((is_write || !ran.effects.empty()) && (outputs.observed() || append_only_ || streams))
    ran.write.changes = unit_changes(carried, ran.effects);
  const bool for_client = carried.script != Script::kRepair && carried.script != Script::kCleanUp;
  if (outputs.observed() && for_client)
    outputs.observe(observation::Executed{carried.operation.value, ran.reply});
  if (is_write && carried.script != Script::kCleanUp)
    observe_applied(ran.write, how_it_came(*request), time_of(carried.stamp), outputs);
  if (append_only_ && (is_write || !ran.effects.empty())) log(ran.write, outputs);
  if (streams && (is_write || !ran.effects.empty())) replication_->stream(ran.write, outputs);
  if (is_write && for_client && request->relay != Relay::kRequest)
    outputs.observe(observation::Mark{"effect_applied_remotely"});
  if (carried.script == Script::kRepair) outputs.observe(observation::Mark{"dynomite_read_repair"});
  outputs.send(input.connection, encode(StorageResponse{std::move(ran.reply), ran.writer}));
  std::set<Bytes> touched;
  if (outputs.observed())
    for (const Effect& effect : ran.effects.list()) touched.insert(effect.key);
  observe_digests(touched, outputs);
  observe_stamps(touched, outputs);
}

Storage::Ran Storage::run(const Carried& carried, const StepContext& context) {
  Ran ran;
  ran.write.operation = carried.operation;
  ran.write.repairs = carried.script == Script::kRepair;
  ScriptOutcome outcome =
      run_carried(carried, keyspace_, context.wall, context.random, ran.effects);
  ran.reply = std::move(outcome.reply);
  if (carried.script == Script::kNone) return ran;
  const std::vector<Unit> units =
      units_of(*find_command(carried.command[0].view()), carried.command);
  for (const std::uint32_t unit : outcome.stamped)
    ran.write.stamped.emplace_back(client_unit(carried, unit), units.at(unit));
  note_stamps(ran.write);
  if (read_stamped(ran.reply)) ran.writer = writers_.find(carried.command[1], outcome.told);
  return ran;
}

void Storage::note_stamps(const LoggedWrite& write) {
  for (const auto& [unit, of] : write.stamped)
    writers_.set(of.key, of.element, {write.operation, unit});
}

void Storage::observe_applied(const LoggedWrite& write, observation::How how, WallTime stamp,
                              Outputs& outputs) const {
  if (!outputs.observed() || write.operation.value == kNoClientsOperation) return;
  for (const UnitChange& each : write.changes) {
    if (each.unit == kStampUnit) continue;
    observation::Applied applied;
    applied.effect = {write.operation, each.unit};
    applied.key = each.key;
    applied.how = how;
    applied.change = each.change;
    applied.stamp = stamp;
    outputs.observe(std::move(applied));
  }
}

void Storage::log(const LoggedWrite& write, Outputs& outputs) {
  outputs.append(seal(records_++, encode(write).bytes));
  if (sync_due_) return;
  sync_due_ = true;
  outputs.set_timer(kSyncTimer, kSyncInterval);
}

void Storage::replay(const std::vector<Bytes>& records, Outputs& outputs) {
  outputs.observe(observation::Metadata{0});  // a plain Redis keeps values alone
  std::set<Bytes> touched;
  for (const Bytes& record : records) {
    const auto content = unseal(records_, record);
    const auto write = content ? decode<LoggedWrite>(*content) : std::nullopt;
    if (!write) {  // as redis-check-aof --fix leaves it
      outputs.truncate(records_);
      outputs.observe(observation::Mark{"damaged_file_cut"});
      break;
    }
    ++records_;
    for (int times = planted(PlantedBug::kLogReplayedTwice) ? 2 : 1; times > 0; --times) {
      for (const UnitChange& each : write->changes) {
        if (!each.change) continue;
        keyspace_.apply(each.key, *each.change);
        if (outputs.observed()) touched.insert(each.key);
      }
      observe_applied(*write, observation::How::kRestored, {}, outputs);
    }
    note_stamps(*write);
  }
  observe_digests(touched, outputs);
  observe_stamps(touched, outputs);
}

void Storage::observe_digests(const std::set<Bytes>& touched, Outputs& outputs) const {
  for (const Bytes& key : touched)
    if (!is_metadata(key.view()))
      outputs.observe(observation::Digest{key, digest_but_for_deadlines(keyspace_.find(key))});
}

void Storage::observe_stamps(const std::set<Bytes>& touched, Outputs& outputs) {
  std::vector<Bytes> sets;
  for (const Bytes& key : touched)
    if (is_metadata(key.view())) sets.push_back(key);
  if (sets.empty()) return;
  stamps_.recount(keyspace_, sets);
  outputs.observe(stamps_.told());
}

}  // namespace faultline::engine::dynomite
