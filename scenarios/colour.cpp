#include "scenarios/colour.h"

#include <fmt/format.h>

#include <algorithm>

namespace faultline::scenarios {
namespace {

constexpr std::string_view kHeldWord = "held";
constexpr std::string_view kFailedWord = "failed";
constexpr std::string_view kUnknownWord = "unknown";

bool starts_row(std::string_view line, std::string_view label) {
  return line.starts_with(label) && line.substr(label.size()).starts_with(' ');
}

// Colours the cells of a row, each by whether it is the good one; what was not measured stays.
std::string coloured_row(std::string_view line, std::string_view label, std::string_view good) {
  std::string result(label);
  for (std::size_t at = label.size(); at < line.size();) {
    const std::size_t cell = std::min(line.find_first_not_of(' ', at), line.size());
    const std::size_t end = std::min(line.find(' ', cell), line.size());
    result += line.substr(at, cell - at);
    const std::string_view word = line.substr(cell, end - cell);
    const bool measured = word == good || word == "no" || word.find_first_of("123456789") == 0;
    result += coloured(word, word == good ? kHeldWord : kFailedWord, measured);
    at = end;
  }
  return result;
}

std::string count_text(std::size_t count, std::string_view verdict, bool colours) {
  return coloured(fmt::format("{} {}", count, verdict), verdict, colours && count > 0);
}

}  // namespace

bool wants_colours(bool terminal, const Environment& environment) {
  const auto value = [&](const char* variable) {
    const char* text = environment(variable);
    return std::string_view(text == nullptr ? "" : text);
  };
  const std::string_view term = value("TERM");
  return terminal && value("NO_COLOR").empty() && !term.empty() && term != "dumb";
}

std::string coloured(std::string_view text, std::string_view verdict, bool colours) {
  const int colour = verdict == kHeldWord      ? 32
                     : verdict == kFailedWord  ? 31
                     : verdict == kUnknownWord ? 33
                                               : 0;
  if (!colours || colour == 0 || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
}

std::string tally_text(const Tally& tally, bool colours) {
  return count_text(tally.held, kHeldWord, colours) + ", " +
         count_text(tally.failed, kFailedWord, colours) + ", " +
         count_text(tally.unknown, kUnknownWord, colours);
}

std::string coloured_table(const std::string& table, bool colours) {
  if (!colours) return table;
  std::string result;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = std::min(table.find('\n', at), table.size());
    const std::string_view line = std::string_view(table).substr(at, end - at);
    if (starts_row(line, "lost"))
      result += coloured_row(line, "lost", "0");
    else if (starts_row(line, "converged"))
      result += coloured_row(line, "converged", "yes");
    else
      result += line;
    if (end < table.size()) result += '\n';
    at = end + 1;
  }
  return result;
}

}  // namespace faultline::scenarios
