#include "engine/active_active/conflict_free_keyspace.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/codec.h"
#include "engine/base/planted.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine::active_active {
namespace {

// A slot as it travels: what the sender still expects, the receiver expects too.
template <class Keys>
struct SlotState {
  Keys keys;
  VersionVector expected;
  static constexpr auto fields() { return std::tuple{&SlotState::keys, &SlotState::expected}; }
};

struct PreparedEffect {
  Bytes key;
  Change change;
  static constexpr auto fields() {
    return std::tuple{&PreparedEffect::key, &PreparedEffect::change};
  }
};
struct Prepared {
  VersionVector observed;  // the slot's context at the origin; only where an effect takes of it
  std::vector<PreparedEffect> effects;
  static constexpr auto fields() { return std::tuple{&Prepared::observed, &Prepared::effects}; }
};

template <std::size_t kType = 0>
ReplicatedValue new_value(std::size_t type) {
  if constexpr (kType < std::variant_size_v<ReplicatedValue>) {
    if (type == kType) return ReplicatedValue(std::in_place_index<kType>);
    return new_value<kType + 1>(type);
  } else {
    fail_assertion({"type", "a change belongs to a registered type", __FILE__, __LINE__});
  }
}

// What both cover.
VersionVector common_part(const VersionVector& a, const VersionVector& b) {
  VersionVector common;
  for (const auto& [source, number] : a.entries())
    if (const std::uint64_t both = std::min(number, b.of(source)); both > 0)
      common.raise({source, both});
  return common;
}

bool visible(const ReplicatedValue& value) {
  return std::visit([](const auto& v) { return v.visible(); }, value);
}

}  // namespace

class ConflictFreeKeyspace::View final : public KeyspaceView {
 public:
  View(const ConflictFreeKeyspace& keyspace, WallTime now) : keyspace_(keyspace), now_(now) {}
  [[nodiscard]] AnyReader find(const Bytes& key) const override {
    const KeyState* state = keyspace_.find(key);
    return state == nullptr || !state->is_there(now_) ? AnyReader() : reader_of(*state->shown());
  }
  [[nodiscard]] std::optional<WallTime> expires_at(const Bytes& key) const override {
    const KeyState* state = keyspace_.find(key);
    return state == nullptr || !state->is_there(now_) ? std::nullopt
                                                      : state->deadlines.expires_at();
  }
  // A deadline without a value too: a new key must not inherit it.
  [[nodiscard]] bool has_remains(const Bytes& key) const override {
    const KeyState* state = keyspace_.find(key);
    return state != nullptr && !state->is_there(now_) &&
           (state->shown() != nullptr || !state->deadlines.empty());
  }
  [[nodiscard]] std::vector<Bytes> keys() const override {
    std::vector<Bytes> keys;
    for (const auto& [slot, slot_keys] : keyspace_.slots_)
      for (const auto& [key, state] : slot_keys.keys)
        if (state.is_there(now_)) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return keys;
  }

 private:
  const ConflictFreeKeyspace& keyspace_;
  WallTime now_;
};

ReplicatedValue& ConflictFreeKeyspace::KeyState::value_of_type(std::size_t type) {
  auto place = std::find_if(values.begin(), values.end(),
                            [&](const ReplicatedValue& value) { return value.index() >= type; });
  if (place == values.end() || place->index() != type)
    place = values.insert(place, new_value(type));
  return *place;
}

const ReplicatedValue* ConflictFreeKeyspace::KeyState::find_type(std::size_t type) const {
  for (const ReplicatedValue& value : values)
    if (value.index() == type) return &value;
  return nullptr;
}

const ReplicatedValue* ConflictFreeKeyspace::KeyState::shown() const {
  for (const ReplicatedValue& value : values)
    if (visible(value)) return &value;
  return nullptr;
}

bool ConflictFreeKeyspace::KeyState::is_there(WallTime now) const {
  return shown() != nullptr && !has_passed(deadlines.expires_at(), now);
}

void ConflictFreeKeyspace::KeyState::forget(const VersionVector& observed) {
  deadlines.forget(observed);
  for (ReplicatedValue& value : values) std::visit([&](auto& v) { v.forget(observed); }, value);
}

bool ConflictFreeKeyspace::KeyState::waits() const {
  return !overwritten.empty() || deadlines.waits() ||
         std::any_of(values.begin(), values.end(), [](const ReplicatedValue& value) {
           return std::visit(
               [](const auto& v) {
                 if constexpr (requires { v.waits(); })
                   return v.waits();
                 else
                   return false;
               },
               value);
         });
}

void ConflictFreeKeyspace::KeyState::drop_empty_values() {
  std::erase_if(values, [](const ReplicatedValue& value) {
    return std::visit([](const auto& v) { return v.empty(); }, value);
  });
}

std::unique_ptr<KeyspaceView> ConflictFreeKeyspace::view(WallTime now) const {
  return std::make_unique<View>(*this, now);
}

const ConflictFreeKeyspace::KeyState* ConflictFreeKeyspace::find(const Bytes& key) const {
  const auto slot = slots_.find(slot_of(key));
  if (slot == slots_.end()) return nullptr;
  const auto found = slot->second.keys.find(key);
  return found == slot->second.keys.end() ? nullptr : &found->second;
}

Bytes ConflictFreeKeyspace::prepare(Slot, std::span<const Effect> effects, Dot, WallTime,
                                    const VersionVector& context) const {
  Prepared prepared;
  for (const Effect& effect : effects) {
    if (takes_seen(effect.change)) prepared.observed = context;
    prepared.effects.push_back({effect.key, effect.change});
  }
  return encode(prepared).bytes;
}

ApplyReport ConflictFreeKeyspace::apply(const Update& update, const VersionVector& context_before) {
  auto prepared = decode<Prepared>(update.payload);
  FL_ASSERT(prepared && prepared->effects.size() == update.count, "a payload is as prepared");
  ApplyReport report;
  SlotKeys& slot = slots_[update.slot];
  VersionVector context = context_before;
  VersionVector observed = std::move(prepared->observed);
  Dot dot = update.first;
  for (std::size_t i = 0; i < prepared->effects.size(); ++i) {
    const PreparedEffect& effect = prepared->effects[i];
    static const VersionVector kNothing;
    const bool takes = takes_seen(effect.change);
    const bool idle = planted(PlantedBug::kRemovalTakesNothing) && dot.number % 3 == 0;
    const Arrival arrival{{dot, update.wall}, context, takes && !idle ? observed : kNothing};
    KeyState& state = slot.keys[effect.key];
    const bool shown = state.shown() != nullptr;
    apply_change(state, effect.change, arrival, update.effects.at(i).operation);
    if (planted(PlantedBug::kEvictionTakesUnseen) && is_eviction(update.effects.at(i).unit))
      state.values.clear();
    if (takes && !leaves_a_trace(effect.change) && arrival.ahead()) report.removal_waited = true;
    const bool shows = file(slot, effect.key);
    report.keys.push_back(effect.key);
    // The next effect of the batch had seen this one.
    context.raise(dot);
    observed.raise(dot);
    if (!shows && !leaves_a_trace(effect.change) && !(shown && context.covers(observed)))
      tombstones_.expect(update.slot, observed);
    if (shows)
      tombstones_.erase(update.slot, effect.key);
    else if (shown)
      tombstones_.put(update.slot, effect.key, {common_part(observed, context), update.effects[i]});
    ++dot.number;
  }
  return report;
}

void ConflictFreeKeyspace::apply_change(KeyState& state, const Change& change, Arrival arrival,
                                        Opaque<OperationId> operation) {
  arrival.annihilated = state.overwritten.covers(arrival.stamp.dot);
  // An overwrite that is itself overwritten still takes what it had seen: whoever overwrote it need
  // not have seen those.
  if (overwrites(change)) {
    state.forget(arrival.observed);
    join_missing(state.overwritten, arrival.observed, arrival.context);
  } else if (takes_deadlines(change)) {
    state.deadlines.take(arrival);
  }
  if (const auto* deadline = deadline_set_by(change); deadline != nullptr && !arrival.annihilated)
    state.deadlines.put(arrival.stamp.dot, {*deadline, operation});
  const std::size_t type = type_of(change);
  if (type == kAnyType) return;
  std::visit(
      [&](auto& value, const auto& c) {
        if constexpr (requires { value.apply(c, arrival); })
          value.apply(c, arrival);
        else
          FL_ASSERT(false, "a change goes to a value of its own type");
      },
      state.value_of_type(type), change);
}

bool ConflictFreeKeyspace::file(SlotKeys& slot, const Bytes& key) {
  const auto found = slot.keys.find(key);
  if (found == slot.keys.end()) return false;
  KeyState& state = found->second;
  state.drop_empty_values();
  metadata_bytes_ -= state.counted;
  state.counted = state.metadata_bytes();
  metadata_bytes_ += state.counted;
  value_bytes_ -= state.counted_value;
  state.counted_value = state.shown() == nullptr ? 0 : kKeyBytes + key.size() + state.value_bytes();
  value_bytes_ += state.counted_value;
  note_deadline(state, key);
  if (state.waits())
    slot.waiting.insert(key);
  else if (!slot.waiting.empty())
    slot.waiting.erase(key);
  const bool shows = state.shown() != nullptr;
  if (state.values.empty() && state.deadlines.empty() && !state.waits()) slot.keys.erase(found);
  return shows;
}

// Of a deadline whose value is gone too: it would be kept for ever.
void ConflictFreeKeyspace::note_deadline(KeyState& state, const Bytes& key) {
  const auto* standing = state.deadlines.standing();
  std::optional<Due> due;
  if (standing != nullptr && standing->second.expires_at)
    due = Due{standing->first.source.member, *standing->second.expires_at};
  if (due == state.due) return;
  if (state.due) due_[state.due->owner].erase({state.due->at, key});
  if (due) due_[due->owner].insert({due->at, key});
  state.due = due;
}

std::optional<WallTime> ConflictFreeKeyspace::next_deadline(MemberId self) const {
  if (planted(PlantedBug::kWrongOwnerExpires) && !due_.empty()) self = due_.begin()->first;
  const auto own = due_.find(self);
  return own == due_.end() || own->second.empty() ? std::nullopt
                                                  : std::optional(own->second.begin()->first);
}

std::vector<Keyspace::Expired> ConflictFreeKeyspace::expired(MemberId self, WallTime now) const {
  std::vector<Expired> expired;
  if (planted(PlantedBug::kWrongOwnerExpires) && !due_.empty()) self = due_.begin()->first;
  const auto own = due_.find(self);
  if (own == due_.end()) return expired;
  for (const auto& [deadline, key] : own->second) {
    if (!has_passed(deadline, now)) break;
    expired.push_back({key, find(key)->deadlines.standing()->second.set_by});
  }
  return expired;
}

void ConflictFreeKeyspace::settle(Slot slot, const VersionVector& context) {
  const auto found = slots_.find(slot);
  if (found == slots_.end() || found->second.waiting.empty()) return;
  const std::set<Bytes> waiting = found->second.waiting;
  for (const Bytes& key : waiting) {
    KeyState& state = found->second.keys.at(key);
    drop_arrived(state.overwritten, context);
    state.deadlines.settle(context);
    for (ReplicatedValue& value : state.values)
      std::visit(
          [&](auto& v) {
            if constexpr (requires { v.settle(context); }) v.settle(context);
          },
          value);
    file(found->second, key);
  }
}

std::vector<Bytes> ConflictFreeKeyspace::drop(Slot slot) {
  const auto found = slots_.find(slot);
  if (found == slots_.end()) return {};
  std::vector<Bytes> keys;
  for (const auto& [key, state] : found->second.keys) {
    metadata_bytes_ -= state.counted;
    value_bytes_ -= state.counted_value;
    if (state.due) due_[state.due->owner].erase({state.due->at, key});
    keys.push_back(key);
  }
  slots_.erase(found);
  tombstones_.drop(slot);
  return keys;
}

Bytes ConflictFreeKeyspace::snapshot(Slot slot) const {
  const auto found = slots_.find(slot);
  return encode(SlotState<std::map<Bytes, KeyState>>{
                    found == slots_.end() ? std::map<Bytes, KeyState>() : found->second.keys,
                    tombstones_.expected(slot)})
      .bytes;
}

std::vector<Bytes> ConflictFreeKeyspace::merge(Slot slot, const Bytes& snapshot,
                                               const VersionVector& mine,
                                               const VersionVector& theirs) {
  const auto state_there = decode<SlotState<std::map<Bytes, KeyState>>>(snapshot);
  FL_ASSERT(state_there, "a snapshot is as taken");
  const auto* other = &state_there->keys;
  SlotKeys& here = slots_[slot];
  for (const auto& [key, state] : *other) here.keys[key];
  std::vector<Bytes> touched;
  for (const auto& [key, state] : here.keys) touched.push_back(key);

  VersionVector joined = mine;
  joined.join(theirs);
  tombstones_.expect(slot, state_there->expected);
  tombstones_.expect(slot, joined);  // a state does not tell of what was deleted before
  static const KeyState kNothing;
  for (const Bytes& key : touched) {
    KeyState& state = here.keys.at(key);
    const bool shown = state.shown() != nullptr;
    const auto found = other->find(key);
    const KeyState& there = found == other->end() ? kNothing : found->second;
    for (const ReplicatedValue& value : there.values) state.value_of_type(value.index());
    for (ReplicatedValue& value : state.values)
      std::visit(
          [&](auto& v) {
            using Value = std::decay_t<decltype(v)>;
            const ReplicatedValue* match = there.find_type(value.index());
            v.merge(match == nullptr ? Value() : std::get<Value>(*match), mine, theirs);
          },
          value);
    // What either knows to be overwritten and the other brings.
    state.deadlines.merge(there.deadlines, mine, theirs);
    state.overwritten.join(there.overwritten);
    if (!state.overwritten.empty()) state.forget(state.overwritten);
    if (file(here, key))
      tombstones_.erase(slot, key);
    else if (shown)
      tombstones_.put(slot, key, {joined, std::nullopt});
  }
  return touched;
}

Hash128 ConflictFreeKeyspace::digest(const Bytes& key) const {
  const KeyState* state = find(key);
  if (state == nullptr || state->shown() == nullptr) return {};
  Hash128 digest = state->deadlines.digest();
  for (const ReplicatedValue& value : state->values)
    if (visible(value))
      digest +=
          std::visit([&](const auto& v) { return hash_of(value.index(), v.digest()); }, value);
  return digest;
}

std::optional<PlainKey> ConflictFreeKeyspace::plain_key(const Bytes& key, WallTime now) const {
  const KeyState* state = find(key);
  if (state == nullptr || !state->is_there(now)) return std::nullopt;
  PlainValue value =
      std::visit([](const auto& v) -> PlainValue { return v.plain(); }, *state->shown());
  return PlainKey{std::move(value), state->deadlines.expires_at()};
}

std::optional<Keyspace::Stored> ConflictFreeKeyspace::stored(const Bytes& key) const {
  const KeyState* state = find(key);
  if (state == nullptr || state->shown() == nullptr) return std::nullopt;
  return Stored{state->deadlines.expires_at()};
}

std::size_t ConflictFreeKeyspace::KeyState::value_bytes() const {
  std::size_t bytes = 0;
  for (const ReplicatedValue& value : values)
    bytes += std::visit([](const auto& v) { return v.value_bytes(); }, value);
  return bytes;
}

std::size_t ConflictFreeKeyspace::KeyState::metadata_bytes() const {
  std::size_t bytes = overwritten.entries().size() * sizeof(Dot) + deadlines.metadata_bytes();
  for (const ReplicatedValue& value : values)
    bytes += std::visit([](const auto& v) { return v.metadata_bytes(); }, value);
  return bytes;
}

}  // namespace faultline::engine::active_active
