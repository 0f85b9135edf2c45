#include "engine/base/codec.h"

#include <algorithm>
#include <cmath>

namespace faultline::engine {
namespace {

// A long double travels as 64 bits of its magnitude in [1/2, 1), 16 of its exponent and a sign,
// whatever the machine keeps it as.
constexpr std::uint64_t kExponentBias = 0x8000;
constexpr std::uint64_t kNoNumber = 0xffff;  // the exponent of infinity and of what is no number
constexpr std::uint64_t kSign = 0x10000;
constexpr int kMagnitudeBits = 64;
constexpr int kRestBytes = 3;

}  // namespace

void Writer::operator()(long double value) {
  const std::uint64_t sign = std::signbit(value) ? kSign : 0;
  if (!std::isfinite(value)) {
    fixed(std::isnan(value) ? 1 : 0, 8);
    fixed(sign | kNoNumber, kRestBytes);
    return;
  }
  int exponent = 0;
  const long double magnitude = std::frexp(std::fabs(value), &exponent);
  fixed(static_cast<std::uint64_t>(std::ldexp(magnitude, kMagnitudeBits)), 8);
  fixed(sign | (static_cast<std::uint64_t>(exponent) + kExponentBias), kRestBytes);
}

void Reader::operator()(long double& value) {
  const std::uint64_t magnitude = fixed(8);
  const std::uint64_t rest = fixed(kRestBytes);
  const auto exponent = static_cast<int>(rest & kNoNumber) - static_cast<int>(kExponentBias);
  if ((rest & kNoNumber) == kNoNumber)
    value = magnitude == 0 ? std::numeric_limits<long double>::infinity()
                           : std::numeric_limits<long double>::quiet_NaN();
  else
    value = std::ldexp(static_cast<long double>(magnitude), exponent - kMagnitudeBits);
  if ((rest & kSign) != 0) value = -value;
}

void Writer::grow(std::size_t wanted) {
  const bool first = large_.empty();
  large_.resize(std::max(wanted, 2 * std::max(large_.size(), small_.size())));
  if (first) std::memcpy(large_.data(), small_.data(), size_);
}

std::uint64_t Reader::unsigned_integer() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (left_.empty()) break;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    if (shift == 63 && byte > 1) break;
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  ok_ = false;
  left_ = {};
  return 0;
}

std::string_view Reader::take(std::uint64_t size) {
  if (size > left_.size()) {
    ok_ = false;
    left_ = {};
    return {};
  }
  const std::string_view taken = left_.substr(0, size);
  left_.remove_prefix(size);
  return taken;
}

std::uint64_t Reader::fixed(std::uint64_t bytes) {
  const std::string_view taken = take(bytes);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < taken.size(); ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
  return value;
}

std::uint64_t Reader::count() {
  const std::uint64_t value = unsigned_integer();
  if (value > left_.size()) ok_ = false;
  return ok_ ? value : 0;
}

void Reader::operator()(Bytes& value) {
  const std::uint64_t size = unsigned_integer();
  const std::string_view taken = take(size);
  if (taken.empty()) {
    value = Bytes();
    return;
  }
  value = bytes_.slice(static_cast<std::size_t>(taken.data() - bytes_.view().data()), taken.size());
}

void Reader::operator()(std::string& value) {
  value = take(unsigned_integer());
}

}  // namespace faultline::engine
