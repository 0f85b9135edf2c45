// What DUMP answers and RESTORE takes: one value as in Redis's snapshots (RDB version 10), and
// behind it the version in 2 bytes and a CRC-64 of all before it in 8, both little-endian. A real
// Redis 7.0 takes what is written here, and everything that it writes of strings, sets, hashes and
// sorted sets is read. No bytes whatever break the reader.
#pragma once

#include <variant>

#include "engine/datatypes/change.h"

namespace faultline::engine {

// Of a key that is there. In the simple encodings, so that the bytes differ from Redis's own.
[[nodiscard]] Bytes dump_payload(const AnyReader& reader);

enum class PayloadFault { kVersionOrChecksum, kFormat };

// As with Redis, bytes behind the value are left alone, and the footer is some of them. Two equal
// members or fields are a fault everywhere; Redis finds them in some encodings only and keeps both
// in the others.
[[nodiscard]] std::variant<PlainValue, PayloadFault> parse_payload(const Bytes& payload);

}  // namespace faultline::engine
