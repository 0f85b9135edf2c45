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

}  // namespace faultline::engine
