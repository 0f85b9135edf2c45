// Bytes: an immutable, reference-counted slice of memory. Copies and slices share; nobody can
// change what another machine holds, and a message's size is real. A run is single-threaded, so the
// count is a plain integer: Bytes never cross threads.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace faultline::engine {

class Bytes {
 public:
  Bytes() = default;
  Bytes(std::string_view text);  // NOLINT: a literal is a payload, the conversion loses nothing
  Bytes(const char* text) : Bytes(std::string_view(text)) {}
  Bytes(const std::string& text) : Bytes(std::string_view(text)) {}
  Bytes(const Bytes& other) : block_(other.block_), offset_(other.offset_), size_(other.size_) {
    if (block_ != nullptr) ++block_->references;
  }
  Bytes(Bytes&& other) noexcept { swap(other); }
  Bytes& operator=(Bytes other) noexcept {
    swap(other);
    return *this;
  }
  ~Bytes() {
    if (block_ != nullptr && --block_->references == 0) free_block();
  }

  [[nodiscard]] std::string_view view() const {
    return block_ == nullptr ? std::string_view() : std::string_view(data() + offset_, size_);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  // The part [offset, offset + size), sharing memory; must lie inside.
  [[nodiscard]] Bytes slice(std::size_t offset, std::size_t size) const;

  friend bool operator==(const Bytes& a, const Bytes& b) { return a.view() == b.view(); }
  friend std::strong_ordering operator<=>(const Bytes& a, const Bytes& b) {
    return a.view() <=> b.view();
  }

 private:
  struct Block {
    std::uint32_t references;
  };
  [[nodiscard]] const char* data() const { return reinterpret_cast<const char*>(block_ + 1); }
  void free_block();
  void swap(Bytes& other) noexcept;

  Block* block_ = nullptr;
  std::uint32_t offset_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace faultline::engine
