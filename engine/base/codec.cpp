#include "engine/base/codec.h"

namespace faultline::engine {

void Writer::unsigned_integer(std::uint64_t value) {
  while (value >= 0x80) {
    buffer_.push_back(static_cast<char>(0x80 | (value & 0x7f)));
    value >>= 7;
  }
  buffer_.push_back(static_cast<char>(value));
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
