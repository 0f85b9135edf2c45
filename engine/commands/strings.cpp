// SET with its options, SETNX, GET, GETSET, MGET, MSET, APPEND, STRLEN, INCR, DECR, INCRBY, DECRBY.

#include <array>
#include <limits>
#include <string>

#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"
#include "engine/commands/set_options.h"

namespace faultline::engine {
namespace {

using StringFound = Typed<StringType>;

StringFound string_at(const CommandContext& context, const Bytes& key) {
  return look_up<StringType>(context.keys, key);
}

Reply value_or_nil(const StringFound& found) {
  return found.reader == nullptr ? nil_reply() : bulk_reply(found.reader->value());
}

Reply set(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const SetOptionsOrError parsed = parse_set_options(arguments, context.now);
  if (parsed.error) return *parsed.error;
  const SetOptions& options = parsed.options;
  const StringFound found = string_at(context, arguments[1]);
  if (options.get && found.wrong_type) return wrong_type();
  const Reply old = options.get ? value_or_nil(found) : nil_reply();
  const bool present = found.reader != nullptr || found.wrong_type;
  if ((options.only_if_absent && present) || (options.only_if_present && !present)) return old;

  string::Write write{arguments[2], options.expires_at};
  if (options.keep_deadline) write.expires_at = deadline_of(context, arguments[1]);
  context.effects.add(arguments[1], 0, std::move(write));
  return options.get ? old : ok_reply();
}

Reply setnx(const CommandContext& context) {
  if (exists(context.keys, context.arguments[1])) return integer_reply(0);
  context.effects.add(context.arguments[1], 0, string::Write{context.arguments[2], {}});
  return integer_reply(1);
}

Reply get(const CommandContext& context) {
  const StringFound found = string_at(context, context.arguments[1]);
  return found.wrong_type ? wrong_type() : value_or_nil(found);
}

Reply getset(const CommandContext& context) {
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  Reply old = value_or_nil(found);
  context.effects.add(context.arguments[1], 0, string::Write{context.arguments[2], {}});
  return old;
}

Reply mget(const CommandContext& context) {
  std::vector<Reply> values;
  for (std::size_t i = 1; i < context.arguments.size(); ++i)
    values.push_back(value_or_nil(string_at(context, context.arguments[i])));
  return {std::move(values)};
}

Reply mset(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (arguments.size() % 2 == 0)
    return error_reply("ERR wrong number of arguments for 'mset' command");
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2)
    context.effects.add(arguments[i], static_cast<std::uint32_t>((i - 1) / 2),
                        string::Write{arguments[i + 1], {}});
  return ok_reply();
}

Reply append(const CommandContext& context) {
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  // Replicas exchange the whole value: APPEND is last-write-wins, not a merge.
  std::string value;
  if (found.reader != nullptr) value = found.reader->value().view();
  value += context.arguments[2].view();
  const auto length = static_cast<std::int64_t>(value.size());
  context.effects.add(context.arguments[1], 0,
                      string::Write{value, deadline_of(context, context.arguments[1])});
  return integer_reply(length);
}

Reply strlen_command(const CommandContext& context) {
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return integer_reply(0);
  return integer_reply(static_cast<std::int64_t>(found.reader->value().size()));
}

Reply increment_by(const CommandContext& context, std::int64_t delta) {
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::int64_t value = 0;
  if (found.reader != nullptr) {
    const auto number = parse_integer(found.reader->value().view());
    if (!number) return not_an_integer();
    value = *number;
  }
  const auto sum = add_checked(value, delta, context.counter_bits);
  if (!sum) return error_reply("ERR increment or decrement would overflow");
  context.effects.add(context.arguments[1], 0, string::Increment{delta});
  return integer_reply(*sum);
}

Reply incr(const CommandContext& context) {
  return increment_by(context, 1);
}
Reply decr(const CommandContext& context) {
  return increment_by(context, -1);
}

Reply incrby(const CommandContext& context) {
  const auto delta = parse_integer(context.arguments[2].view());
  return delta ? increment_by(context, *delta) : not_an_integer();
}

Reply decrby(const CommandContext& context) {
  const auto delta = parse_integer(context.arguments[2].view());
  if (!delta) return not_an_integer();
  if (*delta == std::numeric_limits<std::int64_t>::min())
    return error_reply("ERR decrement would overflow");
  return increment_by(context, -*delta);
}

constexpr auto kRead = Access::kRead;
constexpr auto kWrite = Access::kWrite;
constexpr std::array kStringCommands = {
    CommandKind{"SET", "sets a value; NX XX GET EX PX EXAT PXAT KEEPTTL", -3, kWrite, kFirstKey,
                set},
    CommandKind{"SETNX", "sets a value if the key is absent", 3, kWrite, kFirstKey, setnx},
    CommandKind{"GET", "the value", 2, kRead, kFirstKey, get},
    CommandKind{"GETSET", "sets a value and answers the old one", 3, kWrite, kFirstKey, getset},
    CommandKind{"MGET", "the values of several keys", -2, kRead, {1, -1, 1}, mget},
    CommandKind{"MSET", "sets several keys", -3, kWrite, {1, -1, 2}, mset},
    CommandKind{"APPEND", "appends to a value", 3, kWrite, kFirstKey, append},
    CommandKind{"STRLEN", "the length of a value", 2, kRead, kFirstKey, strlen_command},
    CommandKind{"INCR", "adds one", 2, kWrite, kFirstKey, incr},
    CommandKind{"DECR", "subtracts one", 2, kWrite, kFirstKey, decr},
    CommandKind{"INCRBY", "adds a number", 3, kWrite, kFirstKey, incrby},
    CommandKind{"DECRBY", "subtracts a number", 3, kWrite, kFirstKey, decrby},
};

}  // namespace

std::span<const CommandKind> string_commands() {
  return kStringCommands;
}

}  // namespace faultline::engine
