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

// Every unit that the command names, first those that changed something, in order.
std::vector<UnitChange> unit_changes(const Carried& carried, const Effects& effects) {
  std::vector<UnitChange> changes;
  for (const Effect& effect : effects.list())
    if (effects.changed(effect.unit))
      changes.push_back({effect.key, client_unit(carried, effect.unit), effect.change});
  const CommandKind* kind = find_command(carried.command[0].view());
  const std::vector<Unit> units = units_of(*kind, carried.command);
  for (std::uint32_t unit = 0; unit < units.size(); ++unit)
    if (!effects.changed(unit))
      changes.push_back({units[unit].key, client_unit(carried, unit), std::nullopt});
  return changes;
}

void observe_applied(const LoggedWrite& write, observation::How how, Outputs& outputs) {
  if (!outputs.observed()) return;
  for (const UnitChange& each : write.changes) {
    observation::Applied applied;
    applied.effect = {write.operation, each.unit};
    applied.key = each.key;
    applied.how = how;
    applied.change = each.change;
    outputs.observe(std::move(applied));
  }
}

}  // namespace

void Storage::step(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(Overloaded{[&](const input::Started& event) { replay(event.records, outputs); },
                        [&](const input::Received& event) { run(event, context, outputs); },
                        [&](const input::TimerFired&) { sync(context, outputs); },
                        [&](const input::Administered& event) {
                          const auto value = [&](const Bytes& key) {
                            return visible(keyspace_.find(key), context.wall);
                          };
                          answer_inspect(event, value, outputs);
                        },
                        // Connections need no state here: whoever sends, gets the answer.
                        [](const auto&) {}},
             input);
  if (sync_due_ && !context.disk_full && context.fires(BuggifyPoint::kEarlySync, outputs)) {
    outputs.cancel_timer(kSyncTimer);
    sync(context, outputs);
  }
}

void Storage::sync(const StepContext& context, Outputs& outputs) {
  if (context.disk_full) {  // as Redis does, try again a second later
    outputs.set_timer(kSyncTimer, kSyncInterval);
    return;
  }
  sync_due_ = false;
  outputs.sync();
  outputs.observe(observation::Durable{});
}

void Storage::run(const input::Received& input, const StepContext& context, Outputs& outputs) {
  const WallTime now = context.wall;
  const std::optional<StorageRequest> request = decode<StorageRequest>(input.bytes);
  FL_ASSERT(request.has_value(), "only the node in front talks to its Redis");
  outputs.occupy(kStorageCommandTime);
  if (context.fires(BuggifyPoint::kLongStep, outputs)) outputs.occupy(kLongStep);
  const Carried& carried = request->carried;
  if (append_only_ && context.disk_full && writes(carried.command)) {
    outputs.send(input.connection, encode(StorageResponse{disk_full_error()}));
    return;
  }
  Effects effects;
  Reply reply =
      run_command({carried.command, PlainView(keyspace_, now), now, effects, context.random});
  const bool is_write = writes(carried.command);
  std::set<Bytes> touched;
  for (const Effect& effect : effects.list()) {
    keyspace_.apply(effect.key, effect.change);
    if (outputs.observed()) touched.insert(effect.key);
  }
  if (outputs.observed()) outputs.observe(observation::Executed{carried.operation.value, reply});
  if (is_write && (outputs.observed() || append_only_)) {
    const LoggedWrite write{carried.operation, unit_changes(carried, effects)};
    observe_applied(write,
                    request->replicated ? observation::How::kReplicated : observation::How::kLocal,
                    outputs);
    if (append_only_) log(write, outputs);
  }
  if (is_write && request->replicated)
    outputs.observe(observation::Mark{"effect_applied_remotely"});
  outputs.send(input.connection, encode(StorageResponse{std::move(reply)}));
  observe_digests(touched, outputs);
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
      observe_applied(*write, observation::How::kRestored, outputs);
    }
  }
  observe_digests(touched, outputs);
}

void Storage::observe_digests(const std::set<Bytes>& touched, Outputs& outputs) const {
  for (const Bytes& key : touched)
    outputs.observe(observation::Digest{key, digest_but_for_deadlines(keyspace_.find(key))});
}

}  // namespace faultline::engine::dynomite
