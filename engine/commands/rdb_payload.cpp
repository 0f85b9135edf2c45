#include "engine/commands/rdb_payload.h"

#include <bit>
#include <string>

#include "engine/commands/crc64.h"
#include "engine/commands/rdb_text.h"
#include "engine/commands/rdb_value.h"

namespace faultline::engine {
namespace {

constexpr std::uint64_t kVersion = 10;
constexpr unsigned kVersionBytes = 2;
constexpr unsigned kChecksumBytes = 8;

void append_little_endian(std::string& output, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) output += static_cast<char>(value >> (8 * i) & 0xff);
}

void begin(std::string& output, RdbType type, std::size_t count) {
  output += static_cast<char>(type);
  write_rdb_length(output, count);
}

void write(std::string& output, const string::Reader& shown) {
  output += static_cast<char>(RdbType::kString);
  write_rdb_text(output, shown.value().view());
}
void write(std::string& output, const set::Reader& shown) {
  begin(output, RdbType::kSet, shown.size());
  for (const Bytes& member : shown.members()) write_rdb_text(output, member.view());
}
void write(std::string& output, const hash::Reader& shown) {
  begin(output, RdbType::kHash, shown.size());
  for (const auto& [field, value] : shown.content()) {
    write_rdb_text(output, field.view());
    write_rdb_text(output, value.view());
  }
}
void write(std::string& output, const sorted_set::Reader& shown) {
  begin(output, RdbType::kSortedSetBinary, shown.size());
  for (const auto& [score, member] : shown.ranking()) {
    write_rdb_text(output, member.view());
    append_little_endian(output, std::bit_cast<std::uint64_t>(score), 8);
  }
}

// The value's bytes, where version and checksum are right. Versions before ours are fine.
std::optional<std::string_view> checked_body(std::string_view payload) {
  constexpr unsigned kFooter = kVersionBytes + kChecksumBytes;
  if (payload.size() < kFooter) return std::nullopt;
  const std::string_view checked = payload.substr(0, payload.size() - kChecksumBytes);
  ByteInput footer(payload.substr(payload.size() - kFooter));
  if (footer.little_endian(kVersionBytes) > kVersion) return std::nullopt;
  if (footer.little_endian(kChecksumBytes) != crc64(checked)) return std::nullopt;
  return checked.substr(0, checked.size() - kVersionBytes);
}

}  // namespace

Bytes dump_payload(const AnyReader& reader) {
  std::string output;
  std::visit(Overloaded{[](std::monostate) {}, [&](const auto* shown) { write(output, *shown); }},
             reader);
  append_little_endian(output, kVersion, kVersionBytes);
  append_little_endian(output, crc64(output), kChecksumBytes);
  return output;
}

std::variant<PlainValue, PayloadFault> parse_payload(const Bytes& payload) {
  const auto body = checked_body(payload.view());
  if (!body) return PayloadFault::kVersionOrChecksum;
  auto value = parse_rdb_value(*body);
  if (!value) return PayloadFault::kFormat;
  return std::move(*value);
}

}  // namespace faultline::engine
