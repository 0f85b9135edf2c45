// TYPE hash as Redis 7.0 has it: fields with a value each that commands read as text or as a
// number. Fields come in byte order, so that every replica and every run lists them alike (Redis
// promises no order).
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/base/codec.h"
#include "engine/base/dictionary.h"
#include "engine/datatypes/nature.h"
#include "engine/datatypes/text_number.h"

namespace faultline::engine::hash {

using Fields = std::map<Bytes, Bytes>;

struct Put {
  Bytes field;
  Bytes value;
  static constexpr Nature kNature = Nature::kReplacement;
  friend bool operator==(const Put&, const Put&) = default;
  static constexpr auto fields() { return std::tuple{&Put::field, &Put::value}; }
};

struct Increment {
  Bytes field;
  TextNumber::Delta delta{};
  static constexpr Nature kNature = Nature::kAddition;
  friend bool operator==(const Increment&, const Increment&) = default;
  static constexpr auto fields() { return std::tuple{&Increment::field, &Increment::delta}; }
};

struct Remove {
  std::vector<Bytes> names;
  bool empties = false;  // nothing is left of the key, whose deadline goes too
  static constexpr Nature kNature = Nature::kRemoval;
  friend bool operator==(const Remove&, const Remove&) = default;
  static constexpr auto fields() { return std::tuple{&Remove::names, &Remove::empties}; }
};

// The key holds these fields and nothing else.
struct Assign {
  Fields content;
  std::optional<WallTime> expires_at;
  static constexpr Nature kNature = Nature::kOverwrite;
  friend bool operator==(const Assign&, const Assign&) = default;
  static constexpr auto fields() { return std::tuple{&Assign::content, &Assign::expires_at}; }
};

[[nodiscard]] inline bool takes(const Put& later, const Put& earlier) {
  return later.field == earlier.field;
}
[[nodiscard]] inline bool takes(const Put& later, const Increment& earlier) {
  return later.field == earlier.field;
}
[[nodiscard]] inline bool takes_part(const Put& later, const Assign& earlier) {
  return earlier.content.contains(later.field);
}
[[nodiscard]] inline bool takes_part(const Remove& later, const Assign& earlier) {
  return has_one_of(earlier.content, later.names);
}
[[nodiscard]] inline bool takes(const Remove& later, const Put& earlier) {
  return is_among(later.names, earlier.field);
}
[[nodiscard]] inline bool takes(const Remove& later, const Increment& earlier) {
  return is_among(later.names, earlier.field);
}

class Reader {
 public:
  virtual ~Reader() = default;
  // None: no such field.
  [[nodiscard]] virtual std::optional<Bytes> value_of(const Bytes& field) const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual Fields content() const = 0;
};

class Plain final : public Reader {
 public:
  [[nodiscard]] std::optional<Bytes> value_of(const Bytes& field) const override;
  [[nodiscard]] std::size_t size() const override { return content_.size(); }
  [[nodiscard]] Fields content() const override;
  // What a client reads, part by part, for people.
  [[nodiscard]] std::vector<Bytes> parts() const;
  [[nodiscard]] std::size_t value_bytes() const {
    std::size_t bytes = 0;
    content_.visit(
        [&](const Bytes& field, const Bytes& value) { bytes += field.size() + value.size(); });
    return bytes;
  }
  // A hash without fields is no key.
  [[nodiscard]] bool empty() const { return content_.empty(); }
  void apply(const Put& put) { set(put.field, put.value); }
  // The handler has checked that the value is a number and that the sum is one.
  void apply(const Increment& increment);
  void apply(const Remove& remove);
  void apply(const Assign& assign);
  // Equal for equal hashes.
  [[nodiscard]] Hash128 digest() const { return digest_; }
  friend bool operator==(const Plain& a, const Plain& b) { return a.content_ == b.content_; }
  static constexpr auto fields() { return std::tuple{&Plain::content_}; }
  void decoded();

 private:
  void set(const Bytes& field, const Bytes& value);

  Dictionary<Bytes> content_;
  Hash128 digest_;  // the sum of the fields' hashes
};

}  // namespace faultline::engine::hash
