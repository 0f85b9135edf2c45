// Takes bytes that nobody has checked apart, from front to back. What reaches beyond the end
// answers zeros and empty texts and marks the input as bad: the reader looks at ok() when it is
// done.
#pragma once

#include <cstdint>
#include <string_view>

namespace faultline::engine {

class ByteInput {
 public:
  explicit ByteInput(std::string_view bytes) : left_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string_view left() const { return left_; }
  void mark_bad() { ok_ = false; }

  std::string_view take(std::uint64_t size) {
    if (!ok_ || size > left_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(taken.size());
    return taken;
  }
  std::uint8_t byte() { return static_cast<std::uint8_t>(big_endian(1)); }
  std::uint64_t big_endian(unsigned bytes) {
    std::uint64_t value = 0;
    for (const char c : take(bytes)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::uint64_t little_endian(unsigned bytes) {
    std::uint64_t value = 0;
    unsigned shift = 0;
    for (const char c : take(bytes)) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
      shift += 8;
    }
    return value;
  }
  // Two's complement, little-endian.
  std::int64_t signed_integer(unsigned bytes) {
    return sign_extended(little_endian(bytes), 8 * bytes);
  }

  [[nodiscard]] static std::int64_t sign_extended(std::uint64_t value, unsigned bits) {
    const unsigned above = 64 - bits;
    return static_cast<std::int64_t>(value << above) >> above;
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace faultline::engine
