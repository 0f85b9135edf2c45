#include "engine/commands/rdb_value.h"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "engine/commands/listpack.h"
#include "engine/commands/rdb_text.h"

namespace faultline::engine {
namespace {

using Values = std::optional<std::vector<Bytes>>;
using ParsedValue = std::optional<PlainValue>;

template <class Type, class Change>
ParsedValue holding(const Change& change) {
  typename Type::Plain plain;
  plain.apply(change);
  return PlainValue(std::move(plain));
}

// As many texts as the count in front of them says, times `each`.
Values read_texts(ByteInput& input, unsigned each) {
  std::vector<Bytes> texts;
  for (std::uint64_t left = read_rdb_length(input); left > 0 && input.ok(); --left)
    for (unsigned i = 0; i < each; ++i) texts.push_back(read_rdb_text(input));
  return input.ok() ? Values(std::move(texts)) : std::nullopt;
}

ParsedValue set_of(const Values& members) {
  if (!members || members->empty()) return std::nullopt;
  set::Assign assign{{members->begin(), members->end()}, {}};
  if (assign.members.size() != members->size()) return std::nullopt;
  return holding<SetType>(assign);
}

// Field, value, …
ParsedValue hash_of_pairs(const Values& pairs) {
  if (!pairs || pairs->empty() || pairs->size() % 2 != 0) return std::nullopt;
  hash::Assign assign;
  for (std::size_t i = 0; i < pairs->size(); i += 2)
    if (!assign.content.emplace((*pairs)[i], (*pairs)[i + 1]).second) return std::nullopt;
  return holding<HashType>(assign);
}

bool add_score(sorted_set::Assign& assign, const Bytes& member, double score) {
  return !std::isnan(score) && assign.scores.emplace(member, score).second;
}

// Member, score, …
ParsedValue sorted_set_of_pairs(const Values& pairs) {
  if (!pairs || pairs->empty() || pairs->size() % 2 != 0) return std::nullopt;
  sorted_set::Assign assign;
  for (std::size_t i = 0; i < pairs->size(); i += 2) {
    const auto score = parse_score((*pairs)[i + 1].view());
    if (!score || !add_score(assign, (*pairs)[i], *score)) return std::nullopt;
  }
  return holding<SortedSetType>(assign);
}

double read_binary_score(ByteInput& input) {
  return std::bit_cast<double>(input.little_endian(8));
}

// A byte that is its length, or that says which number without decimals it is. The beginning of the
// text counts, as with sscanf.
double read_text_score(ByteInput& input) {
  constexpr std::uint8_t kNegativeInfinity = 255;
  constexpr std::uint8_t kInfinity = 254;
  const std::uint8_t first = input.byte();
  if (first == kNegativeInfinity) return -std::numeric_limits<double>::infinity();
  if (first == kInfinity) return std::numeric_limits<double>::infinity();
  const std::string text(input.take(first));  // 253, no number, is longer than any
  char* end = nullptr;
  const double score = std::strtod(text.c_str(), &end);
  return end == text.c_str() ? std::numeric_limits<double>::quiet_NaN() : score;
}

ParsedValue read_sorted_set(ByteInput& input, double (*read_score)(ByteInput&)) {
  sorted_set::Assign assign;
  for (std::uint64_t left = read_rdb_length(input); left > 0 && input.ok(); --left) {
    const Bytes member = read_rdb_text(input);
    if (!add_score(assign, member, read_score(input))) return std::nullopt;
  }
  if (!input.ok() || assign.scores.empty()) return std::nullopt;
  return holding<SortedSetType>(assign);
}

ParsedValue read_string(ByteInput& input) {
  const Bytes text = read_rdb_text(input);
  if (!input.ok()) return std::nullopt;
  return holding<StringType>(string::Write{text, {}});
}

Values packed(ByteInput& input, Values (*parse)(std::string_view)) {
  const Bytes text = read_rdb_text(input);
  return input.ok() ? parse(text.view()) : std::nullopt;
}

}  // namespace

std::optional<PlainValue> parse_rdb_value(std::string_view bytes) {
  ByteInput input(bytes);
  const auto type = static_cast<RdbType>(input.byte());
  if (!input.ok()) return std::nullopt;
  switch (type) {
    case RdbType::kString:
      return read_string(input);
    case RdbType::kSet:
      return set_of(read_texts(input, 1));
    case RdbType::kSetIntset:
      return set_of(packed(input, parse_intset));
    case RdbType::kHash:
      return hash_of_pairs(read_texts(input, 2));
    case RdbType::kHashZiplist:
      return hash_of_pairs(packed(input, parse_ziplist));
    case RdbType::kHashListpack:
      return hash_of_pairs(packed(input, parse_listpack));
    case RdbType::kSortedSetText:
      return read_sorted_set(input, read_text_score);
    case RdbType::kSortedSetBinary:
      return read_sorted_set(input, read_binary_score);
    case RdbType::kSortedSetZiplist:
      return sorted_set_of_pairs(packed(input, parse_ziplist));
    case RdbType::kSortedSetListpack:
      return sorted_set_of_pairs(packed(input, parse_listpack));
  }
  return std::nullopt;
}

}  // namespace faultline::engine
