// SORT SORT_RO: the members of a set or sorted set, by number or in byte order, of themselves or of
// weights that other keys hold.

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <string>

#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"
#include "engine/commands/sort_options.h"
#include "engine/commands/sort_pattern.h"

namespace faultline::engine {
namespace {

// What is sorted, in the order that BY without a star leaves alone: members of a sorted set by
// score, backwards with DESC. None: it is of another type.
std::optional<std::vector<Bytes>> elements_of(const AnyReader& found, bool descending) {
  std::vector<Bytes> elements;
  if (const auto* members = std::get_if<const set::Reader*>(&found)) {
    elements = (*members)->members();
  } else if (const auto* scored = std::get_if<const sorted_set::Reader*>(&found)) {
    for (const auto& [score, member] : (*scored)->ranking()) elements.push_back(member);
    if (descending) std::reverse(elements.begin(), elements.end());
  } else if (!std::holds_alternative<std::monostate>(found)) {
    return std::nullopt;
  }
  return elements;
}

struct Weighed {
  double number = 0;          // without ALPHA
  std::optional<Bytes> text;  // with ALPHA; none is less than any
  Bytes element;
  friend bool operator<(const Weighed& a, const Weighed& b) {
    if (a.number != b.number) return a.number < b.number;
    return a.text != b.text ? a.text < b.text : a.element < b.element;
  }
};

// As strtod reads a C string, so that an empty text is 0 and leading space is fine. None: no number
// or out of range, in which a result that loses digits is out of range too. Redis leaves errno as
// an earlier command left it, and may then call any number out of range; here each stands for
// itself.
std::optional<double> parse_weight(std::string_view text) {
  const std::string terminated(text);
  char* end = nullptr;
  errno = 0;
  const double value = std::strtod(terminated.c_str(), &end);
  if (*end != '\0' || errno == ERANGE || std::isnan(value)) return std::nullopt;
  return value;
}

// None: a weight is no number.
std::optional<std::vector<Weighed>> weigh(const KeyspaceView& keys, const SortOptions& options,
                                          const std::vector<Bytes>& elements) {
  std::vector<Weighed> weighed;
  for (const Bytes& element : elements) {
    Weighed& each = weighed.emplace_back();
    each.element = element;
    const auto text = options.by ? look_up_by_pattern(keys, *options.by, element) : element;
    if (options.alpha) {
      each.text = text;
    } else if (text) {
      const auto number = parse_weight(text->view());
      if (!number) return std::nullopt;
      each.number = *number;
    }
  }
  return weighed;
}

// False: a weight is no number.
bool sort_elements(const KeyspaceView& keys, const SortOptions& options,
                   std::vector<Bytes>& elements) {
  auto weighed = weigh(keys, options, elements);
  if (!weighed) return false;
  std::sort(weighed->begin(), weighed->end());
  if (options.descending) std::reverse(weighed->begin(), weighed->end());
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = std::move((*weighed)[i].element);
  return true;
}

std::vector<Reply> answers(const KeyspaceView& keys, const SortOptions& options,
                           const std::vector<Bytes>& elements) {
  const auto size = static_cast<std::int64_t>(elements.size());
  const std::int64_t first = std::clamp<std::int64_t>(options.first, 0, size);
  const std::int64_t count =
      options.count < 0 ? size - first : std::min(options.count, size - first);
  std::vector<Reply> replies;
  for (std::int64_t i = first; i < first + count; ++i) {
    const Bytes& element = elements[static_cast<std::size_t>(i)];
    if (options.gets.empty()) replies.push_back(bulk_reply(element));
    for (const Bytes& pattern : options.gets) {
      auto value = look_up_by_pattern(keys, pattern, element);
      replies.push_back(value ? bulk_reply(std::move(*value)) : nil_reply());
    }
  }
  return replies;
}

Reply sort_key(const CommandContext& context, bool knows_store) {
  const auto parsed = parse_sort_options(context.arguments, knows_store);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& options = std::get<SortOptions>(parsed);
  auto elements = elements_of(context.keys.find(context.arguments[1]), options.descending);
  if (!elements) return wrong_type();
  if (!options.unsorted && !sort_elements(context.keys, options, *elements))
    return error_reply("ERR One or more scores can't be converted into double");
  return {answers(context.keys, options, *elements)};
}

Reply sort_command(const CommandContext& context) {
  return sort_key(context, true);
}
Reply sort_ro(const CommandContext& context) {
  return sort_key(context, false);
}

constexpr std::array kSortCommands = {
    CommandKind{"SORT", "members in order; BY LIMIT GET ASC DESC ALPHA, but not STORE", -2, kRead,
                kFirstKey, sort_command, nullptr, Scope::kLedTo},
    CommandKind{"SORT_RO", "members in order; BY LIMIT GET ASC DESC ALPHA", -2, kRead, kFirstKey,
                sort_ro, nullptr, Scope::kLedTo},
};

}  // namespace

std::span<const CommandKind> sort_commands() {
  return kSortCommands;
}

}  // namespace faultline::engine
