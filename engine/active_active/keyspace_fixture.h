// For tests: three replicas of one shard in memory, each with its key space and contexts, without
// processes between them. Updates travel when the test says so.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/active_active/slot_store.h"

namespace faultline::engine::active_active {

[[nodiscard]] inline WallTime wall_at(std::int64_t microseconds) {
  return WallTime(std::chrono::microseconds(microseconds));
}

inline constexpr std::size_t kA = 0;
inline constexpr std::size_t kB = 1;
inline constexpr std::size_t kC = 2;

template <class Keys>
class ReplicaFixture {
 public:
  struct Replica {
    Source own;
    SlotStore store{std::make_unique<Keys>()};
    std::vector<Update> updates{};  // its own, in order
  };

  ReplicaFixture() {
    for (std::uint32_t i = 0; i < 3; ++i) replicas_.push_back({{MemberId(i + 1), Incarnation(1)}});
  }

  // Runs a command; returns the index of its update, or nothing if it changed nothing.
  std::optional<std::size_t> run(std::size_t at, Arguments command, std::int64_t wall) {
    Replica& replica = replicas_[at];
    auto execution = replica.store.execute({{OperationId(++operations_)}, std::move(command)},
                                           replica.own, wall_at(wall), random_, outputs_);
    reply = execution.reply;
    if (!execution.update) return std::nullopt;
    replica.updates.push_back(std::move(*execution.update));
    return replica.updates.size() - 1;
  }
  // Deletes what has expired and is the replica's to delete; how many keys.
  std::size_t expire(std::size_t at, std::int64_t wall) {
    Replica& replica = replicas_[at];
    const auto updates = replica.store.expire(replica.own, wall_at(wall), outputs_);
    replica.updates.insert(replica.updates.end(), updates.begin(), updates.end());
    return updates.size();
  }
  SlotStore::Delivery deliver(std::size_t from, std::size_t index, std::size_t to) {
    return replicas_[to].store.deliver(replicas_[from].updates.at(index),
                                       observation::How::kReplicated, outputs_);
  }
  // Everything of `from` that `to` does not hold.
  void sync(std::size_t from, std::size_t to) {
    for (std::size_t i = 0; i < replicas_[from].updates.size(); ++i) deliver(from, i, to);
  }
  void sync_all() {
    for (std::size_t from = 0; from < 3; ++from)
      for (std::size_t to = 0; to < 3; ++to)
        if (from != to) sync(from, to);
  }
  void merge(std::size_t from, std::size_t to) {
    for (const auto& [slot, context] : replicas_[from].store.contexts())
      replicas_[to].store.merge(replicas_[from].store.snapshot(slot, SnapshotId(1), outputs_),
                                outputs_);
  }

  [[nodiscard]] SlotStore& store(std::size_t at) { return replicas_[at].store; }
  [[nodiscard]] const Update& update(std::size_t at, std::size_t index) const {
    return replicas_[at].updates.at(index);
  }
  [[nodiscard]] std::size_t updates(std::size_t at) const { return replicas_[at].updates.size(); }
  [[nodiscard]] Hash128 digest(std::size_t at, const Bytes& key) const {
    return replicas_[at].store.keyspace().digest(key);
  }
  // What is kept besides values, but for what is remembered of deleted keys.
  [[nodiscard]] std::size_t metadata(std::size_t at) const {
    const Keyspace& keyspace = replicas_[at].store.keyspace();
    const Tombstones* deleted = keyspace.tombstones();
    return keyspace.metadata_bytes() - (deleted == nullptr ? 0 : deleted->bytes());
  }
  // What a client reads of the key, in words: "7", "a b", or "-" for no key.
  [[nodiscard]] std::string shown(std::size_t at, const Bytes& key, std::int64_t wall = 0) const {
    const auto found = replicas_[at].store.keyspace().plain_key(key, wall_at(wall));
    if (!found) return "-";
    std::string words;
    for (const Bytes& part : parts_of(found->value)) {
      if (!words.empty()) words += ' ';
      words += part.view();
    }
    return words;
  }
  [[nodiscard]] bool agree(const Bytes& key) const {
    return digest(0, key) == digest(1, key) && digest(1, key) == digest(2, key) &&
           shown(0, key) == shown(1, key) && shown(1, key) == shown(2, key);
  }

  Reply reply;  // of the last command

 private:
  std::vector<Replica> replicas_;
  std::uint64_t operations_ = 0;
  Prng random_{1};
  Outputs outputs_{false};
};

}  // namespace faultline::engine::active_active
