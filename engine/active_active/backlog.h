// The newest updates that a shard applied and passes on, for partial sync, in the order in which it
// applied them, bounded in bytes. Positions count updates and only rise, but they restart with the
// process: nobody trusts one alone, whether the backlog supplies a reader is decided by dots.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <utility>

#include "engine/active_active/update.h"

namespace faultline::engine::active_active {

class Backlog {
 public:
  // `limit`: in bytes; the newest update stays even if it alone is larger.
  explicit Backlog(std::int64_t limit) : limit_(limit) {}

  // Of one source and slot in the order of dots. What a snapshot brought in between is missing.
  void push(Update update, std::size_t bytes);
  void push_all(const Backlog& other);
  // It supplies nobody with what it has of the slot so far.
  void forget(Slot slot);
  // [first, end): the positions that it holds.
  [[nodiscard]] std::uint64_t first_position() const { return first_position_; }
  [[nodiscard]] std::uint64_t end_position() const { return first_position_ + entries_.size(); }
  [[nodiscard]] const Update& at(std::uint64_t position) const;
  // Whether it holds everything of the slot from `next` up to that number of the same source.
  [[nodiscard]] bool supplies(Slot slot, const Dot& next, std::uint64_t upto) const;
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

 private:
  struct Entry {
    Update update;
    std::int64_t bytes = 0;
  };
  // [from, to]: the newest numbers without a gap; older ones before a gap serve nobody.
  struct Range {
    std::uint64_t from = 1;
    std::uint64_t to = 0;
  };
  void drop_oldest();

  std::int64_t limit_;
  std::int64_t bytes_ = 0;
  std::uint64_t first_position_ = 0;
  std::deque<Entry> entries_;
  std::map<std::pair<Slot, Source>, Range> held_;
};

}  // namespace faultline::engine::active_active
