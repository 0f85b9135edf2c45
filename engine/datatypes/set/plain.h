// TYPE set as Redis 7.0 has it. Members come in byte order, so that every replica and every run
// lists them alike (Redis promises no order).
#pragma once

#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/codec.h"
#include "engine/base/version_vector.h"

namespace faultline::engine::set {

struct Add {
  Bytes member;
  static constexpr bool kOverwrites = false;
  static constexpr bool kLeavesTrace = true;
  static constexpr std::string_view kName = "add";
  friend bool operator==(const Add&, const Add&) = default;
  static constexpr auto fields() { return std::tuple{&Add::member}; }
};

struct Remove {
  Bytes member;
  // What the origin had applied of the slot; filled in by prepare, unused by plain Redis.
  VersionVector observed;
  static constexpr bool kOverwrites = false;
  static constexpr bool kLeavesTrace = false;
  static constexpr std::string_view kName = "remove";
  friend bool operator==(const Remove&, const Remove&) = default;
  static constexpr auto fields() { return std::tuple{&Remove::member, &Remove::observed}; }
};

[[nodiscard]] inline bool takes(const Remove& later, const Add& earlier) {
  return later.member == earlier.member;
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
  [[nodiscard]] std::vector<Bytes> members() const override {
    return {members_.begin(), members_.end()};
  }
  // What a client reads, part by part, for people.
  [[nodiscard]] std::vector<Bytes> parts() const { return members(); }
  // An empty set is no key.
  [[nodiscard]] bool empty() const { return members_.empty(); }
  void apply(const Add& add) {
    if (members_.insert(add.member).second) digest_ += hash_of(add.member);
  }
  void apply(const Remove& remove) {
    if (members_.erase(remove.member) > 0) digest_ -= hash_of(remove.member);
  }
  // Equal for equal sets.
  [[nodiscard]] Hash128 digest() const { return digest_; }
  friend bool operator==(const Plain& a, const Plain& b) { return a.members_ == b.members_; }
  static constexpr auto fields() { return std::tuple{&Plain::members_}; }
  void decoded() {
    digest_ = Hash128();
    for (const Bytes& member : members_) digest_ += hash_of(member);
  }

 private:
  std::set<Bytes> members_;
  Hash128 digest_;  // the sum of the members' hashes
};

}  // namespace faultline::engine::set
