// SET with its options, SETNX SETEX PSETEX GET GETSET GETDEL MGET MSET MSETNX: whole values.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/commands/deadline_argument.h"
#include "engine/commands/registry.h"
#include "engine/commands/set_options.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

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

Reply set_for(const CommandContext& context, const DeadlineUnit& unit, std::string_view command) {
  const Arguments& arguments = context.arguments;
  const DeadlineOrError read = parse_deadline(unit, arguments[2], context.now, command);
  if (read.error) return *read.error;
  context.effects.add(arguments[1], 0, string::Write{arguments[3], read.deadline});
  return ok_reply();
}

Reply setex(const CommandContext& context) {
  return set_for(context, kInSeconds, "setex");
}
Reply psetex(const CommandContext& context) {
  return set_for(context, kInMilliseconds, "psetex");
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

Reply getdel(const CommandContext& context) {
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  if (found.reader != nullptr) context.effects.add(context.arguments[1], 0, Delete{});
  return value_or_nil(found);
}

Reply mget(const CommandContext& context) {
  std::vector<Reply> values;
  for (std::size_t i = 1; i < context.arguments.size(); ++i)
    values.push_back(value_or_nil(string_at(context, context.arguments[i])));
  return {std::move(values)};
}

std::optional<Reply> odd_pairs(const Arguments& arguments, const std::string& command) {
  if (arguments.size() % 2 == 1) return std::nullopt;
  return wrong_number_of_arguments(command);
}

void set_pairs(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2)
    context.effects.add(arguments[i], static_cast<std::uint32_t>((i - 1) / 2),
                        string::Write{arguments[i + 1], {}});
}

Reply mset(const CommandContext& context) {
  if (auto error = odd_pairs(context.arguments, "mset")) return *error;
  set_pairs(context);
  return ok_reply();
}

Reply msetnx(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (auto error = odd_pairs(arguments, "msetnx")) return *error;
  for (std::size_t i = 1; i < arguments.size(); i += 2)
    if (exists(context.keys, arguments[i])) return integer_reply(0);
  set_pairs(context);
  return integer_reply(1);
}

constexpr auto kRead = Access::kRead;
constexpr auto kWrite = Access::kWrite;
constexpr std::array kStringCommands = {
    CommandKind{"SET", "sets a value; NX XX GET EX PX EXAT PXAT KEEPTTL", -3, kWrite, kFirstKey,
                set},
    CommandKind{"SETNX", "sets a value if the key is absent", 3, kWrite, kFirstKey, setnx},
    CommandKind{"SETEX", "sets a value for some seconds", 4, kWrite, kFirstKey, setex},
    CommandKind{"PSETEX", "sets a value for some milliseconds", 4, kWrite, kFirstKey, psetex},
    CommandKind{"GET", "the value", 2, kRead, kFirstKey, get},
    CommandKind{"GETSET", "sets a value and answers the old one", 3, kWrite, kFirstKey, getset},
    CommandKind{"GETDEL", "the value of a key, which it deletes", 2, kWrite, kFirstKey, getdel},
    CommandKind{"MGET", "the values of several keys", -2, kRead, {1, -1, 1}, mget},
    CommandKind{"MSET", "sets several keys", -3, kWrite, {1, -1, 2}, mset},
    CommandKind{"MSETNX", "sets several keys if all are absent", -3, kWrite, {1, -1, 2}, msetnx},
};

}  // namespace

std::span<const CommandKind> string_commands() {
  return kStringCommands;
}

}  // namespace faultline::engine
