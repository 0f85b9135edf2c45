// The sort that Redis uses where it answers a part of a sorted list: quicksort (J. L. Bentley and
// M. D. McIlroy, Engineering a Sort Function, 1993) that leaves alone what cannot come into that
// part. It is not stable: which of equal elements come first follows from its every step, so that
// a part cut between equals is Redis's own only by the same steps.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace faultline::engine {

// `Before` is a strict weak order; the first `wanted` elements come to their places.
template <class Element, class Before>
class PartialSort {
 public:
  PartialSort(std::vector<Element>& list, std::size_t wanted, Before before)
      : list_(list), wanted_(wanted), before_(std::move(before)) {}

  void run() { sort(0, list_.size()); }

 private:
  [[nodiscard]] bool before(std::size_t a, std::size_t b) const {
    return before_(list_[a], list_[b]);
  }
  void exchange(std::size_t a, std::size_t b) {
    if (a != b) std::swap(list_[a], list_[b]);
  }

  // Of `size` elements from `first`.
  void sort(std::size_t first, std::size_t size) {
    constexpr std::size_t kFew = 7;
    while (size >= kFew) {
      const auto [less, greater] = partition(first, size);
      const std::size_t above = first + size - greater;
      if (less > 1 && first < wanted_) sort(first, less);
      if (greater <= 1 || above >= wanted_) return;
      first = above;
      size = greater;
    }
    for (std::size_t i = first + 1; i < first + size; ++i)
      for (std::size_t j = i; j > first && before(j, j - 1); --j) exchange(j, j - 1);
  }

  // Puts what is less than a pivot before it and what is greater after all that are equal to it;
  // answers how many those are.
  std::pair<std::size_t, std::size_t> partition(std::size_t first, std::size_t size) {
    const std::size_t end = first + size;
    exchange(first, pivot(first, size));
    // Equals are gathered at both ends: [first, equal_end) and [equal_begin, end).
    std::size_t equal_end = first + 1;
    std::size_t equal_begin = end;
    std::size_t low = first + 1;
    std::size_t high = end;  // [low, high) has not been looked at
    for (;;) {
      for (; low < high && !before(first, low); ++low)
        if (!before(low, first)) exchange(equal_end++, low);
      for (; low < high && !before(high - 1, first); --high)
        if (!before(first, high - 1)) exchange(high - 1, --equal_begin);
      if (low >= high) break;
      exchange(low++, --high);
    }
    const std::size_t less = low - equal_end;
    const std::size_t greater = equal_begin - low;
    exchange_runs(first, low, std::min(equal_end - first, less));
    exchange_runs(low, end, std::min(greater, end - equal_begin));
    return {less, greater};
  }

  // `count` elements from `begin` with as many before `end`.
  void exchange_runs(std::size_t begin, std::size_t end, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) exchange(begin + i, end - count + i);
  }

  [[nodiscard]] std::size_t pivot(std::size_t first, std::size_t size) const {
    constexpr std::size_t kMany = 40;
    const std::size_t middle = first + size / 2;
    const std::size_t last = first + size - 1;
    if (size == 7) return middle;
    if (size <= kMany) return median(first, middle, last);
    const std::size_t apart = size / 8;
    return median(median(first, first + apart, first + 2 * apart),
                  median(middle - apart, middle, middle + apart),
                  median(last - 2 * apart, last - apart, last));
  }

  [[nodiscard]] std::size_t median(std::size_t a, std::size_t b, std::size_t c) const {
    if (before(a, b)) return before(b, c) ? b : before(a, c) ? c : a;
    return before(c, b) ? b : before(a, c) ? a : c;
  }

  std::vector<Element>& list_;
  std::size_t wanted_;
  Before before_;
};

}  // namespace faultline::engine
