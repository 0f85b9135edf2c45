// Bytes: an immutable slice of memory. Short texts lie inside the object, longer ones in a block
// that is reference-counted: copies and slices share it; nobody can change what another machine
// holds, and a message's size is real. A run is single-threaded, so the count is a plain integer:
// Bytes never cross threads.
#pragma once

#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace faultline::engine {

class Bytes {
 public:
  // What fits inside the object.
  static constexpr std::size_t kShort = 15;

  Bytes() = default;
  Bytes(std::string_view text);  // NOLINT: a literal is a payload, the conversion loses nothing
  Bytes(const char* text) : Bytes(std::string_view(text)) {}
  Bytes(const std::string& text) : Bytes(std::string_view(text)) {}
  Bytes(const Bytes& other) : raw_(other.raw_) {
    if (!is_short()) ++slice_of_raw().block->references;
  }
  Bytes(Bytes&& other) noexcept { std::swap(raw_, other.raw_); }
  Bytes& operator=(Bytes other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  ~Bytes() {
    if (!is_short()) release();
  }

  // Valid as long as this object, and not longer: a short text lies inside it.
  [[nodiscard]] std::string_view view() const {
    if (is_short()) return {raw_.text, raw_.tag};
    const Slice slice = slice_of_raw();
    return {reinterpret_cast<const char*>(slice.block + 1) + slice.offset, slice.size()};
  }
  [[nodiscard]] std::size_t size() const { return is_short() ? raw_.tag : slice_of_raw().size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  // The part [offset, offset + size), sharing memory where it is long; must lie inside.
  [[nodiscard]] Bytes slice(std::size_t offset, std::size_t size) const;

  friend bool operator==(const Bytes& a, const Bytes& b) { return a.view() == b.view(); }
  friend std::strong_ordering operator<=>(const Bytes& a, const Bytes& b) {
    return a.view() <=> b.view();
  }

 private:
  struct Block {
    std::uint32_t references;
  };
  static constexpr std::uint32_t kLong = 0x80000000;  // falls on the tag
  struct Slice {
    Block* block;
    std::uint32_t offset;
    std::uint32_t tagged_size;
    [[nodiscard]] std::size_t size() const { return tagged_size & ~kLong; }
  };
  // The text and its size, or a slice.
  struct Raw {
    char text[kShort] = {};
    std::uint8_t tag = 0;
  };
  static_assert(sizeof(Raw) == sizeof(Slice) && std::endian::native == std::endian::little,
                "the tag is the last byte of a slice's size");

  [[nodiscard]] bool is_short() const { return raw_.tag <= kShort; }
  [[nodiscard]] Slice slice_of_raw() const { return std::bit_cast<Slice>(raw_); }
  void release();

  alignas(Slice) Raw raw_;
};

}  // namespace faultline::engine
