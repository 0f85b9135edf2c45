// What happened at each replica of a key to some operations on it: where each ran or came, what it
// took the place of, when a crash took it away, and when the replica itself was down.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/story/key_at_end.h"
#include "reports/story/space_time.h"

namespace faultline::reports {

// Operations in a diagram, by their places in it.
using DrawnOperations = std::map<sim::OperationIndex, std::size_t>;

struct ReplicaEvent {
  std::int64_t at_ns = 0;
  Happening what{};
  std::optional<std::size_t> operation;
  std::string note;
  std::string clock{};  // of a run: how wrong the clock was
};

// In order of time.
[[nodiscard]] std::vector<ReplicaEvent> events_at(const KeyAtEnd& at, sim::LocalReplica replica,
                                                  const DrawnOperations& drawn);
// When its process was down or stood still within that time, or another one took over.
[[nodiscard]] std::vector<ReplicaEvent> troubles_at(const KeyAtEnd& at, sim::LocalReplica replica,
                                                    std::int64_t from_ns, std::int64_t to_ns);
// The name of a process without its data center.
[[nodiscard]] std::string name_within(const sim::History& history, engine::ProcessId process);
// Whether the process, in the role that it has, is one of those that a fault on a machine hits.
[[nodiscard]] bool is_hit(const sim::History& history, engine::ProcessId process,
                          engine::HostId host, const std::string& role);

}  // namespace faultline::reports
