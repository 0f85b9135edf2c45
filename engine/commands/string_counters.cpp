// INCR DECR INCRBY DECRBY: a string read as a number. What replicas exchange is the difference, so
// that concurrent increments add up.

#include <array>
#include <limits>

#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

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
  const bool changed = found.reader == nullptr || delta != 0;
  context.effects.add(context.arguments[1], 0, string::Increment{delta}, changed);
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

constexpr std::array kCounterCommands = {
    CommandKind{"INCR", "adds one", 2, Access::kWrite, kFirstKey, incr},
    CommandKind{"DECR", "subtracts one", 2, Access::kWrite, kFirstKey, decr},
    CommandKind{"INCRBY", "adds a number", 3, Access::kWrite, kFirstKey, incrby},
    CommandKind{"DECRBY", "subtracts a number", 3, Access::kWrite, kFirstKey, decrby},
};

}  // namespace

std::span<const CommandKind> counter_commands() {
  return kCounterCommands;
}

}  // namespace faultline::engine
