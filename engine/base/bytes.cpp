#include "engine/base/bytes.h"

#include <cstdlib>

#include "engine/base/assert.h"

namespace faultline::engine {

Bytes::Bytes(std::string_view text) {
  if (text.size() <= kShort) {
    if (!text.empty()) std::memcpy(raw_.text, text.data(), text.size());
    raw_.tag = static_cast<std::uint8_t>(text.size());
    return;
  }
  FL_ASSERT(text.size() < kLong, "a payload is below 2 GiB");
  auto* block = static_cast<Block*>(std::malloc(sizeof(Block) + text.size()));
  FL_ASSERT(block != nullptr, "memory for a payload");
  block->references = 1;
  std::memcpy(block + 1, text.data(), text.size());
  raw_ = std::bit_cast<Raw>(Slice{block, 0, static_cast<std::uint32_t>(text.size()) | kLong});
}

Bytes Bytes::slice(std::size_t offset, std::size_t size) const {
  FL_ASSERT(offset <= this->size() && size <= this->size() - offset,
            "a slice lies inside its bytes");
  if (size <= kShort) return Bytes(view().substr(offset, size));
  Bytes part(*this);
  Slice slice = slice_of_raw();
  slice.offset += static_cast<std::uint32_t>(offset);
  slice.tagged_size = static_cast<std::uint32_t>(size) | kLong;
  part.raw_ = std::bit_cast<Raw>(slice);
  return part;
}

void Bytes::release() {
  Block* block = slice_of_raw().block;
  if (--block->references == 0) std::free(block);
}

}  // namespace faultline::engine
