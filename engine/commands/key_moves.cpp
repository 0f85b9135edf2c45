// RENAME RENAMENX COPY: a key's value under another name, with its deadline.

#include <array>
#include <limits>
#include <variant>

#include "engine/commands/assignment.h"
#include "engine/commands/element_units.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Change assignment_of_key(const CommandContext& context, const Bytes& key) {
  return assignment_of(context.keys.find(key), deadline_of(context, key));
}

Reply no_such_key() {
  return error_reply("ERR no such key");
}

// Units: the source, the destination.
void move_key(const CommandContext& context, const Bytes& source, const Bytes& destination) {
  Change assignment = assignment_of_key(context, source);
  context.effects.add(source, 0, Delete{});
  context.effects.add(destination, 1, std::move(assignment));
}

Reply rename(const CommandContext& context) {
  const Bytes& source = context.arguments[1];
  const Bytes& destination = context.arguments[2];
  if (!exists(context.keys, source)) return no_such_key();
  if (source != destination) move_key(context, source, destination);
  return ok_reply();
}

Reply renamenx(const CommandContext& context) {
  const Bytes& source = context.arguments[1];
  const Bytes& destination = context.arguments[2];
  if (!exists(context.keys, source)) return no_such_key();
  if (exists(context.keys, destination)) return integer_reply(0);  // the source itself, too
  move_key(context, source, destination);
  return integer_reply(1);
}

// There is one database, so that DB 0 says nothing and every other number is out of range.
std::optional<Reply> refuse_database(const Bytes& text) {
  const auto number = parse_integer(text.view());
  if (!number) return not_an_integer();
  if (*number < std::numeric_limits<std::int32_t>::min() ||
      *number > std::numeric_limits<std::int32_t>::max())
    return error_reply("ERR value is out of range, value must between -2147483648 and 2147483647");
  if (*number != 0) return error_reply("ERR DB index is out of range");
  return std::nullopt;
}

// Whether it says REPLACE, or what is wrong.
std::variant<bool, Reply> parse_copy(const Arguments& arguments) {
  bool replace = false;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    if (is_word(arguments[i], "REPLACE")) {
      replace = true;
    } else if (is_word(arguments[i], "DB") && i + 1 < arguments.size()) {
      if (auto refusal = refuse_database(arguments[++i])) return *refusal;
    } else {
      return syntax_error();
    }
  }
  return replace;
}

Reply copy(const CommandContext& context) {
  const Bytes& source = context.arguments[1];
  const Bytes& destination = context.arguments[2];
  const auto parsed = parse_copy(context.arguments);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  if (source == destination) return error_reply("ERR source and destination objects are the same");
  if (!exists(context.keys, source)) return integer_reply(0);
  if (!std::get<bool>(parsed) && exists(context.keys, destination)) return integer_reply(0);
  context.effects.add(destination, 0, assignment_of_key(context, source));
  return integer_reply(1);
}

constexpr std::array kKeyMoveCommands = {
    CommandKind{"RENAME", "gives a key another name", 3, kWrite, kFirstTwoKeys, rename},
    CommandKind{"RENAMENX", "gives a key a name that is free", 3, kWrite, kFirstTwoKeys, renamenx},
    CommandKind{"COPY", "copies a key; DB REPLACE", -3, kWrite, kFirstTwoKeys, copy, key_unit<2>},
};

}  // namespace

std::span<const CommandKind> key_move_commands() {
  return kKeyMoveCommands;
}

}  // namespace faultline::engine
