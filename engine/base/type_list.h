// A list of types, lists of lists made one, and the variant over a list: a registry of a closed set
// is written once, as a list, and everything else follows from it.
#pragma once

#include <cstddef>
#include <variant>

namespace faultline::engine {

template <class... Types>
struct TypeList {
  static constexpr std::size_t kSize = sizeof...(Types);
};

template <class... Lists>
struct ConcatLists;
template <>
struct ConcatLists<> {
  using type = TypeList<>;
};
template <class... A>
struct ConcatLists<TypeList<A...>> {
  using type = TypeList<A...>;
};
template <class... A, class... B, class... Rest>
struct ConcatLists<TypeList<A...>, TypeList<B...>, Rest...> {
  using type = typename ConcatLists<TypeList<A..., B...>, Rest...>::type;
};
template <class... Lists>
using Concat = typename ConcatLists<Lists...>::type;

template <class List>
struct VariantOfList;
template <class... Types>
struct VariantOfList<TypeList<Types...>> {
  using type = std::variant<Types...>;
};
template <class List>
using VariantOf = typename VariantOfList<List>::type;

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace faultline::engine
