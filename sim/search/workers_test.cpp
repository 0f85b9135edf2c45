#include "sim/search/workers.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <vector>

namespace faultline::sim {
namespace {

const auto kAlways = [] { return true; };

TEST_CASE("every piece of work is done once, whatever the number of threads") {
  for (const unsigned threads : {1U, 2U, 7U, 200U}) {
    std::vector<std::atomic<int>> done(100);
    work_through(
        done.size(), threads,
        [&](std::uint64_t i) {
          ++done[i];
          return true;
        },
        kAlways);
    for (const auto& times : done) CHECK(times == 1);
  }
}

TEST_CASE("no work is no wait") {
  work_through(
      0, 4, [](std::uint64_t) { return false; }, kAlways);
}

TEST_CASE("a piece of work that says stop is the last one that starts") {
  std::vector<std::uint64_t> done;
  work_through(
      100, 1,
      [&](std::uint64_t i) {
        done.push_back(i);
        return i < 2;
      },
      kAlways);
  CHECK(done == std::vector<std::uint64_t>{0, 1, 2});
}

TEST_CASE("whoever asks for an end gets it while work is left") {
  std::atomic<std::uint64_t> begun = 0;
  work_through(
      UINT64_MAX, 2,
      [&](std::uint64_t) {
        ++begun;
        return true;
      },
      [] { return false; });
  CHECK(begun < UINT64_MAX);
}

}  // namespace
}  // namespace faultline::sim
