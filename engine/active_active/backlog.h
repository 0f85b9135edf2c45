// The newest updates that a shard gave out itself, for partial sync, bounded in bytes. Positions
// count updates and only rise, but they restart with the process: nobody trusts one alone, whether
// the backlog supplies a reader is decided by dots. Updates of one source, in the order of dots a
// slot.
#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "engine/active_active/update.h"

namespace faultline::engine::active_active {

class Backlog {
 public:
  // `limit`: in bytes; the newest update stays even if it alone is larger.
  Backlog(Source source, std::int64_t limit) : source_(source), limit_(limit) {}

  void push(Update update, std::size_t bytes);
  // [first, end): the positions that it holds.
  [[nodiscard]] std::uint64_t first_position() const { return first_position_; }
  [[nodiscard]] std::uint64_t end_position() const { return first_position_ + entries_.size(); }
  [[nodiscard]] const Update& at(std::uint64_t position) const;
  // Whether it holds everything of the slot and source from that number on.
  [[nodiscard]] bool supplies(Slot slot, const Dot& next) const;
  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

 private:
  struct Entry {
    Update update;
    std::int64_t bytes = 0;
  };
  Source source_;
  std::int64_t limit_;
  std::int64_t bytes_ = 0;
  std::uint64_t first_position_ = 0;
  std::deque<Entry> entries_;
  std::map<Slot, std::uint64_t> dropped_;  // the newest number a slot that is gone
};

}  // namespace faultline::engine::active_active
