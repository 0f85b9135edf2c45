#include "property_tests/differential/arguments.h"

#include <array>
#include <limits>
#include <string>

#include "property_tests/differential/edge_values.h"

namespace faultline::differential {
namespace {

template <const auto& texts>
void one_text_of(Draw& draw) {
  draw.add(draw.one_of(texts));
}

std::span<const std::string_view> keys_of_type(KeyType type, Draw& draw) {
  static constexpr std::array kTyped = {KeyType::kString,    KeyType::kHash,    KeyType::kSet,
                                        KeyType::kSortedSet, KeyType::kLexical, KeyType::kGeo};
  if (draw.one_in(100)) return kOddKeys;
  if (type == KeyType::kAny || draw.one_in(16)) type = kTyped[draw.prng.below(kTyped.size())];
  switch (type) {
    case KeyType::kHash:
      return kHashKeys;
    case KeyType::kSet:
      return kSetKeys;
    case KeyType::kSortedSet:
      return kSortedSetKeys;
    case KeyType::kLexical:
      return kLexicalKeys;
    case KeyType::kGeo:
      return kGeoKeys;
    default:
      return kStringKeys;
  }
}

void key_of_type(KeyType type, Draw& draw) {
  draw.add(draw.one_of(keys_of_type(type, draw)));
}

void key(Draw& draw) {
  key_of_type(draw.keys, draw);
}

void string_key(Draw& draw) {
  key_of_type(KeyType::kString, draw);
}

void lexical_key(Draw& draw) {
  key_of_type(KeyType::kLexical, draw);
}

// A number of keys, and as many; rarely the number is wrong.
void counted_keys(Draw& draw, bool mixed) {
  static constexpr std::array<std::string_view, 7> kWrong = {
      "0", "-1", "1", "5", "abc", "", "9223372036854775807"};
  draw.key_count = 1 + static_cast<int>(draw.prng.below(3));
  draw.add(draw.one_in(20) ? std::string(draw.one_of(kWrong)) : std::to_string(draw.key_count));
  for (int i = 0; i < draw.key_count; ++i)
    key_of_type(mixed && draw.one_in(4) ? KeyType::kSet : draw.keys, draw);
}
void keys(Draw& draw) {
  counted_keys(draw, false);
}
// ZUNION and its like take sets as well.
void mixed_keys(Draw& draw) {
  counted_keys(draw, true);
}

void weights(Draw& draw) {
  int count = draw.key_count;
  if (draw.one_in(20)) count += draw.one_in(2) ? 1 : -1;
  for (int i = 0; i < count; ++i) one_text_of<kWeights>(draw);
}

void value(Draw& draw) {
  static constexpr std::string_view kAlphabet = "ab01\xff\x80\x0f";
  if (draw.one_in(2)) return one_text_of<kValues>(draw);
  std::string text;
  for (std::uint64_t size = draw.prng.below(12); text.size() < size;)
    text += kAlphabet[draw.prng.below(kAlphabet.size())];
  draw.add(text);
}

void integer(Draw& draw) {
  if (draw.one_in(3)) return one_text_of<kIntegers>(draw);
  draw.add(std::to_string(draw.prng.between(-50, 50)));
}

// Small numbers meet each other more often than the edges do.
template <const auto& edges>
void number(Draw& draw) {
  if (draw.one_in(3)) return one_text_of<edges>(draw);
  std::string text = std::to_string(draw.prng.between(-5, 20));
  if (draw.one_in(3)) text += "." + std::to_string(draw.prng.below(100));
  draw.add(text);
}

// Of milliseconds if `unit` is 1, of seconds if it is 1000; from the beginning of the clock if it
// is absolute.
void deadline(Draw& draw, std::int64_t unit, bool absolute) {
  static constexpr std::array<std::string_view, 12> kEdges = {"0",
                                                              "-1",
                                                              "-9223372036854775808",
                                                              "9223372036854775807",
                                                              "9223372036854775808",
                                                              "9223372036854775",
                                                              "9223370246854775807",
                                                              "9223370246854775808",
                                                              "abc",
                                                              "",
                                                              "1.5",
                                                              "1e3"};
  static constexpr std::array<std::int64_t, 10> kMilliseconds = {
      1, 2, 3, 10, 100, 1000, 2000, 10'000, 1'000'000, 86'400'000};
  if (draw.one_in(8)) return draw.add(draw.one_of(kEdges));
  std::int64_t time = kMilliseconds[draw.prng.below(kMilliseconds.size())];
  if (absolute) time += kStartMilliseconds - (draw.one_in(4) ? 1000 : 0);
  time /= unit;
  draw.add(std::to_string(time == 0 && !draw.one_in(8) ? 1 : time));
}
void seconds(Draw& draw) {
  deadline(draw, 1000, false);
}
void milliseconds(Draw& draw) {
  deadline(draw, 1, false);
}
void unix_seconds(Draw& draw) {
  deadline(draw, 1000, true);
}
void unix_milliseconds(Draw& draw) {
  deadline(draw, 1, true);
}

void bitfield_operation(Draw& draw) {
  static constexpr std::array<std::string_view, 4> kOverflow = {"WRAP", "SAT", "FAIL", "abc"};
  const std::uint64_t which = draw.prng.below(5);
  if (which == 0) {
    draw.add("OVERFLOW");
    return one_text_of<kOverflow>(draw);
  }
  draw.add(which == 1 ? "GET" : which < 4 ? "INCRBY" : "SET");
  one_text_of<kBitfieldTypes>(draw);
  one_text_of<kBitfieldOffsets>(draw);
  if (which > 1) integer(draw);
}

void position(Draw& draw) {
  if (draw.one_in(3)) {
    for (const std::string_view text : kPositions[draw.skewed(std::size(kPositions))])
      draw.add(text);
    return;
  }
  // Many near each other, each somewhere else.
  for (const int whole : {13, 38})
    draw.add(std::to_string(whole + draw.prng.between(-3, 3)) + "." +
             std::to_string(draw.prng.between(100'000, 999'999)));
}

void center(Draw& draw) {
  const bool member = draw.one_in(2);
  draw.add(member ? "FROMMEMBER" : "FROMLONLAT");
  member ? one_text_of<kMembers>(draw) : position(draw);
}

void shape(Draw& draw) {
  const bool radius = draw.one_in(2);
  draw.add(radius ? "BYRADIUS" : "BYBOX");
  if (!radius) one_text_of<kDistances>(draw);
  one_text_of<kDistances>(draw);
  one_text_of<kUnits>(draw);
}

std::string from_hexadecimal(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return bytes;
}

void payload(Draw& draw) {
  std::string bytes = from_hexadecimal(draw.one_of(kPayloads));
  if (draw.one_in(10)) bytes.resize(draw.prng.below(bytes.size()));
  if (!bytes.empty() && draw.one_in(10)) bytes[draw.prng.below(bytes.size())] ^= 1;
  draw.add(bytes);
}

constexpr std::array kKinds = {
    ArgumentKind{"bit", one_text_of<kBits>},
    ArgumentKind{"bit-offset", one_text_of<kBitOffsets>},
    ArgumentKind{"bitfield-offset", one_text_of<kBitfieldOffsets>},
    ArgumentKind{"bitfield-operation", bitfield_operation},
    ArgumentKind{"bitfield-type", one_text_of<kBitfieldTypes>},
    ArgumentKind{"byte-offset", one_text_of<kByteOffsets>},
    ArgumentKind{"center", center},
    ArgumentKind{"count", one_text_of<kCounts>},
    ArgumentKind{"cursor", one_text_of<kCursors>},
    ArgumentKind{"database", one_text_of<kDatabases>},
    ArgumentKind{"distance", one_text_of<kDistances>},
    ArgumentKind{"field", one_text_of<kMembers>},
    ArgumentKind{"float", number<kFloats>},
    ArgumentKind{"index", one_text_of<kIndexes>},
    ArgumentKind{"integer", integer},
    ArgumentKind{"key", key},
    ArgumentKind{"key-pattern", one_text_of<kKeyPatterns>},
    ArgumentKind{"keys", keys},
    ArgumentKind{"lex-bound", one_text_of<kLexBounds>},
    ArgumentKind{"lexical-key", lexical_key},
    ArgumentKind{"member", one_text_of<kMembers>},
    ArgumentKind{"milliseconds", milliseconds},
    ArgumentKind{"mixed-keys", mixed_keys},
    ArgumentKind{"pattern", one_text_of<kPatterns>},
    ArgumentKind{"payload", payload},
    ArgumentKind{"position", position},
    ArgumentKind{"random-count", one_text_of<kRandomCounts>},
    ArgumentKind{"score", number<kScores>},
    ArgumentKind{"score-bound", one_text_of<kScoreBounds>},
    ArgumentKind{"seconds", seconds},
    ArgumentKind{"shape", shape},
    ArgumentKind{"string-key", string_key},
    ArgumentKind{"type", one_text_of<kTypes>},
    ArgumentKind{"unit", one_text_of<kUnits>},
    ArgumentKind{"unix-milliseconds", unix_milliseconds},
    ArgumentKind{"unix-seconds", unix_seconds},
    ArgumentKind{"value", value},
    ArgumentKind{"weights", weights},
};

}  // namespace

const ArgumentKind* find_argument_kind(std::string_view name) {
  for (const ArgumentKind& kind : kKinds)
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::differential
