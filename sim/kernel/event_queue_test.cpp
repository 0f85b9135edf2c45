#include "sim/kernel/event_queue.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/prng.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Instant;

Instant nanosecond(std::int64_t nanoseconds) {
  return Instant(Duration(nanoseconds));
}

// What the queue must do, in the plainest form: std::multimap keeps equal keys in insertion order.
class Reference {
 public:
  void push(Instant when, int payload) { items_.emplace(when, payload); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] Instant next_time() const { return items_.begin()->first; }
  int pop() {
    const int payload = items_.begin()->second;
    items_.erase(items_.begin());
    return payload;
  }

 private:
  std::multimap<Instant, int> items_;
};

class Pair {
 public:
  void push(Instant when) {
    queue_.push(when, ++pushed_);
    reference_.push(when, pushed_);
  }
  // Whether both agree on size, next time and the popped item.
  [[nodiscard]] bool pop_agrees() {
    if (queue_.size() != reference_.size() || queue_.empty() != reference_.empty()) return false;
    if (reference_.empty()) return !queue_.next_time().has_value();
    const Instant wanted = reference_.next_time();
    if (look_first_ && queue_.next_time() != wanted) return false;
    look_first_ = !look_first_;
    const auto item = queue_.pop();
    now_ = item.at;
    return item.at == wanted && item.payload == reference_.pop();
  }
  [[nodiscard]] bool look_agrees() {
    return reference_.empty() || queue_.next_time() == reference_.next_time();
  }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] bool empty() const { return reference_.empty(); }
  [[nodiscard]] std::size_t size() const { return reference_.size(); }

 private:
  EventQueue<int> queue_;
  Reference reference_;
  Instant now_{};
  int pushed_ = 0;
  bool look_first_ = true;
};

bool drain_agrees(Pair& pair) {
  while (!pair.empty())
    if (!pair.pop_agrees()) return false;
  return pair.pop_agrees();
}

struct ThrowOnFailure {
  ThrowOnFailure()
      : before(engine::set_assertion_handler([](const engine::AssertionFailure& failure) {
          throw std::logic_error(engine::describe(failure));
        })) {}
  ~ThrowOnFailure() { engine::set_assertion_handler(before); }
  engine::AssertionHandler before;
};

}  // namespace

TEST_CASE("items of one time leave in the order of insertion") {
  EventQueue<int> queue;
  for (int i = 0; i < 1000; ++i) queue.push(nanosecond(5), i);
  queue.push(nanosecond(4), -1);
  CHECK(queue.size() == 1001);
  CHECK(queue.pop().payload == -1);
  for (int i = 0; i < 1000; ++i) REQUIRE(queue.pop().payload == i);
  CHECK(queue.empty());
  CHECK_FALSE(queue.next_time().has_value());
}

TEST_CASE("an item pushed at the present time leaves after those already waiting for it") {
  EventQueue<int> queue;
  queue.push(nanosecond(7), 1);
  queue.push(nanosecond(7), 2);
  CHECK(queue.pop().payload == 1);
  queue.push(nanosecond(7), 3);
  CHECK(queue.pop().payload == 2);
  CHECK(queue.pop().payload == 3);
}

TEST_CASE("looking at the next time does not forbid an earlier push") {
  EventQueue<int> queue;
  for (int i = 0; i < 100; ++i) queue.push(nanosecond(1'000'000 + i), i);
  CHECK(queue.next_time() == nanosecond(1'000'000));
  for (int i = 0; i < 300; ++i) queue.push(nanosecond(300 - i), i);
  CHECK(queue.next_time() == nanosecond(1));
  for (int i = 0; i < 300; ++i) REQUIRE(queue.pop().at == nanosecond(i + 1));
  CHECK(queue.pop().at == nanosecond(1'000'000));
}

TEST_CASE("the queue takes the first and the last moment of time") {
  EventQueue<int> queue;
  queue.push(Instant::max(), 3);
  queue.push(Instant(), 1);
  queue.push(nanosecond(1), 2);
  CHECK(queue.pop().payload == 1);
  CHECK(queue.pop().payload == 2);
  CHECK(queue.pop().at == Instant::max());
  queue.push(Instant::max(), 4);
  CHECK(queue.pop().payload == 4);
}

TEST_CASE("an event in the past and a pop of nothing are bugs") {
  const ThrowOnFailure guard;
  EventQueue<int> queue;
  CHECK_THROWS_AS(queue.pop(), std::logic_error);
  CHECK_THROWS_AS(queue.push(nanosecond(-1), 0), std::logic_error);
  queue.push(nanosecond(10), 1);
  static_cast<void>(queue.pop());
  CHECK_THROWS_AS(queue.push(nanosecond(9), 2), std::logic_error);
  queue.push(nanosecond(10), 3);
  CHECK(queue.pop().payload == 3);
}

TEST_CASE("any mix of pushes and pops agrees with a sorted map") {
  const bool held = rc::check([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& steps) {
    Pair pair;
    for (const auto& [kind, amount] : steps) {
      if (kind % 4 == 0)
        RC_ASSERT(pair.pop_agrees());
      else if (kind % 4 == 1)
        RC_ASSERT(pair.look_agrees());
      else
        pair.push(pair.now() + Duration(std::int64_t{amount} << (kind / 6)));
    }
    RC_ASSERT(drain_agrees(pair));
  });
  CHECK(held);
}

TEST_CASE("long runs with delays of every scale agree with a sorted map") {
  // Few and many pending items; delays from ties to hours, so that the sorted list overflows.
  for (const std::size_t population : {1U, 20U, 95U, 130U, 3000U}) {
    for (const int scale : {1, 8, 16, 30, 44}) {
      engine::Prng random(population * 100 + static_cast<std::size_t>(scale));
      Pair pair;
      for (int step = 0; step < 6000; ++step) {
        if (pair.size() >= population || (pair.size() > 0 && random.below(3) == 0))
          REQUIRE(pair.pop_agrees());
        const auto bits = random.below(static_cast<std::uint64_t>(scale));
        const auto delay = static_cast<std::int64_t>(random.below(std::uint64_t{1} << bits));
        if (pair.size() < population) pair.push(pair.now() + Duration(delay));
      }
      REQUIRE(drain_agrees(pair));
    }
  }
}

TEST_CASE("ties at the present time stay in order when many pushes come close together") {
  Pair pair;
  pair.push(nanosecond(15));
  pair.push(nanosecond(1 << 20));
  REQUIRE(pair.pop_agrees());
  // All before the far item, hence into the sorted list until it overflows, and again after that.
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 150; ++i) pair.push(pair.now() + Duration(i % 3 == 0 ? 0 : i));
    for (int i = 0; i < 30; ++i) REQUIRE(pair.pop_agrees());
  }
  CHECK(drain_agrees(pair));
}

TEST_CASE("payloads are moved, not copied") {
  EventQueue<std::unique_ptr<int>> queue;
  for (int i = 0; i < 200; ++i) queue.push(nanosecond(200 - i), std::make_unique<int>(i));
  for (int i = 199; i >= 0; --i) REQUIRE(*queue.pop().payload == i);
}

}  // namespace faultline::sim
