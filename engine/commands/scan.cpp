#include "engine/commands/scan.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

#include "engine/base/hash.h"
#include "engine/commands/glob.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"

namespace faultline::engine {
namespace {

constexpr int kCursorBits = 48;

// Never 0, which begins an iteration and ends it.
std::uint64_t place_of(const Bytes& name) {
  const std::uint64_t hash = hash64(name.view()) & ((std::uint64_t{1} << kCursorBits) - 1);
  return std::max<std::uint64_t>(hash, 1);
}

}  // namespace

std::optional<std::uint64_t> parse_cursor(const Bytes& text) {
  const std::string terminated(text.view());
  if (std::isspace(static_cast<unsigned char>(terminated.c_str()[0])) != 0) return std::nullopt;
  char* end = nullptr;
  errno = 0;
  const std::uint64_t value = std::strtoull(terminated.c_str(), &end, 10);
  if (*end != '\0' || errno == ERANGE) return std::nullopt;
  return value;
}

bool ScanOptions::matches(std::string_view name) const {
  return !pattern || glob_matches(pattern->view(), name);
}

std::variant<ScanOptions, Reply> parse_scan_options(const Arguments& arguments, std::size_t first,
                                                    bool knows_type) {
  ScanOptions options;
  for (std::size_t i = first; i < arguments.size(); i += 2) {
    if (i + 1 == arguments.size()) return syntax_error();
    const Bytes& value = arguments[i + 1];
    if (is_word(arguments[i], "COUNT")) {
      const auto count = parse_integer(value.view());
      if (!count) return not_an_integer();
      if (*count < 1) return syntax_error();
      options.count = *count;
    } else if (is_word(arguments[i], "MATCH")) {
      options.pattern = value;
    } else if (is_word(arguments[i], "TYPE") && knows_type) {
      options.type = value;
    } else {
      return syntax_error();
    }
  }
  return options;
}

ScanPage page_of(const std::vector<Bytes>& names, std::uint64_t cursor, std::int64_t count) {
  std::vector<std::pair<std::uint64_t, Bytes>> left;
  for (const Bytes& name : names)
    if (const std::uint64_t place = place_of(name); place >= cursor) left.emplace_back(place, name);
  auto end = left.end();
  if (static_cast<std::uint64_t>(count) < left.size()) {
    const auto last = left.begin() + (count - 1);
    std::nth_element(left.begin(), last, left.end());
    const std::uint64_t last_place = last->first;
    end = std::partition(last, left.end(),
                         [&](const auto& each) { return each.first == last_place; });
  }
  ScanPage page;
  if (end != left.end()) page.next = std::min_element(end, left.end())->first;
  std::sort(left.begin(), end);
  for (auto each = left.begin(); each != end; ++each) page.names.push_back(std::move(each->second));
  return page;
}

Reply scan_reply(std::uint64_t next, std::vector<Reply> elements) {
  return {std::vector<Reply>{bulk_reply(std::to_string(next)), {std::move(elements)}}};
}

}  // namespace faultline::engine
