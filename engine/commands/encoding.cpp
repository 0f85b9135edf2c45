#include "engine/commands/encoding.h"

#include <algorithm>

#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

// The defaults of set-max-intset-entries, and of {hash,zset}-max-listpack-entries and -value.
constexpr std::size_t kIntsetEntries = 512;
constexpr std::size_t kListpackEntries = 128;
constexpr std::size_t kListpackValue = 64;
constexpr std::size_t kEmbeddedText = 44;
constexpr std::int64_t kSharedIntegers = 10'000;

std::string_view encoding_of_text(std::string_view text) {
  if (parse_integer(text)) return "int";
  return text.size() <= kEmbeddedText ? "embstr" : "raw";
}

std::string_view encoding_of_set(const set::Reader& reader) {
  if (reader.size() > kIntsetEntries) return "hashtable";
  const std::vector<Bytes> members = reader.members();
  const bool integers = std::all_of(members.begin(), members.end(), [](const Bytes& member) {
    return parse_integer(member.view()).has_value();
  });
  return integers ? "intset" : "hashtable";
}

std::string_view encoding_of_hash(const hash::Reader& reader) {
  if (reader.size() > kListpackEntries) return "hashtable";
  for (const auto& [field, value] : reader.content())
    if (std::max(field.size(), value.size()) > kListpackValue) return "hashtable";
  return "listpack";
}

std::string_view encoding_of_sorted_set(const sorted_set::Reader& reader) {
  if (reader.size() > kListpackEntries) return "skiplist";
  for (const auto& [score, member] : reader.ranking())
    if (member.size() > kListpackValue) return "skiplist";
  return "listpack";
}

}  // namespace

std::string_view encoding_of(const AnyReader& reader) {
  return std::visit(
      Overloaded{
          [](std::monostate) { return std::string_view("none"); },
          [](const string::Reader* shown) { return encoding_of_text(shown->value().view()); },
          [](const set::Reader* shown) { return encoding_of_set(*shown); },
          [](const hash::Reader* shown) { return encoding_of_hash(*shown); },
          [](const sorted_set::Reader* shown) { return encoding_of_sorted_set(*shown); },
      },
      reader);
}

bool is_shared_integer(std::string_view text) {
  const auto number = parse_integer(text);
  return number && *number >= 0 && *number < kSharedIntegers;
}

}  // namespace faultline::engine
