// What goes into a file: sealed with its place there and a checksum, so that a record which is
// torn, rotten or lies in another one's place is told from one that was written. Chosen for every
// engine; Redis's own append-only file has no checksum, and would replay a rotten value.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/bytes.h"

namespace faultline::engine {

// `place` counts the records of the file from 0.
[[nodiscard]] Bytes seal(std::uint64_t place, const Bytes& content);
// None: it is not what was sealed for that place.
[[nodiscard]] std::optional<Bytes> unseal(std::uint64_t place, const Bytes& record);

}  // namespace faultline::engine
