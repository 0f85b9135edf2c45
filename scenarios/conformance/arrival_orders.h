// Every order in which effects of several sources can arrive, one after the other: at each arrival
// one of the sources that still have something is chosen, and the choices are counted through like
// an odometer. What a sync delivers does not depend on the choices made before, so the tree of
// choices is the same in every run. Beyond a bound the orders are drawn instead of counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/prng.h"

namespace faultline::scenarios::conformance {

class ArrivalOrders {
 public:
  static constexpr std::uint64_t kCountedMax = 500;
  static constexpr std::uint64_t kDrawn = 200;

  // `name`: of the stream from which orders are drawn.
  explicit ArrivalOrders(std::string_view name);

  void begin() { position_ = 0; }
  // The choice among that many sources, at least one.
  [[nodiscard]] std::size_t choose(std::size_t sources);
  // Goes on to the next order; false: all were tried.
  [[nodiscard]] bool next();
  [[nodiscard]] std::uint64_t tried() const { return tried_; }
  // The choices of the current order, for a reader who wants to repeat it.
  [[nodiscard]] std::string text() const;

 private:
  struct Choice {
    std::size_t chosen = 0;
    std::size_t among = 1;
  };
  std::vector<Choice> choices_;
  std::size_t position_ = 0;
  std::uint64_t tried_ = 1;
  engine::Prng random_;
  bool drawing_ = false;
};

}  // namespace faultline::scenarios::conformance
