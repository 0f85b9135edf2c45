#include "engine/commands/partial_sort.h"

#include <catch2/catch.hpp>

#include "engine/base/prng.h"

namespace faultline::engine {
namespace {

std::vector<int> numbers(Prng& random, std::size_t size, std::uint64_t different) {
  std::vector<int> list;
  for (std::size_t i = 0; i < size; ++i) list.push_back(static_cast<int>(random.below(different)));
  return list;
}

void sort_first(std::vector<int>& list, std::size_t wanted) {
  PartialSort(list, wanted, [](int a, int b) { return a < b; }).run();
}

}  // namespace

TEST_CASE("the first elements are those of a whole sort, and none is lost") {
  Prng random(7);
  for (std::size_t size = 0; size < 200; ++size) {
    for (const std::uint64_t different : {2, 20, 1000}) {
      std::vector<int> list = numbers(random, size, different);
      std::vector<int> sorted = list;
      std::sort(sorted.begin(), sorted.end());
      const std::size_t wanted = random.below(size + 1);
      sort_first(list, wanted);
      INFO(size << " of " << different << ", " << wanted << " wanted");
      CHECK(std::equal(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(wanted),
                       list.begin()));
      std::sort(list.begin(), list.end());
      CHECK(list == sorted);
    }
  }
}

TEST_CASE("what cannot come into the part is left alone") {
  std::vector<int> list;
  for (int i = 0; i < 1000; ++i) list.push_back(i * 7919 % 1000);
  sort_first(list, 3);
  CHECK(std::vector<int>(list.begin(), list.begin() + 3) == std::vector<int>{0, 1, 2});
  CHECK_FALSE(std::is_sorted(list.begin(), list.end()));
}

}  // namespace faultline::engine
