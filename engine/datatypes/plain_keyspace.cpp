#include "engine/datatypes/plain_keyspace.h"

#include "engine/base/codec.h"

namespace faultline::engine {
namespace {

// Whether there is a key then.
template <class C, class... Types>
bool apply_typed(PlainKey& key, bool present, const C& change, TypeList<Types...>) {
  const auto into = [&](auto type) {
    using Plain = typename decltype(type)::Plain;
    if constexpr (requires(Plain plain) { plain.apply(change); }) {
      if (!present || !std::holds_alternative<Plain>(key.value)) key.value.emplace<Plain>();
      Plain& plain = std::get<Plain>(key.value);
      plain.apply(change);
      present = !plain.empty();
    }
  };
  (into(Types{}), ...);
  return present;
}

// `present`: whether there is a key, else `key` is not read. Whether there is one then.
bool apply_to(PlainKey& key, bool present, const Change& change) {
  if (!present || overwrites(change)) {
    present = false;
    key.expires_at.reset();
  }
  present = std::visit(
      Overloaded{[&](const Delete&) { return present; }, [&](const Expire&) { return present; },
                 [&](const auto& typed) { return apply_typed(key, present, typed, DataTypes{}); }},
      change);
  if (const auto* deadline = deadline_set_by(change); deadline != nullptr)
    key.expires_at = *deadline;
  return present;
}

Hash128 digest_with(const PlainKey& key, const std::optional<WallTime>& expires_at) {
  return std::visit(
      [&](const auto& plain) { return hash_of(key.value.index(), plain.digest(), expires_at); },
      key.value);
}

}  // namespace

void apply_plain(std::optional<PlainKey>& key, const Change& change) {
  const bool present = key.has_value();
  if (!present) key.emplace();
  if (!apply_to(*key, present, change)) key.reset();
}

bool has_passed(const std::optional<WallTime>& deadline, WallTime now) {
  constexpr std::int64_t kMillisecond = 1'000'000;
  return deadline && nanoseconds_of(now) / kMillisecond > nanoseconds_of(*deadline) / kMillisecond;
}

std::optional<PlainKey> visible(const PlainKey* key, WallTime now) {
  return key == nullptr || has_passed(key->expires_at, now) ? std::nullopt : std::optional(*key);
}

Hash128 digest_of(const PlainKey* key) {
  return key == nullptr ? Hash128() : digest_with(*key, key->expires_at);
}

Hash128 digest_but_for_deadlines(const PlainKey* key) {
  if (key == nullptr) return {};
  return digest_with(*key, key->expires_at ? std::optional(WallTime()) : std::nullopt);
}

std::vector<Bytes> parts_of(const PlainValue& value) {
  return std::visit([](const auto& plain) { return plain.parts(); }, value);
}

const PlainKey* PlainKeyspace::find(const Bytes& key) const {
  return keys_.find(key);
}

void PlainKeyspace::apply(const Bytes& key, const Change& change) {
  if (PlainKey* place = keys_.find(key); place != nullptr) {
    if (!apply_to(*place, true, change)) keys_.erase(key);
    return;
  }
  PlainKey content;
  if (apply_to(content, false, change)) keys_.try_emplace(key).first = std::move(content);
}

void PlainKeyspace::put(const Bytes& key, std::optional<PlainKey> content) {
  if (content)
    keys_.try_emplace(key).first = std::move(*content);
  else
    keys_.erase(key);
}

const PlainKey* PlainKeysView::remembered(const Bytes& key) const {
  if (last_key_ != key) {
    last_key_ = key;
    last_ = content(key);
  }
  return last_;
}

const PlainKey* PlainKeysView::shown(const Bytes& key) const {
  const PlainKey* found = remembered(key);
  return found == nullptr || has_passed(found->expires_at, now_) ? nullptr : found;
}

AnyReader PlainKeysView::find(const Bytes& key) const {
  const PlainKey* found = shown(key);
  return found == nullptr ? AnyReader() : reader_of(found->value);
}

std::optional<WallTime> PlainKeysView::expires_at(const Bytes& key) const {
  const PlainKey* found = shown(key);
  return found == nullptr ? std::nullopt : found->expires_at;
}

bool PlainKeysView::has_remains(const Bytes& key) const {
  return remembered(key) != nullptr && shown(key) == nullptr;
}

std::vector<Bytes> PlainView::keys() const {
  std::vector<Bytes> keys = keyspace_.keys().sorted_keys();
  std::erase_if(keys, [&](const Bytes& key) { return shown(key) == nullptr; });
  return keys;
}

}  // namespace faultline::engine
