#include "engine/commands/glob.h"

#include <algorithm>

namespace faultline::engine {
namespace {

// The part of a pattern that stands for one byte: how long it is, and whether it matches.
struct GlobElement {
  std::size_t size = 1;
  bool matches = false;
};

bool in_range(char byte, char one_end, char other_end) {
  const auto [low, high] =
      std::minmax({static_cast<signed char>(one_end), static_cast<signed char>(other_end)});
  const auto value = static_cast<signed char>(byte);
  return value >= low && value <= high;
}

GlobElement class_at(std::string_view pattern, char byte) {
  std::size_t at = 1;
  const bool negated = pattern.size() > 1 && pattern[1] == '^';
  if (negated) ++at;
  bool found = false;
  for (; at < pattern.size() && pattern[at] != ']'; ++at) {
    const std::size_t left = pattern.size() - at;
    if (pattern[at] == '\\' && left >= 2) {
      found |= pattern[++at] == byte;
    } else if (left >= 3 && pattern[at + 1] == '-') {
      // The end of a range may be any byte, "]" too.
      found |= in_range(byte, pattern[at], pattern[at + 2]);
      at += 2;
    } else {
      found |= pattern[at] == byte;
    }
  }
  return {std::min(at + 1, pattern.size()), found != negated};
}

GlobElement element_at(std::string_view pattern, char byte) {
  if (pattern[0] == '?') return {1, true};
  if (pattern[0] == '[') return class_at(pattern, byte);
  if (pattern[0] == '\\' && pattern.size() >= 2) return {2, pattern[1] == byte};
  return {1, pattern[0] == byte};
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  // Redis takes the pattern * apart from all others, and looks for stars in a text that there is.
  if (text.empty()) return pattern.empty() || pattern == "*";
  // Where the last star stands, and where what it takes ends so far. An earlier star need not
  // take more: the later one can.
  std::string_view after_star;
  std::string_view after_taken;
  bool star = false;
  while (!text.empty()) {
    if (!pattern.empty() && pattern[0] == '*') {
      pattern.remove_prefix(1);
      star = true;
      after_star = pattern;
      after_taken = text;
      continue;
    }
    const GlobElement element = pattern.empty() ? GlobElement() : element_at(pattern, text.front());
    if (element.matches) {
      pattern.remove_prefix(element.size);
      text.remove_prefix(1);
    } else if (star) {
      after_taken.remove_prefix(1);
      text = after_taken;
      pattern = after_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*') == std::string_view::npos;
}

}  // namespace faultline::engine
