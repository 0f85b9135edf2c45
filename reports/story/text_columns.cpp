#include "reports/story/text_columns.h"

#include <algorithm>

#include "sim/story/text.h"

namespace faultline::reports {

namespace {

std::size_t size_of_first(std::string_view text) {
  return std::max<std::size_t>(1, sim::character_size(text));
}

std::size_t columns_of_first(std::string_view text) {
  const std::size_t size = size_of_first(text);
  const auto lead = static_cast<unsigned char>(text[0]);
  // U+1100 to U+115F, U+2E80 to U+DFFF, U+F900 to U+FAFF, U+FE30 to U+FE6F, U+FF00 to U+FF60, and
  // beyond U+FFFF all but ancient scripts: near enough to Unicode's East Asian Width (UAX 11).
  if (size == 4) return 2;
  if (size != 3) return 1;
  const auto second = static_cast<unsigned char>(text[1]);
  if (lead == 0xe1) return second >= 0x84 && second <= 0x85 ? 2 : 1;
  if (lead == 0xe2) return second >= 0xba ? 2 : 1;
  if (lead == 0xef) return second >= 0xa4 && second <= 0xbd ? 2 : 1;
  return lead >= 0xe3 ? 2 : 1;
}

// The longest beginning that is at most so wide.
std::string_view beginning(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t width = columns_of_first(text.substr(end));
    if (width > columns) break;
    columns -= width;
    end += size_of_first(text.substr(end));
  }
  return text.substr(0, end);
}

}  // namespace

std::size_t text_columns(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    columns += columns_of_first(text);
    text.remove_prefix(size_of_first(text));
  }
  return columns;
}

std::string cut_to(std::string_view text, std::size_t columns) {
  if (text_columns(text) <= columns) return std::string(text);
  return columns == 0 ? "" : std::string(beginning(text, columns - 1)) + "…";
}

std::string filled_to(std::string_view text, std::size_t columns) {
  std::string filled = cut_to(text, columns);
  return filled + std::string(columns - text_columns(filled), ' ');
}

namespace {

// A figure keeps its unit beside it, as in "6.034 s,".
bool opens_with_unit(std::string_view text) {
  const std::string_view word = text.substr(0, text.find_first_of(" ,.;:)"));
  for (const std::string_view unit : {"s", "ms", "µs", "ns", "%"})
    if (word == unit) return true;
  return false;
}

// Where the first word ends, with the unit that follows it.
std::size_t end_of_word(std::string_view text) {
  std::size_t end = std::min(text.find(' '), text.size());
  if (end < text.size() && opens_with_unit(text.substr(end + 1)))
    end = std::min(text.find(' ', end + 1), text.size());
  return end;
}

}  // namespace

std::vector<std::string> folded_to(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) lines.push_back(std::move(line));
    line.clear();
  };
  while (!text.empty()) {
    const std::size_t end = end_of_word(text);
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!line.empty() && text_columns(line) + 1 + text_columns(word) > columns) flush();
    while (text_columns(word) > columns) {
      const std::string_view part = beginning(word, columns);
      if (part.empty()) break;
      lines.emplace_back(part);
      word.remove_prefix(part.size());
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  flush();
  return lines;
}

}  // namespace faultline::reports
