#include "engine/commands/rdb_payload.h"

#include <bit>
#include <string>

#include "engine/commands/crc64.h"
#include "engine/commands/rdb_text.h"
#include "engine/commands/rdb_value.h"

namespace faultline::engine {
namespace {

constexpr std::uint64_t kRdbVersion = 10;
constexpr unsigned kRdbVersionBytes = 2;
constexpr unsigned kRdbChecksumBytes = 8;

void append_little_endian(std::string& output, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) output += static_cast<char>(value >> (8 * i) & 0xff);
}

void write_head(std::string& output, RdbType type, std::size_t count) {
  output += static_cast<char>(type);
  write_rdb_length(output, count);
}

void write(std::string& output, const string::Reader& shown) {
  output += static_cast<char>(RdbType::kString);
  write_rdb_text(output, shown.value().view());
}
void write(std::string& output, const set::Reader& shown) {
  write_head(output, RdbType::kSet, shown.size());
  for (const Bytes& member : shown.members()) write_rdb_text(output, member.view());
}
void write(std::string& output, const hash::Reader& shown) {
  write_head(output, RdbType::kHash, shown.size());
  for (const auto& [field, value] : shown.content()) {
    write_rdb_text(output, field.view());
    write_rdb_text(output, value.view());
  }
}
void write(std::string& output, const sorted_set::Reader& shown) {
  write_head(output, RdbType::kSortedSetBinary, shown.size());
  for (const auto& [score, member] : shown.ranking()) {
    write_rdb_text(output, member.view());
    append_little_endian(output, std::bit_cast<std::uint64_t>(score), 8);
  }
}

// Whether version and checksum are right. Versions before ours are fine.
bool is_intact(std::string_view payload) {
  constexpr unsigned kFooter = kRdbVersionBytes + kRdbChecksumBytes;
  if (payload.size() < kFooter) return false;
  ByteInput footer(payload.substr(payload.size() - kFooter));
  return footer.little_endian(kRdbVersionBytes) <= kRdbVersion &&
         footer.little_endian(kRdbChecksumBytes) ==
             crc64(payload.substr(0, payload.size() - kRdbChecksumBytes));
}

}  // namespace

Bytes dump_payload(const AnyReader& reader) {
  std::string output;
  std::visit(Overloaded{[](std::monostate) {}, [&](const auto* shown) { write(output, *shown); }},
             reader);
  append_little_endian(output, kRdbVersion, kRdbVersionBytes);
  append_little_endian(output, crc64(output), kRdbChecksumBytes);
  return output;
}

std::variant<PlainValue, PayloadFault> parse_payload(const Bytes& payload) {
  if (!is_intact(payload.view())) return PayloadFault::kVersionOrChecksum;
  auto value = parse_rdb_value(payload.view());
  if (!value) return PayloadFault::kFormat;
  return std::move(*value);
}

}  // namespace faultline::engine
