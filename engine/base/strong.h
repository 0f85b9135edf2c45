// Strong<Tag, Rep>: an identifier that is explicit to make, ordered, and has no arithmetic, so that
// a host cannot be passed where a process belongs.
#pragma once

#include <compare>
#include <cstdint>

namespace faultline::engine {

template <class Tag, class Rep = std::uint32_t>
class Strong {
 public:
  using rep = Rep;
  constexpr Strong() = default;
  constexpr explicit Strong(Rep value) : value_(value) {}
  [[nodiscard]] constexpr Rep value() const { return value_; }
  friend constexpr auto operator<=>(const Strong&, const Strong&) = default;

 private:
  Rep value_{};
};

}  // namespace faultline::engine
