// Register histories as clients of a simulated causal store see them, for tests and the benchmark.
// Every session has a replica of its own, which now and then takes in all that another one holds:
// so no replica holds a write without what that write's session knew.
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "engine/base/prng.h"
#include "sim/causality/register_history.h"

namespace faultline::sim {

class CausalStore {
 public:
  // Of two writes either the one with the larger Lamport stamp stays, which is the same everywhere
  // (causal convergence), or the one that came last (causal memory).
  enum class Keeps { kLargestStamp, kLastArrival };

  CausalStore(std::uint32_t sessions, std::uint32_t keys, Keeps keeps, const engine::Prng& random)
      : keeps_(keeps), random_(random), written_(keys, 0), logs_(sessions) {
    history_.sessions.resize(sessions);
    replicas_.assign(sessions, {std::vector<Write>(keys), std::vector<std::size_t>(sessions, 0)});
  }

  // One more, by some session.
  void access() {
    const auto session = static_cast<std::uint32_t>(random_.below(replicas_.size()));
    const auto key = static_cast<std::uint32_t>(random_.below(written_.size()));
    Replica& replica = replicas_[session];
    if (random_.below(8) == 0) take_in(replica, replicas_[random_.below(replicas_.size())]);
    const bool writes = random_.below(2) == 0;
    if (writes) {
      logs_[session].push_back({key, ++written_[key], ++replica.time, session});
      ++replica.holds[session];
      replica.kept[key] = logs_[session].back();
    }
    history_.sessions[session].push_back({writes, key, replica.kept[key].value});
  }
  [[nodiscard]] const RegisterHistory& history() const { return history_; }

 private:
  struct Write {
    std::uint32_t key = 0;
    std::uint32_t value = kInitialValue;
    std::uint64_t time = 0;  // Lamport's
    std::uint32_t session = 0;
    [[nodiscard]] auto stamp() const { return std::tuple(time, session); }
  };
  struct Replica {
    std::vector<Write> kept;         // by key
    std::vector<std::size_t> holds;  // so many of each log
    std::uint64_t time = 0;
  };

  void take_in(Replica& replica, const Replica& other) {
    std::vector<Write> news;
    for (std::size_t i = 0; i < logs_.size(); ++i) {
      for (std::size_t at = replica.holds[i]; at < other.holds[i]; ++at)
        news.push_back(logs_[i][at]);
      replica.holds[i] = std::max(replica.holds[i], other.holds[i]);
    }
    // An order that extends the causal one.
    std::sort(news.begin(), news.end(),
              [](const Write& one, const Write& two) { return one.stamp() < two.stamp(); });
    for (const Write& write : news) {
      Write& kept = replica.kept[write.key];
      if (keeps_ == Keeps::kLastArrival || kept.stamp() < write.stamp()) kept = write;
    }
    replica.time = std::max(replica.time, other.time);
  }

  Keeps keeps_;
  engine::Prng random_;
  std::vector<std::uint32_t> written_;    // by key: the last value
  std::vector<std::vector<Write>> logs_;  // by session
  std::vector<Replica> replicas_;
  RegisterHistory history_;
};

}  // namespace faultline::sim
