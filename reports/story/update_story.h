// The story of one operation on a key, line by line: who asked, where it ran, what its home had
// seen by then, when each copy came or why none did, what it lost to, by which rule, and what would
// have kept it. Of a read: what it showed, and what it could have.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/story/key_at_end.h"
#include "reports/story/operations.h"
#include "sim/history/ledger.h"

namespace faultline::reports {

struct OperationStory {
  std::uint64_t operation = 0;
  std::string command;
  std::vector<StoryLine> lines;
};

// Of updates of one operation that met the same fate. `of_several`: other updates of it met another
// one. `at`: null where no replica ever held anything of the key.
[[nodiscard]] OperationStory story_of_updates(const sim::History& history, const KeyAtEnd* at,
                                              std::string_view engine,
                                              std::span<const sim::LedgerEntry> updates,
                                              bool of_several);
[[nodiscard]] OperationStory story_of_read(const KeyAtEnd& at, sim::OperationIndex operation);

}  // namespace faultline::reports
