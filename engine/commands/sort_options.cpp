#include "engine/commands/sort_options.h"

#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/sort_pattern.h"

namespace faultline::engine {
namespace {

// The option at `at`, which moves on to its last argument.
std::optional<Reply> parse_sort_option(const Arguments& arguments, std::size_t& at,
                                       bool knows_store, SortOptions& options) {
  const Bytes& word = arguments[at];
  const std::size_t left = arguments.size() - at - 1;
  if (is_word(word, "ASC")) {
    options.descending = false;
  } else if (is_word(word, "DESC")) {
    options.descending = true;
  } else if (is_word(word, "ALPHA")) {
    options.alpha = true;
  } else if (is_word(word, "LIMIT") && left >= 2) {
    const auto first = parse_integer(arguments[++at].view());
    const auto count = parse_integer(arguments[++at].view());
    if (!first || !count) return not_an_integer();
    options.first = *first;
    options.count = *count;
  } else if (is_word(word, "BY") && left >= 1) {
    options.by = arguments[++at];
    // One such pattern is enough, whatever comes after it.
    options.unsorted |= !names_elements(*options.by);
  } else if (is_word(word, "GET") && left >= 1) {
    options.gets.push_back(arguments[++at]);
  } else if (is_word(word, "STORE") && left >= 1 && knows_store) {
    return error_reply("ERR STORE makes a list, and there are no lists yet");
  } else {
    return syntax_error();
  }
  return std::nullopt;
}

}  // namespace

std::variant<SortOptions, Reply> parse_sort_options(const Arguments& arguments, bool knows_store) {
  SortOptions options;
  for (std::size_t i = 2; i < arguments.size(); ++i)
    if (auto refusal = parse_sort_option(arguments, i, knows_store, options)) return *refusal;
  return options;
}

}  // namespace faultline::engine
