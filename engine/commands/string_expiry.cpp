// GETEX: reads a string and sets or takes away its key's deadline.

#include <array>

#include "engine/commands/deadline_argument.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

struct GetexOptions {
  bool persist = false;
  const DeadlineUnit* unit = nullptr;
  const Bytes* number = nullptr;
};

// None: a syntax error. Of one unit that comes twice, the last number counts.
std::optional<GetexOptions> parse_getex(const Arguments& arguments) {
  GetexOptions options;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const DeadlineUnit* unit = deadline_unit(arguments[i]);
    if (is_word(arguments[i], "PERSIST") && options.unit == nullptr) {
      options.persist = true;
    } else if (unit != nullptr && (options.unit == nullptr || options.unit == unit) &&
               !options.persist && i + 1 < arguments.size()) {
      options.unit = unit;
      options.number = &arguments[++i];
    } else {
      return std::nullopt;
    }
  }
  return options;
}

Reply getex(const CommandContext& context) {
  const Bytes& key = context.arguments[1];
  const auto options = parse_getex(context.arguments);
  if (!options) return syntax_error();
  const auto found = string_at(context, key);
  if (found.wrong_type) return wrong_type();
  if (found.reader == nullptr) return nil_reply();
  // Redis looks at the number only where there is a key.
  if (options->unit != nullptr) {
    const auto read = parse_deadline(*options->unit, *options->number, context.now, "getex");
    if (read.error) return *read.error;
    if (milliseconds_of(read.deadline) <= milliseconds_of(context.now))
      context.effects.add(key, 0, Delete{});
    else
      context.effects.add(key, 0, Expire{read.deadline});
  } else if (options->persist && deadline_of(context, key)) {
    context.effects.add(key, 0, Expire{});
  }
  return bulk_reply(found.reader->value());
}

constexpr std::array kStringExpiryCommands = {
    CommandKind{"GETEX", "the value, and a new deadline; EX PX EXAT PXAT PERSIST", -2,
                Access::kWrite, kFirstKey, getex},
};

}  // namespace

std::span<const CommandKind> string_expiry_commands() {
  return kStringExpiryCommands;
}

}  // namespace faultline::engine
