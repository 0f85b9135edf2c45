// Lengths and texts as Redis's snapshot format (RDB version 10) has them: lengths of 6, 14, 32 or
// 64 bits, texts as they are, as an integer, or compressed. We write the first kind of text alone
// and read all.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/bytes.h"
#include "engine/commands/byte_input.h"

namespace faultline::engine {

// A malformed one marks the input as bad.
[[nodiscard]] std::uint64_t read_rdb_length(ByteInput& input);
[[nodiscard]] Bytes read_rdb_text(ByteInput& input);

void write_rdb_length(std::string& output, std::uint64_t length);
void write_rdb_text(std::string& output, std::string_view text);

}  // namespace faultline::engine
