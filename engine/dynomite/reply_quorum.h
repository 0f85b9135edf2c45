// What the racks of one data center have answered to one request, and whether that is enough: the
// response manager of the real program. Replies are equal if their bytes are. An error of a node or
// of a Redis counts as no good reply. Source: shared dynomite/facts.md 4.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/dynomite/consistency.h"
#include "engine/dynomite/topology.h"
#include "engine/ports/observation.h"
#include "engine/ports/reply.h"

namespace faultline::engine::dynomite {

struct ReplicaReply {
  Reply reply;
  NodeNumber node = 0;            // whose Redis it is
  std::optional<ProcessId> home;  // that Redis; none: an error of a node
  // It was relayed with a stale header: it equals no other.
  bool garbled = false;
  std::optional<EffectRef> writer{};  // of what a stamped read has read
};

class ReplyQuorum {
 public:
  explicit ReplyQuorum(std::size_t replicas) : replicas_(replicas) {}

  void add(ReplicaReply reply);
  // Enough to answer: a majority is equal, or none can be any more.
  [[nodiscard]] bool done() const;
  // Nobody else is to answer.
  [[nodiscard]] bool complete() const { return good_.size() + errors_ >= replicas_; }
  [[nodiscard]] bool reached() const { return good_.size() >= majority(); }
  [[nodiscard]] std::size_t replicas() const { return replicas_; }

  // Good replies in the order in which they came.
  [[nodiscard]] const std::vector<ReplicaReply>& good() const { return good_; }
  // The first error; only where a majority was not reached.
  [[nodiscard]] const Reply& error() const;
  // The reply that a majority gives; null: all differ.
  [[nodiscard]] const ReplicaReply* agreed() const;

 private:
  [[nodiscard]] std::size_t majority() const { return replicas_ / 2 + 1; }

  std::size_t replicas_;
  std::vector<ReplicaReply> good_;
  std::size_t errors_ = 0;
  std::optional<Reply> error_;
};

}  // namespace faultline::engine::dynomite
