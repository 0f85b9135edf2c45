// What follows from the list of data types: the closed set of elementary changes, a key's plain
// value, and how a command reads a key without knowing whether it is plain or replicated.
#pragma once

#include <optional>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/time.h"
#include "engine/datatypes/nature.h"
#include "engine/datatypes/registry.h"

namespace faultline::engine {

// A change says its nature (nature.h); one that sets the key's deadline has `expires_at`: none
// means that it lives until something else is said.

// The key goes, whatever its type.
struct Delete {
  static constexpr Nature kNature = Nature::kDeletion;
  friend bool operator==(const Delete&, const Delete&) = default;
  static constexpr auto fields() { return std::tuple{}; }
};

// The key expires then, whatever its type; never: PERSIST.
struct Expire {
  std::optional<WallTime> expires_at;
  static constexpr Nature kNature = Nature::kReplacement;
  friend bool operator==(const Expire&, const Expire&) = default;
  static constexpr auto fields() { return std::tuple{&Expire::expires_at}; }
};
[[nodiscard]] inline bool takes(const Expire&, const Expire&) {
  return true;
}
[[nodiscard]] inline bool same_trace(const Expire& shown, const Expire& other) {
  return shown == other;
}

template <class List>
struct FromTypes;
template <class... Types>
struct FromTypes<TypeList<Types...>> {
  using Changes = Concat<TypeList<Delete, Expire>, typename Types::Changes...>;
  using Plains = TypeList<typename Types::Plain...>;
  using Replicateds = TypeList<typename Types::Replicated...>;
  using Readers = TypeList<std::monostate, const typename Types::Reader*...>;
  static constexpr std::string_view kNames[] = {Types::kName...};
};

using Change = VariantOf<FromTypes<DataTypes>::Changes>;
using PlainValue = VariantOf<FromTypes<DataTypes>::Plains>;
using ReplicatedValue = VariantOf<FromTypes<DataTypes>::Replicateds>;
using AnyReader = VariantOf<FromTypes<DataTypes>::Readers>;  // monostate: no such key

[[nodiscard]] inline bool overwrites(const Change& change) {
  return std::visit([](const auto& c) { return overwrites(c.kNature); }, change);
}
// Whether it takes something of what its origin had seen.
[[nodiscard]] inline bool takes_seen(const Change& change) {
  return std::visit([](const auto& c) { return takes_seen(c.kNature); }, change);
}
// A removal that leaves nothing of its key.
[[nodiscard]] bool empties(const Change& change);
// Whether it takes the deadlines that its origin had seen, and not all of the key.
[[nodiscard]] inline bool takes_deadlines(const Change& change) {
  return std::holds_alternative<Expire>(change) || empties(change);
}
[[nodiscard]] inline bool leaves_a_trace(const Change& change) {
  return std::visit([](const auto& c) { return leaves_a_trace(c.kNature); }, change);
}
// The deadline that it sets, null where it sets none; one that is set may be "never".
[[nodiscard]] const std::optional<WallTime>* deadline_set_by(const Change& change);
// Whether `later` takes `earlier` away when it runs after it.
[[nodiscard]] bool takes_away(const Change& later, const Change& earlier);
// Whether it takes `earlier` away, or a part of it, or overrules the deadline that it sets.
[[nodiscard]] bool overrules(const Change& later, const Change& earlier);
// Whether a reader who sees what `shown` did sees what `other` did: two additions of one member. A
// type says `same_trace(shown, other)` beside its changes where effects can share one.
[[nodiscard]] bool stands_for(const Change& shown, const Change& other);

// The position in DataTypes of the type that a change belongs to; kAnyType for Delete and Expire.
inline constexpr std::size_t kAnyType = static_cast<std::size_t>(-1);
[[nodiscard]] std::size_t type_of(const Change& change);

// The name that TYPE answers, by position in DataTypes.
[[nodiscard]] inline std::string_view type_name(std::size_t type) {
  return FromTypes<DataTypes>::kNames[type];
}

// Of a plain or a replicated value of any type.
template <class AnyValue>
[[nodiscard]] AnyReader reader_of(const AnyValue& any) {
  return std::visit([](const auto& value) { return AnyReader(&value); }, any);
}

// The keys as one replica shows them at one moment; expired ones are absent.
class KeyspaceView {
 public:
  virtual ~KeyspaceView() = default;
  [[nodiscard]] virtual AnyReader find(const Bytes& key) const = 0;
  // When the key expires; none: never, or there is no such key.
  [[nodiscard]] virtual std::optional<WallTime> expires_at(const Bytes& key) const = 0;
  // Whether something is left of a key that is absent, as of one that has expired: the next write
  // deletes it first.
  [[nodiscard]] virtual bool has_remains(const Bytes& key) const = 0;
  // All keys that are there, sorted. Costs as much as there are.
  [[nodiscard]] virtual std::vector<Bytes> keys() const = 0;
};

}  // namespace faultline::engine
