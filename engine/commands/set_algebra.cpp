// SINTER SUNION SDIFF, the same with STORE, and SINTERCARD. A stored result is one assignment of
// the destination: replicas exchange what it came to, not what it was made of.

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "engine/commands/element_units.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

struct Operands {
  std::vector<const set::Reader*> sets;  // null: no such key, which is an empty set
  bool wrong_type = false;
};

// The keys from argument `first` to before argument `end`. Redis looks at all of them, also where
// an empty one has settled the result.
Operands operands_at(const CommandContext& context, std::size_t first, std::size_t end) {
  Operands operands;
  for (std::size_t i = first; i < end; ++i) {
    const auto found = look_up<SetType>(context.keys, context.arguments[i]);
    operands.wrong_type |= found.wrong_type;
    operands.sets.push_back(found.reader);
  }
  return operands;
}

bool is_in(const Bytes& member, const set::Reader* operand) {
  return operand != nullptr && operand->contains(member);
}

std::vector<Bytes> members_of(const set::Reader* operand) {
  return operand == nullptr ? std::vector<Bytes>() : operand->members();
}

std::set<Bytes> intersection_of(const Operands& operands) {
  std::set<Bytes> result;
  for (const Bytes& member : members_of(operands.sets.front()))
    if (std::all_of(operands.sets.begin(), operands.sets.end(),
                    [&](const set::Reader* operand) { return is_in(member, operand); }))
      result.insert(member);
  return result;
}

std::set<Bytes> union_of(const Operands& operands) {
  std::set<Bytes> result;
  for (const set::Reader* operand : operands.sets)
    for (Bytes& member : members_of(operand)) result.insert(std::move(member));
  return result;
}

std::set<Bytes> difference_of(const Operands& operands) {
  std::set<Bytes> result;
  for (const Bytes& member : members_of(operands.sets.front()))
    if (std::none_of(operands.sets.begin() + 1, operands.sets.end(),
                     [&](const set::Reader* operand) { return is_in(member, operand); }))
      result.insert(member);
  return result;
}

using SetOperation = std::set<Bytes> (*)(const Operands&);

template <SetOperation kOperation>
Reply combine(const CommandContext& context) {
  const Operands operands = operands_at(context, 1, context.arguments.size());
  if (operands.wrong_type) return wrong_type();
  const std::set<Bytes> result = kOperation(operands);
  return texts_reply({result.begin(), result.end()});
}

// A destination of any type is replaced, its deadline too.
template <SetOperation kOperation>
Reply combine_and_store(const CommandContext& context) {
  const Bytes& destination = context.arguments[1];
  const Operands operands = operands_at(context, 2, context.arguments.size());
  if (operands.wrong_type) return wrong_type();
  std::set<Bytes> result = kOperation(operands);
  const auto size = static_cast<std::int64_t>(result.size());
  if (size > 0)
    context.effects.add(destination, 0, set::Assign{std::move(result), std::nullopt});
  else if (exists(context.keys, destination))
    context.effects.add(destination, 0, Delete{});
  return integer_reply(size);
}

// SINTERCARD numkeys key … [LIMIT n], where 0 is no limit; of several the last one counts.
Reply sintercard(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const auto given = parse_integer(arguments[1].view());
  if (!given || *given <= 0) return error_reply("ERR numkeys should be greater than 0");
  if (*given > static_cast<std::int64_t>(arguments.size()) - 2)
    return error_reply("ERR Number of keys can't be greater than number of args");
  const std::size_t end = 2 + static_cast<std::size_t>(*given);
  std::int64_t limit = 0;
  for (std::size_t i = end; i < arguments.size(); i += 2) {
    if (!is_word(arguments[i], "LIMIT") || i + 1 == arguments.size()) return syntax_error();
    const auto number = parse_integer(arguments[i + 1].view());
    if (!number || *number < 0) return error_reply("ERR LIMIT can't be negative");
    limit = *number;
  }
  const Operands operands = operands_at(context, 2, end);
  if (operands.wrong_type) return wrong_type();
  const auto size = static_cast<std::int64_t>(intersection_of(operands).size());
  return integer_reply(limit == 0 ? size : std::min(size, limit));
}

constexpr KeyRange kCountedKeys{1, 0, 1, 1};

constexpr std::array kSetAlgebraCommands = {
    CommandKind{"SINTER", "the members that all sets have", -2, Access::kRead, kAllKeys,
                combine<intersection_of>},
    CommandKind{"SUNION", "the members that any of the sets has", -2, Access::kRead, kAllKeys,
                combine<union_of>},
    CommandKind{"SDIFF", "the members of the first set that no other has", -2, Access::kRead,
                kAllKeys, combine<difference_of>},
    CommandKind{"SINTERSTORE", "stores what SINTER answers", -3, Access::kWrite, kAllKeys,
                combine_and_store<intersection_of>, key_unit<1>},
    CommandKind{"SUNIONSTORE", "stores what SUNION answers", -3, Access::kWrite, kAllKeys,
                combine_and_store<union_of>, key_unit<1>},
    CommandKind{"SDIFFSTORE", "stores what SDIFF answers", -3, Access::kWrite, kAllKeys,
                combine_and_store<difference_of>, key_unit<1>},
    CommandKind{"SINTERCARD", "how many members all sets have; LIMIT", -3, Access::kRead,
                kCountedKeys, sintercard},
};

}  // namespace

std::span<const CommandKind> set_algebra_commands() {
  return kSetAlgebraCommands;
}

}  // namespace faultline::engine
