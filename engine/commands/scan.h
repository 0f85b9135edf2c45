// What SCAN, SSCAN, HSCAN and ZSCAN share: cursors, pages and options.
//
// A cursor is a place among the hashes of all names, below 2^48; a page holds the next names in the
// order of their hashes, and nobody remembers a cursor. So an element that is there all the time is
// returned exactly once, whatever comes and goes in between, which is more than Redis promises
// (Redis may repeat elements; pages and cursors differ from its own, and it answers a small
// collection as one page).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/ports/reply.h"

namespace faultline::engine {

// 0 begins. As strtoul reads it: an empty text is 0, a negative number is beyond all others. None:
// no number.
[[nodiscard]] std::optional<std::uint64_t> parse_cursor(const Bytes& text);

struct ScanOptions {
  std::int64_t count = 10;
  std::optional<Bytes> pattern;  // MATCH
  std::optional<Bytes> type;     // TYPE

  [[nodiscard]] bool matches(std::string_view name) const;
};
// From argument `first`. Only SCAN knows TYPE.
[[nodiscard]] std::variant<ScanOptions, Reply> parse_scan_options(const Arguments& arguments,
                                                                  std::size_t first,
                                                                  bool knows_type);

struct ScanPage {
  std::uint64_t next = 0;  // the next page's cursor; 0: this is the last
  std::vector<Bytes> names;
};
// At least `count` names where there are as many: those of one hash stay together.
[[nodiscard]] ScanPage page_of(const std::vector<Bytes>& names, std::uint64_t cursor,
                               std::int64_t count);

// The cursor and the page's elements, as all four commands answer.
[[nodiscard]] Reply scan_reply(std::uint64_t next, std::vector<Reply> elements);

}  // namespace faultline::engine
