#include "sim/search/delta_debugging.h"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

namespace faultline::sim {
namespace {

// What shows it: all of these together.
class Culprits {
 public:
  explicit Culprits(std::set<std::size_t> needed) : needed_(std::move(needed)) {}
  FirstKept first() {
    return [this](std::size_t count, const std::function<Kept(std::size_t)>& candidate) {
      for (std::size_t i = 0; i < count; ++i) {
        ++tried;
        const Kept kept = candidate(i);
        if (std::includes(kept.begin(), kept.end(), needed_.begin(), needed_.end()))
          return std::optional(i);
      }
      return std::optional<std::size_t>();
    };
  }
  std::size_t tried = 0;

 private:
  std::set<std::size_t> needed_;
};

TEST_CASE("delta debugging leaves exactly what shows it") {
  rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(0, 60);
    std::set<std::size_t> needed;
    for (int i = *rc::gen::inRange(0, 5); i > 0 && size > 0; --i)
      needed.insert(*rc::gen::inRange<std::size_t>(0, size));
    Culprits culprits(needed);
    RC_ASSERT(delta_debug(size, culprits.first()) == Kept(needed.begin(), needed.end()));
  });
}

TEST_CASE("one culprit in a thousand is found in few tries") {
  Culprits culprits({617});
  CHECK(delta_debug(1000, culprits.first()) == Kept{617});
  CHECK(culprits.tried < 40);
}

}  // namespace
}  // namespace faultline::sim
