// What stands in the way of effects by the word of the processes themselves: a line of what one of
// them waits for (History::waiting), and the named reason that it amounts to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/history/history.h"

namespace faultline::sim {

struct Obstacle {
  std::string_view cause;
  std::string line;  // "us-east/a/0/syncer: pull from eu-west shard 0: paused"
};
// Why effects of the one data center do not get to the other: what its pullers wait for of the
// first, else what troubles them in general, else what the first has not sent. None: nobody waits.
[[nodiscard]] std::optional<Obstacle> obstacle_between(const History& history,
                                                       engine::DatacenterId from,
                                                       engine::DatacenterId to);
// The causes that it may name.
[[nodiscard]] std::span<const std::string_view> obstacle_causes();

}  // namespace faultline::sim
