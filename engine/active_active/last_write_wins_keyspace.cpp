#include "engine/active_active/last_write_wins_keyspace.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/codec.h"
#include "engine/base/planted.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine::active_active {
namespace {

// What a command made of one key.
struct KeyResult {
  Bytes key;
  std::optional<PlainKey> value;
  std::uint32_t last_effect = 0;  // whose dot the result carries
  static constexpr auto fields() {
    return std::tuple{&KeyResult::key, &KeyResult::value, &KeyResult::last_effect};
  }
};
struct PreparedResults {
  std::vector<KeyResult> results;
  std::vector<std::uint32_t> result_of_effect;
  static constexpr auto fields() {
    return std::tuple{&PreparedResults::results, &PreparedResults::result_of_effect};
  }
};

}  // namespace

class LastWriteWinsKeyspace::View final : public PlainKeysView {
 public:
  View(const LastWriteWinsKeyspace& keyspace, WallTime now)
      : PlainKeysView(now), keyspace_(keyspace) {}
  [[nodiscard]] std::vector<Bytes> keys() const override {
    std::vector<Bytes> keys;
    for (const auto& [slot, slot_keys] : keyspace_.slots_)
      for (const auto& [key, state] : slot_keys)
        if (state.content && !has_passed(state.content->expires_at, now())) keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return keys;
  }

 private:
  [[nodiscard]] const PlainKey* content(const Bytes& key) const override {
    const KeyState* state = keyspace_.find(key);
    return state == nullptr || !state->content ? nullptr : &*state->content;
  }
  const LastWriteWinsKeyspace& keyspace_;
};

bool LastWriteWinsKeyspace::KeyState::beats(const KeyState& other) const {
  if (wall != other.wall) return wall > other.wall;
  if (dot.source.member != other.dot.source.member && planted(PlantedBug::kWholeKeyTieByArrival))
    return true;
  if (dot.source.member != other.dot.source.member)
    return dot.source.member < other.dot.source.member;
  return dot > other.dot;
}

std::unique_ptr<KeyspaceView> LastWriteWinsKeyspace::view(WallTime now) const {
  return std::make_unique<View>(*this, now);
}

const LastWriteWinsKeyspace::KeyState* LastWriteWinsKeyspace::find(const Bytes& key) const {
  const auto slot = slots_.find(slot_of(key));
  if (slot == slots_.end()) return nullptr;
  const auto found = slot->second.find(key);
  return found == slot->second.end() ? nullptr : &found->second;
}

Bytes LastWriteWinsKeyspace::prepare(Slot, std::span<const Effect> effects, Dot, WallTime,
                                     const VersionVector&) const {
  PreparedResults prepared;
  for (const Effect& effect : effects) {
    auto result = std::find_if(prepared.results.begin(), prepared.results.end(),
                               [&](const KeyResult& each) { return each.key == effect.key; });
    if (result == prepared.results.end()) {
      const KeyState* state = find(effect.key);
      prepared.results.push_back(
          {effect.key, state == nullptr ? std::optional<PlainKey>() : state->content, 0});
      result = std::prev(prepared.results.end());
    }
    apply_plain(result->value, effect.change);
    result->last_effect = static_cast<std::uint32_t>(prepared.result_of_effect.size());
    prepared.result_of_effect.push_back(
        static_cast<std::uint32_t>(result - prepared.results.begin()));
  }
  return encode(prepared).bytes;
}

ApplyReport LastWriteWinsKeyspace::apply(const Update& update, const VersionVector&) {
  auto prepared = decode<PreparedResults>(update.payload);
  FL_ASSERT(prepared && prepared->result_of_effect.size() == update.count,
            "a payload is as prepared");
  ApplyReport report;
  for (const std::uint32_t index : prepared->result_of_effect)
    report.keys.push_back(prepared->results.at(index).key);
  SlotKeys& slot = slots_[update.slot];
  for (KeyResult& result : prepared->results) {
    const Dot dot{update.first.source, update.first.number + result.last_effect};
    put(slot, result.key, {std::move(result.value), update.wall, dot});
  }
  return report;
}

void LastWriteWinsKeyspace::put(SlotKeys& slot, const Bytes& key, KeyState state) {
  const bool forget = !state.content && planted(PlantedBug::kTombstoneDropped);
  const auto found = slot.find(key);
  if (found == slot.end()) {
    count(key, slot.emplace(key, std::move(state)).first->second, 0);
    ++keys_;
  } else if (state.beats(found->second)) {
    const std::size_t before = found->second.counted;
    found->second = std::move(state);
    count(key, found->second, before);
  }
  if (forget) keys_ -= slot.erase(key);
}

void LastWriteWinsKeyspace::count(const Bytes& key, KeyState& state, std::size_t counted_before) {
  state.counted = 0;
  if (state.content)
    state.counted =
        kKeyBytes + key.size() +
        std::visit([](const auto& value) { return value.value_bytes(); }, state.content->value);
  value_bytes_ += state.counted - counted_before;
}

// Nothing ever waits: each update stands for itself.
void LastWriteWinsKeyspace::settle(Slot, const VersionVector&) {}

std::vector<Bytes> LastWriteWinsKeyspace::drop(Slot slot) {
  const auto found = slots_.find(slot);
  if (found == slots_.end()) return {};
  std::vector<Bytes> keys;
  keys_ -= found->second.size();
  for (const auto& [key, state] : found->second) {
    value_bytes_ -= state.counted;
    keys.push_back(key);
  }
  slots_.erase(found);
  return keys;
}

Bytes LastWriteWinsKeyspace::snapshot(Slot slot) const {
  const auto found = slots_.find(slot);
  return encode(found == slots_.end() ? SlotKeys() : found->second).bytes;
}

std::vector<Bytes> LastWriteWinsKeyspace::merge(Slot slot, const Bytes& snapshot,
                                                const VersionVector&, const VersionVector&) {
  auto other = decode<SlotKeys>(snapshot);
  FL_ASSERT(other, "a snapshot is as taken");
  SlotKeys& here = slots_[slot];
  std::vector<Bytes> touched;
  for (auto& [key, state] : *other) {
    put(here, key, std::move(state));
    touched.push_back(key);
  }
  return touched;
}

Hash128 LastWriteWinsKeyspace::digest(const Bytes& key) const {
  const KeyState* state = find(key);
  if (state == nullptr || !state->content) return {};
  return hash_of(digest_of(&*state->content), state->wall, state->dot);
}

std::optional<Keyspace::Stored> LastWriteWinsKeyspace::stored(const Bytes& key) const {
  const KeyState* state = find(key);
  if (state == nullptr || !state->content) return std::nullopt;
  return Stored{state->content->expires_at};
}

std::optional<PlainKey> LastWriteWinsKeyspace::plain_key(const Bytes& key, WallTime now) const {
  const KeyState* state = find(key);
  return state == nullptr || !state->content ? std::nullopt : visible(&*state->content, now);
}

}  // namespace faultline::engine::active_active
