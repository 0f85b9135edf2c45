#include "engine/base/bytes.h"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::engine {

Bytes::Bytes(std::string_view text) {
  if (text.empty()) return;
  FL_ASSERT(text.size() <= std::numeric_limits<std::uint32_t>::max(), "a payload is below 4 GiB");
  block_ = static_cast<Block*>(std::malloc(sizeof(Block) + text.size()));
  FL_ASSERT(block_ != nullptr, "memory for a payload");
  block_->references = 1;
  std::memcpy(block_ + 1, text.data(), text.size());
  size_ = static_cast<std::uint32_t>(text.size());
}

Bytes Bytes::slice(std::size_t offset, std::size_t size) const {
  FL_ASSERT(offset <= size_ && size <= size_ - offset, "a slice lies inside its bytes");
  Bytes part(*this);
  part.offset_ += static_cast<std::uint32_t>(offset);
  part.size_ = static_cast<std::uint32_t>(size);
  return part;
}

void Bytes::free_block() {
  std::free(block_);
}

void Bytes::swap(Bytes& other) noexcept {
  std::swap(block_, other.block_);
  std::swap(offset_, other.offset_);
  std::swap(size_, other.size_);
}

}  // namespace faultline::engine
