// The event queue: items leave by time, and items of one time leave in the order of insertion.
//
// A radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990) with digits of four bits, over a short sorted
// list of what comes next. It relies on monotone time: nothing is pushed before the last popped
// item. PHOLD, 16384 pending, 24-byte payloads, in millions of events a second on the project's
// machine: this 34 (wide-area delays 32; 1 Mi pending 19), the same with digits of one bit and no
// sorted list 24 (25; 16), an implicit 4-ary heap of the items 11 (12; 4), of 16-byte keys with the
// payloads in a slab 10 (13; 5). Bits 3 and 6 and longer lists gained nothing.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/assert.h"
#include "engine/base/time.h"

namespace faultline::sim {

template <class Payload>
class EventQueue {
 public:
  struct Item {
    engine::Instant at;
    Payload payload;
  };

  // `at` is not before the last popped item's time, nor before the start of time.
  void push(engine::Instant at, Payload payload) {
    FL_ASSERT(at >= popped_, "an event lies in the future");
    ++size_;
    Item item{at, std::move(payload)};
    if (key(at) >= near_end_) {
      put_far(std::move(item));
    } else if (near_is_long()) {
      spill();
      put_far(std::move(item));
    } else {
      put_near(std::move(item));
    }
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

  Item pop() {
    FL_ASSERT(size_ > 0, "an event is popped from a queue that has one");
    if (head_ == near_.size()) refill();
    --size_;
    Item item = std::move(near_[head_++]);
    popped_ = item.at;
    return item;
  }

  // The time of the item that pop() would return.
  [[nodiscard]] std::optional<engine::Instant> next_time() {
    if (size_ == 0) return std::nullopt;
    if (head_ < near_.size()) return near_[head_].at;
    return earliest(far_[first_bucket()]);
  }

 private:
  static constexpr unsigned kDigitBits = 4;
  static constexpr unsigned kDigits = 1U << kDigitBits;
  static constexpr unsigned kLevels = 64 / kDigitBits;
  static constexpr std::size_t kBuckets = std::size_t{kDigits} * kLevels;
  static constexpr std::size_t kNearAim = 24;    // the sorted list is filled up to so many items
  static constexpr std::size_t kNearLimit = 96;  // and dissolved when insertions made it this long

  using Bucket = std::vector<Item>;

  [[nodiscard]] static std::uint64_t key(engine::Instant at) {
    return static_cast<std::uint64_t>(engine::nanoseconds_of(at));
  }
  [[nodiscard]] static engine::Instant earliest(const Bucket& bucket) {
    engine::Instant first = bucket.front().at;
    for (const Item& item : bucket) first = std::min(first, item.at);
    return first;
  }

  // The bucket of the highest digit in which a time differs from base_. It stays the right one
  // while base_ moves up through times before it, so equal times always meet in one bucket, in
  // order. A bucket of level 0 holds one single time.
  [[nodiscard]] std::size_t bucket_of(std::uint64_t time) const {
    const auto bit = 63U - static_cast<unsigned>(std::countl_zero((time ^ base_) | 1U));
    const unsigned level = bit / kDigitBits;
    return level * kDigits + ((time >> (level * kDigitBits)) & (kDigits - 1));
  }
  void put_far(Item item) {
    const std::size_t bucket = bucket_of(key(item.at));
    far_[bucket].push_back(std::move(item));
    filled_[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
  }
  void mark_empty(std::size_t bucket) {
    filled_[bucket / 64] &= ~(std::uint64_t{1} << (bucket % 64));
  }
  // The bucket with the earliest items, kBuckets if all are empty.
  [[nodiscard]] std::size_t first_bucket() const {
    for (std::size_t word = 0; word < filled_.size(); ++word)
      if (filled_[word] != 0)
        return word * 64 + static_cast<std::size_t>(std::countr_zero(filled_[word]));
    return kBuckets;
  }

  // Whether one more insertion should not go into the sorted list. Equal times cost nothing there,
  // and dissolving them would bring them back together.
  [[nodiscard]] bool near_is_long() const {
    return near_.size() - head_ >= kNearLimit && near_.back().at != near_[head_].at;
  }
  void put_near(Item item) {
    if (head_ >= kNearLimit && head_ >= near_.size() / 2) {
      near_.erase(near_.begin(), near_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
    near_.push_back(std::move(item));
    sink(head_);
  }
  // Moves the last item of the sorted list to its place at or after `from`, behind equal times.
  void sink(std::size_t from) { sink(from, near_.size() - 1); }
  void sink(std::size_t from, std::size_t index) {
    if (index == from || near_[index - 1].at <= near_[index].at) return;
    Item item = std::move(near_[index]);
    for (; index > from && near_[index - 1].at > item.at; --index)
      near_[index] = std::move(near_[index - 1]);
    near_[index] = std::move(item);
  }

  // Dissolves the sorted list into the buckets. All its times lie between popped_ and near_end_.
  void spill() {
    base_ = near_end_ = key(popped_);
    for (std::size_t i = head_; i < near_.size(); ++i) put_far(std::move(near_[i]));
    near_.clear();
    head_ = 0;
  }

  // Fills the sorted list from the buckets; some bucket is not empty.
  void refill() {
    near_.clear();
    head_ = 0;
    std::size_t bucket = first_bucket();
    if (bucket >= kDigits && far_[bucket].size() > kNearAim) {
      split(bucket);
      bucket = first_bucket();
    }
    do {
      for (Item& item : far_[bucket]) near_.push_back(std::move(item));
      far_[bucket].clear();
      mark_empty(bucket);
      near_end_ = end_of(bucket);
      bucket = first_bucket();
    } while (bucket != kBuckets && near_.size() + far_[bucket].size() <= kNearAim);
    base_ = near_end_ - 1;
    for (std::size_t i = 1; i < near_.size(); ++i) sink(0, i);
  }
  // Spreads the first bucket over buckets of lower levels, with its earliest time as the new base.
  void split(std::size_t bucket) {
    base_ = key(earliest(far_[bucket]));
    mark_empty(bucket);
    for (Item& item : far_[bucket]) put_far(std::move(item));
    far_[bucket].clear();
  }
  // The time after the last one that belongs into a bucket.
  [[nodiscard]] std::uint64_t end_of(std::size_t bucket) const {
    const auto shift = static_cast<unsigned>(bucket / kDigits) * kDigitBits;
    const std::uint64_t above = base_ >> shift >> kDigitBits << kDigitBits;
    return ((above | (bucket % kDigits)) + 1) << shift;
  }

  std::vector<Item> near_;  // sorted from head_ on: every item before near_end_
  std::size_t head_ = 0;
  std::uint64_t near_end_ = 0;
  std::array<Bucket, kBuckets> far_;                   // all others
  std::array<std::uint64_t, kBuckets / 64> filled_{};  // a bit a bucket
  std::uint64_t base_ = 0;
  engine::Instant popped_{};
  std::size_t size_ = 0;
};

}  // namespace faultline::sim
