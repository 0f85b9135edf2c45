#include "engine/datatypes/plain_keyspace.h"

#include "engine/base/codec.h"

namespace faultline::engine {
namespace {

template <class C, class... Types>
void apply_typed(std::optional<PlainValue>& value, const C& change, TypeList<Types...>) {
  const auto into = [&](auto type) {
    using Plain = typename decltype(type)::Plain;
    if constexpr (requires(Plain plain) { plain.apply(change); }) {
      if (!value || !std::holds_alternative<Plain>(*value)) value.emplace(Plain());
      Plain& plain = std::get<Plain>(*value);
      plain.apply(change);
      if (plain.empty()) value.reset();
    }
  };
  (into(Types{}), ...);
}

}  // namespace

void apply_plain(std::optional<PlainValue>& value, const Change& change) {
  std::visit(Overloaded{[&](const Delete&) { value.reset(); },
                        [&](const auto& typed) { apply_typed(value, typed, DataTypes{}); }},
             change);
}

bool has_passed(const std::optional<WallTime>& deadline, WallTime now) {
  constexpr std::int64_t kMillisecond = 1'000'000;
  return deadline && nanoseconds_of(now) / kMillisecond > nanoseconds_of(*deadline) / kMillisecond;
}

bool expired(const PlainValue& value, WallTime now) {
  return std::visit(
      [&](const auto& plain) {
        if constexpr (requires { plain.expires_at(); })
          return has_passed(plain.expires_at(), now);
        else
          return false;
      },
      value);
}

std::optional<PlainValue> visible(const PlainValue* value, WallTime now) {
  return value == nullptr || expired(*value, now) ? std::nullopt : std::optional(*value);
}

Hash128 digest_of(const PlainValue* value) {
  if (value == nullptr) return {};
  return std::visit([&](const auto& plain) { return hash_of(value->index(), plain.digest()); },
                    *value);
}

Hash128 digest_but_for_deadlines(const PlainValue* value) {
  if (value == nullptr) return {};
  return std::visit(
      [&]<class Plain>(const Plain& plain) {
        if constexpr (requires(Plain blurred) { blurred.blur_deadline(); }) {
          Plain blurred = plain;
          blurred.blur_deadline();
          return hash_of(value->index(), blurred.digest());
        } else {
          return hash_of(value->index(), plain.digest());
        }
      },
      *value);
}

std::vector<Bytes> parts_of(const PlainValue& value) {
  return std::visit([](const auto& plain) { return plain.parts(); }, value);
}

const PlainValue* PlainKeyspace::find(const Bytes& key) const {
  const auto found = keys_.find(key);
  return found == keys_.end() ? nullptr : &found->second;
}

void PlainKeyspace::apply(const Bytes& key, const Change& change) {
  std::optional<PlainValue> value;
  if (const auto found = keys_.find(key); found != keys_.end()) {
    value = std::move(found->second);
    keys_.erase(found);
  }
  apply_plain(value, change);
  if (value) keys_.emplace(key, std::move(*value));
}

void PlainKeyspace::put(const Bytes& key, std::optional<PlainValue> value) {
  if (value)
    keys_.insert_or_assign(key, std::move(*value));
  else
    keys_.erase(key);
}

AnyReader PlainView::find(const Bytes& key) const {
  const PlainValue* value = keyspace_.find(key);
  if (value == nullptr || expired(*value, now_)) return {};
  return reader_of(*value);
}

bool PlainView::hidden_by_deadline(const Bytes& key) const {
  const PlainValue* value = keyspace_.find(key);
  return value != nullptr && expired(*value, now_);
}

}  // namespace faultline::engine
