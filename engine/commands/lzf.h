// Text as LibLZF compresses it: runs of literal bytes, and references to what has been written
// within the last 8 KiB. Only the way back: payloads are written uncompressed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::engine {

// None: it is malformed, or does not give exactly `size` bytes. Allocates no more than what
// `compressed` can hold, 264 bytes for each 3.
[[nodiscard]] std::optional<std::string> lzf_decompress(std::string_view compressed,
                                                        std::uint64_t size);

}  // namespace faultline::engine
