// What follows from the list of data types: the closed set of elementary changes, a key's plain
// value, and how a command reads a key without knowing whether it is plain or replicated.
#pragma once

#include <string_view>
#include <tuple>
#include <variant>

#include "engine/base/bytes.h"
#include "engine/datatypes/registry.h"

namespace faultline::engine {

// The key goes, whatever its type. Takes what its origin had seen.
struct Delete {
  static constexpr bool kOverwrites = true;
  static constexpr bool kLeavesTrace = false;
  static constexpr std::string_view kName = "delete";
  friend bool operator==(const Delete&, const Delete&) = default;
  static constexpr auto fields() { return std::tuple{}; }
};

template <class List>
struct FromTypes;
template <class... Types>
struct FromTypes<TypeList<Types...>> {
  using Changes = Concat<TypeList<Delete>, typename Types::Changes...>;
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
  return std::visit([](const auto& c) { return c.kOverwrites; }, change);
}

// Whether the change leaves something that a reader can see.
[[nodiscard]] inline bool leaves_a_trace(const Change& change) {
  return std::visit([](const auto& c) { return c.kLeavesTrace; }, change);
}
// Whether `later` takes `earlier` away when it runs after it: an overwriting change takes all, else
// a type says `takes(later, earlier)` beside its changes.
[[nodiscard]] bool takes_away(const Change& later, const Change& earlier);
// Whether it takes any change away at all.
[[nodiscard]] bool takes_something(const Change& change);
// Whether a reader who sees what `shown` did sees what `other` did: two additions of one member. A
// type says `same_trace(shown, other)` beside its changes where effects can share one.
[[nodiscard]] bool stands_for(const Change& shown, const Change& other);

// The position in DataTypes of the type that a change belongs to; kAnyType for Delete.
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
  // Whether the key is only hidden by its deadline: the next write deletes it first.
  [[nodiscard]] virtual bool hidden_by_deadline(const Bytes& key) const = 0;
};

}  // namespace faultline::engine
