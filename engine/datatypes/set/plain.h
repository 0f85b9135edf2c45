// TYPE set as Redis 7.0 has it. Members come in byte order, so that every replica and every run
// lists them alike (Redis promises no order).
#pragma once

#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "engine/base/codec.h"
#include "engine/base/dictionary.h"
#include "engine/datatypes/nature.h"

namespace faultline::engine::set {

struct Add {
  Bytes member;
  static constexpr Nature kNature = Nature::kAddition;
  friend bool operator==(const Add&, const Add&) = default;
  static constexpr auto fields() { return std::tuple{&Add::member}; }
};

struct Remove {
  std::vector<Bytes> names;
  bool empties = false;  // nothing is left of the key, whose deadline goes too
  static constexpr Nature kNature = Nature::kRemoval;
  friend bool operator==(const Remove&, const Remove&) = default;
  static constexpr auto fields() { return std::tuple{&Remove::names, &Remove::empties}; }
};

// The key holds these members and nothing else.
struct Assign {
  std::set<Bytes> members;
  std::optional<WallTime> expires_at;
  static constexpr Nature kNature = Nature::kOverwrite;
  friend bool operator==(const Assign&, const Assign&) = default;
  static constexpr auto fields() { return std::tuple{&Assign::members, &Assign::expires_at}; }
};

[[nodiscard]] inline bool takes(const Remove& later, const Add& earlier) {
  return is_among(later.names, earlier.member);
}
[[nodiscard]] inline bool takes_part(const Remove& later, const Assign& earlier) {
  return has_one_of(earlier.members, later.names);
}
[[nodiscard]] inline bool same_trace(const Add& shown, const Add& other) {
  return shown.member == other.member;
}

class Reader {
 public:
  virtual ~Reader() = default;
  [[nodiscard]] virtual bool contains(const Bytes& member) const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual std::vector<Bytes> members() const = 0;
};

class Plain final : public Reader {
 public:
  [[nodiscard]] bool contains(const Bytes& member) const override {
    return members_.contains(member);
  }
  [[nodiscard]] std::size_t size() const override { return members_.size(); }
  [[nodiscard]] std::vector<Bytes> members() const override { return members_.sorted_keys(); }
  // What a client reads, part by part, for people.
  [[nodiscard]] std::vector<Bytes> parts() const { return members(); }
  // Costs as much as there is, here and in the other plain types.
  [[nodiscard]] std::size_t value_bytes() const {
    std::size_t bytes = 0;
    members_.visit([&](const Bytes& member, Nothing) { bytes += member.size(); });
    return bytes;
  }
  // An empty set is no key.
  [[nodiscard]] bool empty() const { return members_.empty(); }
  void apply(const Add& add) {
    if (members_.try_emplace(add.member).second) digest_ += hash_of(add.member);
  }
  void apply(const Remove& remove) {
    for (const Bytes& member : remove.names)
      if (members_.erase(member)) digest_ -= hash_of(member);
  }
  void apply(const Assign& assign) {
    members_.clear();
    digest_ = Hash128();
    for (const Bytes& member : assign.members) apply(Add{member});
  }
  // Equal for equal sets.
  [[nodiscard]] Hash128 digest() const { return digest_; }
  friend bool operator==(const Plain& a, const Plain& b) { return a.members_ == b.members_; }
  static constexpr auto fields() { return std::tuple{&Plain::members_}; }
  void decoded() {
    digest_ = Hash128();
    members_.visit([&](const Bytes& member, Nothing) { digest_ += hash_of(member); });
  }

 private:
  Dictionary<Nothing> members_;
  Hash128 digest_;  // the sum of the members' hashes
};

}  // namespace faultline::engine::set
