#include "engine/commands/command.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "engine/base/dictionary.h"
#include "engine/commands/error_text.h"
#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool arity_fits(const CommandKind& kind, std::size_t count) {
  const auto given = static_cast<int>(count);
  return kind.arity >= 0 ? given == kind.arity : given >= -kind.arity;
}

}  // namespace

std::span<const CommandKind> command_kinds() {
  static const std::vector<CommandKind> all = [] {
    std::vector<CommandKind> kinds;
    for (const CommandFamily& family : kCommandFamilies) {
      for (CommandKind kind : family.commands()) {
        kind.type = family.type;
        kinds.push_back(kind);
      }
    }
    return kinds;
  }();
  return all;
}

const CommandKind* find_command(std::string_view name) {
  static const Dictionary<const CommandKind*> by_name = [] {
    Dictionary<const CommandKind*> kinds;
    for (const CommandKind& kind : command_kinds()) kinds.try_emplace(kind.name, &kind);
    return kinds;
  }();
  std::array<char, 32> text;  // longer than any command's name
  if (name.size() > text.size()) return nullptr;
  std::transform(name.begin(), name.end(), text.begin(), upper);
  const auto* found = by_name.find(std::string_view(text.data(), name.size()));
  return found == nullptr ? nullptr : *found;
}

Reply unknown_command(const Arguments& arguments) {
  constexpr std::size_t kShown = 128;
  std::string given;
  for (std::size_t i = 1; i < arguments.size() && given.size() < kShown; ++i)
    given += "'" + in_error(arguments[i].view(), kShown - given.size()) + "' ";
  return error_reply("ERR unknown command '" + in_error(arguments[0].view(), kShown) +
                     "', with args beginning with: " + given);
}

std::optional<Reply> refuse(const Arguments& arguments) {
  if (arguments.empty()) return error_reply("ERR empty command");
  const std::string_view name = arguments[0].view();
  const CommandKind* kind = find_command(name);
  if (kind == nullptr) return unknown_command(arguments);
  if (!arity_fits(*kind, arguments.size())) return wrong_number_of_arguments(in_lower_case(name));
  return std::nullopt;
}

bool writes(const Arguments& arguments) {
  const CommandKind* kind = arguments.empty() ? nullptr : find_command(arguments[0].view());
  return kind != nullptr && kind->access == Access::kWrite;
}

namespace {

// Calls visit(position) for each, in the order of the arguments.
template <class Visit>
void visit_key_positions(const CommandKind& kind, const Arguments& arguments, const Visit& visit) {
  const auto count = static_cast<int>(arguments.size());
  const int last = kind.keys.last < 0 ? count + kind.keys.last : kind.keys.last;
  for (int i = kind.keys.first; i <= last && i < count; i += kind.keys.step)
    visit(static_cast<std::size_t>(i));
  if (kind.keys.counted != 0 && kind.keys.counted < count) {
    const std::size_t at = static_cast<std::size_t>(kind.keys.counted);
    const auto given = parse_integer(arguments[at].view()).value_or(0);
    for (std::size_t i = at + 1; i < arguments.size() && static_cast<std::int64_t>(i - at) <= given;
         ++i)
      visit(i);
  }
}

// Calls visit(key) for each.
template <class Visit>
void visit_keys(const CommandKind& kind, const Arguments& arguments, const Visit& visit) {
  visit_key_positions(kind, arguments, [&](std::size_t at) { visit(arguments[at]); });
  if (kind.more_keys != nullptr)
    for (const Bytes& key : kind.more_keys(arguments)) visit(key);
}

}  // namespace

std::vector<std::size_t> key_positions(const CommandKind& kind, const Arguments& arguments) {
  std::vector<std::size_t> positions;
  visit_key_positions(kind, arguments, [&](std::size_t at) { positions.push_back(at); });
  return positions;
}

std::vector<Bytes> keys_of(const CommandKind& kind, const Arguments& arguments) {
  std::vector<Bytes> keys;
  visit_keys(kind, arguments, [&](const Bytes& key) { keys.push_back(key); });
  return keys;
}

std::vector<Unit> units_of(const CommandKind& kind, const Arguments& arguments) {
  if (kind.access == Access::kRead || !arity_fits(kind, arguments.size())) return {};
  if (kind.units != nullptr) return kind.units(arguments);
  std::vector<Unit> units;
  for (Bytes& key : keys_of(kind, arguments)) units.push_back({std::move(key), std::nullopt});
  return units;
}

namespace {

// What is left of keys that are about to be written goes first.
void delete_remains(const CommandContext& context, const CommandKind& kind) {
  std::set<Bytes> deleted;
  visit_keys(kind, context.arguments, [&](const Bytes& key) {
    if (context.keys.has_remains(key) && deleted.insert(key).second)
      context.effects.add(key, kImpliedUnit, Delete{});
  });
}

std::size_t size_of(const AnyReader& reader) {
  return std::visit(
      [](const auto& found) -> std::size_t {
        if constexpr (requires { found->size(); })
          return found->size();
        else
          return 0;
      },
      reader);
}

// How many elements the change removes; none: it is no removal.
std::optional<std::size_t> removed_by(const Change& change) {
  return std::visit(
      [](const auto& c) -> std::optional<std::size_t> {
        if constexpr (std::decay_t<decltype(c)>::kNature == Nature::kRemoval)
          return c.names.size();
        else
          return std::nullopt;
      },
      change);
}

// Says of removals that leave nothing of their key that they do: the deadline must not stay behind.
// Handlers remove what is there, each element once.
void mark_emptied(const CommandContext& context) {
  struct Removed {
    std::size_t elements = 0;
    std::size_t last = 0;  // effect
    bool only = true;      // nothing but removals
  };
  const std::vector<Effect>& list = context.effects.list();
  const auto removes = [](const Effect& effect) { return removed_by(effect.change).has_value(); };
  if (std::none_of(list.begin(), list.end(), removes)) return;
  std::map<Bytes, Removed> by_key;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Removed& removed = by_key[list[i].key];
    removed.only &= removes(list[i]);
    removed.elements += removed_by(list[i].change).value_or(0);
    removed.last = i;
  }
  for (const auto& [key, removed] : by_key)
    if (removed.only && removed.elements == size_of(context.keys.find(key)))
      context.effects.mark_emptying(removed.last);
}

}  // namespace

Reply run_command(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const CommandKind* known = arguments.empty() ? nullptr : find_command(arguments[0].view());
  if (known == nullptr || !arity_fits(*known, arguments.size())) return *refuse(arguments);
  const CommandKind& kind = *known;
  if (kind.access == Access::kWrite) delete_remains(context, kind);
  Reply reply = kind.run(context);
  if (reply.is_error())
    context.effects = Effects();
  else
    mark_emptied(context);
  return reply;
}

}  // namespace faultline::engine
