// The options of SORT and SORT_RO in any order: BY, LIMIT, GET, ASC, DESC, ALPHA.
//
// STORE makes a list, and there is no such data type yet: SORT refuses it here, reads alone, and
// counts as a read in the command table. With lists it becomes a write whose more_keys and whose
// one unit are the key that STORE names, and whose effect is the assignment of that list.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "engine/ports/reply.h"

namespace faultline::engine {

struct SortOptions {
  bool descending = false;
  bool alpha = false;       // in byte order, not by number
  bool unsorted = false;    // BY a pattern without a star
  std::optional<Bytes> by;  // where an element's weight is; none: it is its own
  std::vector<Bytes> gets;  // what to answer of each element; empty: itself
  std::int64_t first = 0;   // of LIMIT; negative: 0
  std::int64_t count = -1;  // negative: all
};

[[nodiscard]] std::variant<SortOptions, Reply> parse_sort_options(const Arguments& arguments,
                                                                  bool knows_store);

}  // namespace faultline::engine
