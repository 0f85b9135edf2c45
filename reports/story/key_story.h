// The story of one key under one engine, for `faultline explain`: what became of its updates, what
// every replica shows at the end, the lost ones in full, and the picture of these.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "reports/story/operations.h"
#include "reports/story/space_time.h"
#include "reports/story/update_story.h"
#include "sim/history/history.h"

namespace faultline::reports {

struct KeyStory {
  std::string engine;
  std::string key;                       // as people read it
  std::string summary;                   // "14 updates: 11 kept, 3 diverged_missing"
  std::vector<StoryLine> shown;          // at the end: replicas, and what they show
  std::vector<OperationStory> told;      // in the order of their numbers
  std::string rest;                      // "112 more: 110 kept, 2 superseded"; empty: all are told
  std::optional<std::uint64_t> another;  // an operation of the rest
  SpaceTime diagram;
};

struct KeyStoryWish {
  // Only this one's story; it names the key.
  std::optional<sim::OperationIndex> operation;
  std::size_t most = 12;  // stories
};

[[nodiscard]] KeyStory key_story(const sim::History& history, std::string_view engine,
                                 const engine::Bytes& key, const KeyStoryWish& wish);
// Within 80 columns, but for the diagram of more than three replicas. `command`: what tells the
// same story, for the line that says how to see more.
[[nodiscard]] std::string key_story_text(const KeyStory& story, const std::string& command);

// The keys that commands of the run name and replicas held, in byte order.
[[nodiscard]] std::vector<engine::Bytes> all_keys(const sim::History& history);
// Whether the operation was asked and names the key.
[[nodiscard]] bool names_key(const sim::History& history, sim::OperationIndex operation,
                             const engine::Bytes& key);
// Of one that does not: "is GET cart:8", "was never asked", "…: the run has 11".
[[nodiscard]] std::string what_it_is(const sim::History& history, sim::OperationIndex operation);

}  // namespace faultline::reports
