#include "engine/datatypes/change.h"

namespace faultline::engine {
namespace {

template <class T, class List>
constexpr bool kContains = false;
template <class T, class... Types>
constexpr bool kContains<T, TypeList<Types...>> = (std::is_same_v<T, Types> || ...);

template <class C, class... Types>
constexpr std::size_t index_of(TypeList<Types...>) {
  std::size_t index = 0;
  std::size_t found = kAnyType;
  ((kContains<C, typename Types::Changes> ? (found = index++) : index++), ...);
  return found;
}

}  // namespace

std::size_t type_of(const Change& change) {
  return std::visit([](const auto& c) { return index_of<std::decay_t<decltype(c)>>(DataTypes{}); },
                    change);
}

namespace {

template <class A, class B>
concept Takes = requires(const A& later, const B& earlier) {
  takes(later, earlier);
};
template <class A, class B>
concept TakesPart = requires(const A& later, const B& earlier) {
  takes_part(later, earlier);
};
template <class A, class B>
concept HasSameTrace = requires(const A& shown, const B& other) {
  same_trace(shown, other);
};

template <class Later, class... Changes>
constexpr bool takes_one_of(TypeList<Changes...>) {
  return overwrites(Later::kNature) || (Takes<Later, Changes> || ...);
}

}  // namespace

const std::optional<WallTime>* deadline_set_by(const Change& change) {
  return std::visit(
      [](const auto& c) -> const std::optional<WallTime>* {
        if constexpr (requires { c.expires_at; })
          return &c.expires_at;
        else
          return nullptr;
      },
      change);
}

bool empties(const Change& change) {
  return std::visit(
      [](const auto& c) {
        if constexpr (requires { c.empties; })
          return c.empties;
        else
          return false;
      },
      change);
}

bool takes_away(const Change& later, const Change& earlier) {
  if (empties(later) && std::holds_alternative<Expire>(earlier)) return true;
  return std::visit(
      [](const auto& a, const auto& b) {
        using Later = std::decay_t<decltype(a)>;
        // A forgotten `takes` does not compile.
        static_assert(
            takes_seen(Later::kNature) == takes_one_of<Later>(FromTypes<DataTypes>::Changes{}),
            "a change says what it takes, beside it");
        if constexpr (overwrites(Later::kNature))
          return true;
        else if constexpr (Takes<Later, std::decay_t<decltype(b)>>)
          return takes(a, b);
        else
          return false;
      },
      later, earlier);
}

bool overrules(const Change& later, const Change& earlier) {
  if (takes_away(later, earlier)) return true;
  if (takes_deadlines(later) && deadline_set_by(earlier) != nullptr) return true;
  return std::visit(
      [](const auto& a, const auto& b) {
        if constexpr (TakesPart<std::decay_t<decltype(a)>, std::decay_t<decltype(b)>>)
          return takes_part(a, b);
        else
          return false;
      },
      later, earlier);
}

bool stands_for(const Change& shown, const Change& other) {
  return std::visit(
      [](const auto& a, const auto& b) {
        if constexpr (HasSameTrace<std::decay_t<decltype(a)>, std::decay_t<decltype(b)>>)
          return same_trace(a, b);
        else
          return false;
      },
      shown, other);
}

}  // namespace faultline::engine
