// TYPE string as Redis 7.0 has it: one value that commands read as text or as a number. Registers
// and counters are one type; what replicas exchange tells them apart: a Write replaces the value,
// an increment adds to whatever number is there.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/base/codec.h"
#include "engine/datatypes/nature.h"
#include "engine/datatypes/text_number.h"

namespace faultline::engine::string {

// The key holds this text and nothing else.
struct Write {
  Bytes value;
  std::optional<WallTime> expires_at;
  static constexpr Nature kNature = Nature::kOverwrite;
  friend bool operator==(const Write&, const Write&) = default;
  static constexpr auto fields() { return std::tuple{&Write::value, &Write::expires_at}; }
};

struct Increment {
  TextNumber::Delta delta{};
  static constexpr Nature kNature = Nature::kAddition;
  friend bool operator==(const Increment&, const Increment&) = default;
  static constexpr auto fields() { return std::tuple{&Increment::delta}; }
};

class Reader {
 public:
  virtual ~Reader() = default;
  [[nodiscard]] virtual Bytes value() const = 0;
};

class Plain final : public Reader {
 public:
  [[nodiscard]] Bytes value() const override { return value_; }
  [[nodiscard]] bool empty() const { return false; }
  void apply(const Write& write) { value_ = write.value; }
  // The handler has checked that the value is a number and that the sum is one.
  void apply(const Increment& increment);
  [[nodiscard]] Hash128 digest() const { return hash_of(value_); }
  [[nodiscard]] std::size_t value_bytes() const { return value_.size(); }
  // What a client reads, part by part, for people.
  [[nodiscard]] std::vector<Bytes> parts() const { return {value_}; }
  friend bool operator==(const Plain& a, const Plain& b) { return a.value_ == b.value_; }
  static constexpr auto fields() { return std::tuple{&Plain::value_}; }

 private:
  Bytes value_;
};

}  // namespace faultline::engine::string
