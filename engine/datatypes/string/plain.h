// TYPE string as Redis 7.0 has it: one value that commands read as text or as a number, and an
// optional deadline. Registers and counters are one type; what replicas exchange tells them apart:
// a Write replaces the value, an Increment adds to whatever number is there.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/codec.h"
#include "engine/base/time.h"
#include "engine/base/version_vector.h"

namespace faultline::engine::string {

struct Write {
  Bytes value;
  std::optional<WallTime> expires_at;
  // A Write takes the place of everything that its origin had seen under the key.
  static constexpr bool kOverwrites = true;
  static constexpr bool kLeavesTrace = true;
  static constexpr std::string_view kName = "write";
  friend bool operator==(const Write&, const Write&) = default;
  static constexpr auto fields() { return std::tuple{&Write::value, &Write::expires_at}; }
};

struct Increment {
  std::int64_t delta = 0;
  static constexpr bool kOverwrites = false;
  static constexpr bool kLeavesTrace = true;
  static constexpr std::string_view kName = "increment";
  friend bool operator==(const Increment&, const Increment&) = default;
  static constexpr auto fields() { return std::tuple{&Increment::delta}; }
};

class Reader {
 public:
  virtual ~Reader() = default;
  [[nodiscard]] virtual Bytes value() const = 0;
  [[nodiscard]] virtual std::optional<WallTime> expires_at() const = 0;
};

// The number that Redis sees in a value: a canonical decimal in the range of int64, else nothing.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
// How wide Redis's counters are, with the sign.
inline constexpr int kCounterBits = 64;
// The sum, or nothing if it leaves the range of that many bits.
[[nodiscard]] std::optional<std::int64_t> add_checked(std::int64_t a, std::int64_t b,
                                                      int bits = kCounterBits);
[[nodiscard]] Bytes format_integer(std::int64_t value);

class Plain final : public Reader {
 public:
  [[nodiscard]] Bytes value() const override { return value_; }
  [[nodiscard]] std::optional<WallTime> expires_at() const override { return expires_at_; }
  [[nodiscard]] bool empty() const { return false; }
  void apply(const Write& write) {
    value_ = write.value;
    expires_at_ = write.expires_at;
  }
  // Replicas that ran the same command at different instants agree but for this.
  void blur_deadline() {
    if (expires_at_) expires_at_ = WallTime();
  }
  [[nodiscard]] Hash128 digest() const { return hash_of(value_, expires_at_); }
  // What a client reads, part by part, for people.
  [[nodiscard]] std::vector<Bytes> parts() const { return {value_}; }
  // The handler has checked that the value is a number and that the sum is one.
  void apply(const Increment& increment);
  friend bool operator==(const Plain& a, const Plain& b) {
    return a.value_ == b.value_ && a.expires_at_ == b.expires_at_;
  }
  static constexpr auto fields() { return std::tuple{&Plain::value_, &Plain::expires_at_}; }

 private:
  Bytes value_;
  std::optional<WallTime> expires_at_;
};

}  // namespace faultline::engine::string
