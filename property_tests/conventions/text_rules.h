// Rules on the text of one file: words that would break determinism, sizes, and the comment that
// opens a header (shared style guide, sections 3 and 6).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "property_tests/conventions/include_rules.h"
#include "property_tests/conventions/source_file.h"

namespace faultline::conventions {

inline constexpr std::size_t kFileLines = 400;
inline constexpr std::size_t kLineColumns = 100;
inline constexpr std::size_t kFunctionLines = 70;

// Where a word is banned.
enum class Scope {
  kEverywhere,
  kModel,  // engine/ and sim/, tests as well, but not benches
  kExact,  // the model without its tests, and without what holds Redis's own floating-point values
};

struct BannedWord {
  std::string_view word;
  Scope scope;
  std::string_view instead;
};

inline constexpr BannedWord kBannedWords[] = {
    {"double", Scope::kExact, "integers: Duration, Ratio, fixed point (sim/kernel/fixed_point.h)"},
    {"float", Scope::kExact, "integers: Duration, Ratio, fixed point (sim/kernel/fixed_point.h)"},
    {"std::shuffle", Scope::kEverywhere, "swap with Prng::below"},
    {"std::random_device", Scope::kEverywhere, "engine/base/prng.h"},
    {"std::mt19937", Scope::kEverywhere, "engine/base/prng.h"},
    {"rand(", Scope::kEverywhere, "engine/base/prng.h"},
    {"srand(", Scope::kEverywhere, "engine/base/prng.h"},
    {"unordered_map", Scope::kEverywhere, "engine/base/dictionary.h, or std::map"},
    {"unordered_set", Scope::kEverywhere, "std::set, or a sorted vector"},
    {"std::hash", Scope::kEverywhere, "engine/base/hash.h, the same everywhere"},
    {"system_clock", Scope::kModel, "time is an argument (StepContext, or the event's Instant)"},
    {"steady_clock", Scope::kModel, "time is an argument (StepContext, or the event's Instant)"},
    {"high_resolution_clock", Scope::kModel, "time is an argument"},
    {"std::time", Scope::kModel, "time is an argument"},
    {"time(nullptr)", Scope::kModel, "time is an argument"},
    {"throw", Scope::kExact, "FL_ASSERT for a bug, a value for a failure inside the model"},
};

inline bool covers(Scope scope, const SourceFile& file) {
  if (scope == Scope::kEverywhere) return true;
  const bool in_model = lies_in(file.path, "engine") || lies_in(file.path, "sim");
  if (!in_model || is_bench(file)) return false;
  if (scope == Scope::kModel) return true;
  return !is_test(file) && !lies_in(file.path, "engine/datatypes") &&
         !lies_in(file.path, "engine/commands") && !file.path.starts_with("engine/base/codec.");
}

inline Complaints banned_words(const SourceFile& file) {
  Complaints complaints;
  for (const BannedWord& banned : kBannedWords) {
    if (!covers(banned.scope, file)) continue;
    for (std::size_t i = 0; i < file.code.size(); ++i)
      if (!file.code[i].starts_with("#include") && has_word(file.code[i], banned.word))
        complaints.push_back(at(file, i) + std::string(banned.word) +
                             " is banned here; instead: " + std::string(banned.instead));
  }
  return complaints;
}

inline Complaints unfinished_business(const SourceFile& file) {
  Complaints complaints;
  for (std::size_t i = 0; i < file.comments.size(); ++i)
    for (const std::string_view word : {"TODO", "FIXME"})
      if (has_word(file.comments[i], word) || has_word(file.code[i], word))
        complaints.push_back(at(file, i) + std::string(word) +
                             "; instead: do it now, or open an issue and say so there");
  return complaints;
}

inline std::size_t columns(std::string_view line) {
  std::size_t count = 0;
  for (const char c : line) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

inline Complaints long_lines(const SourceFile& file) {
  Complaints complaints;
  for (std::size_t i = 0; i < file.lines.size(); ++i)
    if (columns(file.lines[i]) > kLineColumns)
      complaints.push_back(at(file, i) + std::to_string(columns(file.lines[i])) +
                           " columns; instead: at most " + std::to_string(kLineColumns));
  return complaints;
}

inline Complaints long_file(const SourceFile& file) {
  if (file.lines.size() <= kFileLines) return {};
  return {file.path + ": " + std::to_string(file.lines.size()) + " lines; instead: at most " +
          std::to_string(kFileLines) + ", split by subject"};
}

inline Complaints header_opening(const SourceFile& file) {
  if (!file.path.ends_with(".h")) return {};
  for (std::size_t i = 0; i < 2; ++i)
    if (i >= file.lines.size() || !file.lines[i].starts_with("//"))
      return {file.path +
              ": a header opens with a comment; instead: two to six lines on its "
              "purpose, the order it relies on, its source"};
  return {};
}

}  // namespace faultline::conventions
