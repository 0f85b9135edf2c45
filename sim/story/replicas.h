// Replicas of a key by name, and briefly where they are many: for sentences that people read, so
// that a whole data center goes by its own name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

// "us-east, eu-west/b/0/redis": a data center stands for its replicas where it has several and all
// are meant. `but`: a replica that is spoken of already ("the rest of us-east").
[[nodiscard]] std::string replicas_text(const History& history, const KeyEntry& key,
                                        const std::vector<LocalReplica>& replicas,
                                        std::optional<LocalReplica> but = {});

}  // namespace faultline::sim
