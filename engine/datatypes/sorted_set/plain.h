// TYPE zset as Redis 7.0 has it: members by score, those of one score in byte order. Scores are
// doubles and never NaN.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "engine/base/codec.h"
#include "engine/base/dictionary.h"
#include "engine/base/lazy.h"
#include "engine/datatypes/nature.h"
#include "engine/datatypes/number.h"

namespace faultline::engine::sorted_set {

using Scores = std::map<Bytes, double>;

struct Scored {
  double score = 0;  // never NaN
  Bytes member;
  friend bool operator==(const Scored&, const Scored&) = default;
  friend bool operator<(const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score < b.score : a.member < b.member;
  }
};
using Ranking = std::set<Scored>;

struct Put {
  Bytes member;
  double score = 0;
  static constexpr Nature kNature = Nature::kReplacement;
  friend bool operator==(const Put&, const Put&) = default;
  static constexpr auto fields() { return std::tuple{&Put::member, &Put::score}; }
};

struct Increment {
  Bytes member;
  double delta = 0;
  static constexpr Nature kNature = Nature::kAddition;
  friend bool operator==(const Increment&, const Increment&) = default;
  static constexpr auto fields() { return std::tuple{&Increment::member, &Increment::delta}; }
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
  Scores scores;
  std::optional<WallTime> expires_at;
  static constexpr Nature kNature = Nature::kOverwrite;
  friend bool operator==(const Assign&, const Assign&) = default;
  static constexpr auto fields() { return std::tuple{&Assign::scores, &Assign::expires_at}; }
};

[[nodiscard]] inline bool takes(const Put& later, const Put& earlier) {
  return later.member == earlier.member;
}
[[nodiscard]] inline bool takes(const Put& later, const Increment& earlier) {
  return later.member == earlier.member;
}
[[nodiscard]] inline bool takes_part(const Put& later, const Assign& earlier) {
  return earlier.scores.contains(later.member);
}
[[nodiscard]] inline bool takes_part(const Remove& later, const Assign& earlier) {
  return has_one_of(earlier.scores, later.names);
}
[[nodiscard]] inline bool takes(const Remove& later, const Put& earlier) {
  return is_among(later.names, earlier.member);
}
[[nodiscard]] inline bool takes(const Remove& later, const Increment& earlier) {
  return is_among(later.names, earlier.member);
}

// How a score and increments of it add up. Infinities of both signs give 0, as they do in
// ZUNIONSTORE.
struct ScoreRules {
  using Value = double;
  using Delta = double;
  // What a delta counts for in metadata and a value in memory.
  static constexpr std::size_t kDeltaBytes = 8;
  static constexpr std::size_t bytes_of(Value) { return 8; }
  class Sum {
   public:
    static std::optional<Sum> of(double score) {
      Sum sum;
      sum.value_ = score;
      return sum;
    }
    void add(double delta) { value_ += delta; }
    void join(const Sum& other) { value_ += other.value_; }
    [[nodiscard]] double value() const { return value_ != value_ ? 0 : value_; }

   private:
    double value_ = 0;
  };
};

class Reader {
 public:
  virtual ~Reader() = default;
  // None: no such member.
  [[nodiscard]] virtual std::optional<double> score_of(const Bytes& member) const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  // Valid until the value changes.
  [[nodiscard]] virtual const Ranking& ranking() const = 0;
};

class Plain final : public Reader {
 public:
  [[nodiscard]] std::optional<double> score_of(const Bytes& member) const override;
  [[nodiscard]] std::size_t size() const override { return scores_.size(); }
  [[nodiscard]] const Ranking& ranking() const override;
  // What a client reads, part by part, for people: member, score, …
  [[nodiscard]] std::vector<Bytes> parts() const;
  [[nodiscard]] std::size_t value_bytes() const {
    std::size_t bytes = 0;
    scores_.visit([&](const Bytes& member, double score) {
      bytes += member.size() + ScoreRules::bytes_of(score);
    });
    return bytes;
  }
  // A sorted set without members is no key.
  [[nodiscard]] bool empty() const { return scores_.empty(); }
  void apply(const Put& put);
  // The handler has checked that the sum is a number.
  void apply(const Increment& increment);
  void apply(const Remove& remove);
  void apply(const Assign& assign);
  // Equal for equal sorted sets.
  [[nodiscard]] Hash128 digest() const { return digest_; }
  friend bool operator==(const Plain& a, const Plain& b) { return a.scores_ == b.scores_; }
  static constexpr auto fields() { return std::tuple{&Plain::scores_}; }
  void decoded();

 private:
  Dictionary<double> scores_;
  // Made when somebody asks, and kept up while it is there.
  mutable Lazy<Ranking> ranking_;
  Hash128 digest_;  // the sum of the members' hashes
};

}  // namespace faultline::engine::sorted_set
