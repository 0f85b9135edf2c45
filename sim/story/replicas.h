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

// "us-east/a/0", or the data centers of several machines: "us-east and ap-south". Those of clients
// have no name.
[[nodiscard]] std::string hosts_text(const History& history,
                                     const std::vector<engine::HostId>& hosts);

// What the replica answered when it was asked at the end: its parts in a row and until which whole
// second they stay, or "no such key".
[[nodiscard]] std::string shown_text(const KeyEntry& key, LocalReplica replica);

}  // namespace faultline::sim
