// SCAN SSCAN HSCAN ZSCAN: keys or elements, page by page.

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "engine/commands/encoding.h"
#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"
#include "engine/commands/scan.h"

namespace faultline::engine {
namespace {

Reply invalid_cursor() {
  return error_reply("ERR invalid cursor");
}

// `name` in any case.
bool is_type(const AnyReader& reader, std::string_view name) {
  const std::string_view type = type_name(reader.index() - 1);
  return std::equal(type.begin(), type.end(), name.begin(), name.end(), [](char a, char b) {
    return a == std::tolower(static_cast<unsigned char>(b));
  });
}

Reply scan(const CommandContext& context) {
  const auto cursor = parse_cursor(context.arguments[1]);
  if (!cursor) return invalid_cursor();
  const auto parsed = parse_scan_options(context.arguments, 2, true);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& options = std::get<ScanOptions>(parsed);
  ScanPage page = page_of(context.keys.keys(), *cursor, options.count);
  std::vector<Reply> keys;
  for (Bytes& key : page.names) {
    if (!options.matches(key.view())) continue;
    if (options.type && !is_type(context.keys.find(key), options.type->view())) continue;
    keys.push_back(bulk_reply(std::move(key)));
  }
  return scan_reply(page.next, std::move(keys));
}

std::vector<Bytes> names_in(const set::Reader& reader) {
  return reader.members();
}
std::vector<Bytes> names_in(const hash::Reader& reader) {
  std::vector<Bytes> fields;
  for (const auto& [field, value] : reader.content()) fields.push_back(field);
  return fields;
}
std::vector<Bytes> names_in(const sorted_set::Reader& reader) {
  std::vector<Bytes> members;
  for (const auto& [score, member] : reader.ranking()) members.push_back(member);
  return members;
}

// A score as ZSCAN shows it: Redis keeps whole numbers of up to 62 bits as integers where it
// encodes the sorted set as a listpack.
Bytes scanned_score(const sorted_set::Reader& reader, double score) {
  constexpr double kMost = 0x1p62;
  if (std::fabs(score) <= kMost && std::trunc(score) == score && encoding_of(&reader) == "listpack")
    return format_integer(static_cast<std::int64_t>(score));
  return format_score(score);
}

// What stands beside a name on a page.
std::optional<Bytes> value_beside(const set::Reader&, const Bytes&) {
  return std::nullopt;
}
std::optional<Bytes> value_beside(const hash::Reader& reader, const Bytes& field) {
  return reader.value_of(field);
}
std::optional<Bytes> value_beside(const sorted_set::Reader& reader, const Bytes& member) {
  return scanned_score(reader, reader.score_of(member).value_or(0));
}

template <class Type>
Reply scan_elements(const CommandContext& context) {
  const auto cursor = parse_cursor(context.arguments[2]);
  if (!cursor) return invalid_cursor();
  const auto found = look_up<Type>(context.keys, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return scan_reply(0, {});  // whatever the options say
  const auto parsed = parse_scan_options(context.arguments, 3, false);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& options = std::get<ScanOptions>(parsed);
  ScanPage page = page_of(names_in(*found.reader), *cursor, options.count);
  std::vector<Reply> elements;
  for (Bytes& name : page.names) {
    if (!options.matches(name.view())) continue;
    auto value = value_beside(*found.reader, name);
    elements.push_back(bulk_reply(std::move(name)));
    if (value) elements.push_back(bulk_reply(std::move(*value)));
  }
  return scan_reply(page.next, std::move(elements));
}

constexpr std::array kScanCommands = {
    CommandKind{"SCAN", "keys page by page; MATCH COUNT TYPE", -2, kRead, kNoKeys, scan, nullptr,
                Scope::kAll},
    CommandKind{"SSCAN", "members of a set page by page; MATCH COUNT", -3, kRead, kFirstKey,
                scan_elements<SetType>},
    CommandKind{"HSCAN", "fields of a hash page by page, with their values; MATCH COUNT", -3, kRead,
                kFirstKey, scan_elements<HashType>},
    CommandKind{"ZSCAN", "members of a sorted set page by page, with their scores; MATCH COUNT", -3,
                kRead, kFirstKey, scan_elements<SortedSetType>},
};

}  // namespace

std::span<const CommandKind> scan_commands() {
  return kScanCommands;
}

}  // namespace faultline::engine
