#include "engine/datatypes/plain_keyspace.h"

#include "engine/base/codec.h"

namespace faultline::engine {
namespace {

template <class C, class... Types>
void apply_typed(std::optional<PlainKey>& key, const C& change, TypeList<Types...>) {
  const auto into = [&](auto type) {
    using Plain = typename decltype(type)::Plain;
    if constexpr (requires(Plain plain) { plain.apply(change); }) {
      if (!key) key.emplace();
      if (!std::holds_alternative<Plain>(key->value)) key->value.emplace<Plain>();
      Plain& plain = std::get<Plain>(key->value);
      plain.apply(change);
      if (plain.empty()) key.reset();
    }
  };
  (into(Types{}), ...);
}

Hash128 digest_with(const PlainKey& key, const std::optional<WallTime>& expires_at) {
  return std::visit(
      [&](const auto& plain) { return hash_of(key.value.index(), plain.digest(), expires_at); },
      key.value);
}

}  // namespace

void apply_plain(std::optional<PlainKey>& key, const Change& change) {
  if (overwrites(change)) key.reset();
  std::visit(Overloaded{[](const Delete&) {}, [](const Expire&) {},
                        [&](const auto& typed) { apply_typed(key, typed, DataTypes{}); }},
             change);
  if (const auto* deadline = deadline_set_by(change); deadline != nullptr && key)
    key->expires_at = *deadline;
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
  const auto found = keys_.find(key);
  return found == keys_.end() ? nullptr : &found->second;
}

void PlainKeyspace::apply(const Bytes& key, const Change& change) {
  std::optional<PlainKey> content;
  if (const auto found = keys_.find(key); found != keys_.end()) {
    content = std::move(found->second);
    keys_.erase(found);
  }
  apply_plain(content, change);
  if (content) keys_.emplace(key, std::move(*content));
}

void PlainKeyspace::put(const Bytes& key, std::optional<PlainKey> content) {
  if (content)
    keys_.insert_or_assign(key, std::move(*content));
  else
    keys_.erase(key);
}

const PlainKey* PlainKeysView::shown(const Bytes& key) const {
  const PlainKey* found = content(key);
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
  return content(key) != nullptr && shown(key) == nullptr;
}

std::vector<Bytes> PlainView::keys() const {
  std::vector<Bytes> keys;
  for (const auto& [name, content] : keyspace_.keys())
    if (!has_passed(content.expires_at, now())) keys.push_back(name);
  return keys;
}

}  // namespace faultline::engine
