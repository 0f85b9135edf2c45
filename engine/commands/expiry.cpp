// EXPIRE PEXPIRE EXPIREAT PEXPIREAT, TTL PTTL EXPIRETIME PEXPIRETIME, PERSIST: when keys expire.

#include <algorithm>
#include <array>
#include <string>
#include <variant>

#include "engine/commands/deadline_argument.h"
#include "engine/commands/error_text.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

// When a new deadline may take the place of the old one.
struct ExpireCondition {
  bool only_if_none = false;     // NX
  bool only_if_present = false;  // XX
  bool only_if_later = false;    // GT
  bool only_if_sooner = false;   // LT

  // Never is later than any deadline.
  [[nodiscard]] bool allows(std::int64_t deadline, const std::optional<WallTime>& old) const {
    if (only_if_none && old) return false;
    if (only_if_present && !old) return false;
    if (only_if_later && (!old || deadline <= milliseconds_of(*old))) return false;
    return !(only_if_sooner && old && deadline >= milliseconds_of(*old));
  }
};

std::variant<ExpireCondition, Reply> parse_condition(const Arguments& arguments) {
  ExpireCondition condition;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const Bytes& argument = arguments[i];
    if (is_word(argument, "NX"))
      condition.only_if_none = true;
    else if (is_word(argument, "XX"))
      condition.only_if_present = true;
    else if (is_word(argument, "GT"))
      condition.only_if_later = true;
    else if (is_word(argument, "LT"))
      condition.only_if_sooner = true;
    else
      return error_reply("ERR Unsupported option " + in_error(argument.view()));
  }
  const auto& [none, present, later, sooner] = condition;
  if (none && (present || later || sooner))
    return error_reply("ERR NX and XX, GT or LT options at the same time are not compatible");
  if (later && sooner)
    return error_reply("ERR GT and LT options at the same time are not compatible");
  return condition;
}

Reply expire_by(const CommandContext& context, const DeadlineUnit& unit, std::string_view name) {
  const Bytes& key = context.arguments[1];
  const auto parsed = parse_condition(context.arguments);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto given = parse_integer(context.arguments[2].view());
  if (!given) return not_an_integer();
  const auto deadline = deadline_milliseconds(*given, unit, context.now);
  if (!deadline) return invalid_deadline(name);
  if (!exists(context.keys, key)) return integer_reply(0);
  const auto& condition = std::get<ExpireCondition>(parsed);
  if (!condition.allows(*deadline, deadline_of(context, key))) return integer_reply(0);
  if (*deadline <= milliseconds_of(context.now))
    context.effects.add(key, 0, Delete{});
  else
    context.effects.add(key, 0, Expire{at_milliseconds(*deadline)});
  return integer_reply(1);
}

Reply expire(const CommandContext& context) {
  return expire_by(context, kInSeconds, "expire");
}
Reply pexpire(const CommandContext& context) {
  return expire_by(context, kInMilliseconds, "pexpire");
}
Reply expireat(const CommandContext& context) {
  return expire_by(context, kAtSeconds, "expireat");
}
Reply pexpireat(const CommandContext& context) {
  return expire_by(context, kAtMilliseconds, "pexpireat");
}

Reply persist(const CommandContext& context) {
  if (!deadline_of(context, context.arguments[1])) return integer_reply(0);
  context.effects.add(context.arguments[1], 0, Expire{});
  return integer_reply(1);
}

// Milliseconds of the wall clock; or what Redis answers where there is no deadline, negative.
std::int64_t deadline_or_none(const CommandContext& context) {
  constexpr std::int64_t kNoKey = -2;
  constexpr std::int64_t kNever = -1;
  if (!exists(context.keys, context.arguments[1])) return kNoKey;
  const auto deadline = deadline_of(context, context.arguments[1]);
  return deadline ? milliseconds_of(*deadline) : kNever;
}

std::int64_t time_to_live(const CommandContext& context) {
  const std::int64_t deadline = deadline_or_none(context);
  if (deadline < 0) return deadline;
  return std::max(deadline - milliseconds_of(context.now), std::int64_t{0});
}

Reply in_seconds(std::int64_t milliseconds) {
  return integer_reply(milliseconds < 0 ? milliseconds : (milliseconds + 500) / 1000);
}

Reply ttl(const CommandContext& context) {
  return in_seconds(time_to_live(context));
}
Reply pttl(const CommandContext& context) {
  return integer_reply(time_to_live(context));
}
Reply expiretime(const CommandContext& context) {
  return in_seconds(deadline_or_none(context));
}
Reply pexpiretime(const CommandContext& context) {
  return integer_reply(deadline_or_none(context));
}

constexpr auto kWrite = Access::kWrite;
constexpr auto kRead = Access::kRead;
constexpr std::array kExpiryCommands = {
    CommandKind{"EXPIRE", "expires a key in seconds; NX XX GT LT", -3, kWrite, kFirstKey, expire},
    CommandKind{"PEXPIRE", "expires a key in milliseconds; NX XX GT LT", -3, kWrite, kFirstKey,
                pexpire},
    CommandKind{"EXPIREAT", "expires a key at a second; NX XX GT LT", -3, kWrite, kFirstKey,
                expireat},
    CommandKind{"PEXPIREAT", "expires a key at a millisecond; NX XX GT LT", -3, kWrite, kFirstKey,
                pexpireat},
    CommandKind{"TTL", "the seconds a key has left", 2, kRead, kFirstKey, ttl},
    CommandKind{"PTTL", "the milliseconds a key has left", 2, kRead, kFirstKey, pttl},
    CommandKind{"EXPIRETIME", "the second when a key expires", 2, kRead, kFirstKey, expiretime},
    CommandKind{"PEXPIRETIME", "the millisecond when a key expires", 2, kRead, kFirstKey,
                pexpiretime},
    CommandKind{"PERSIST", "takes a key's deadline away", 2, kWrite, kFirstKey, persist},
};

}  // namespace

std::span<const CommandKind> expiry_commands() {
  return kExpiryCommands;
}

}  // namespace faultline::engine
