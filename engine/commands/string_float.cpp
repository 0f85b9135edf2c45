// INCRBYFLOAT: counts in long doubles.

#include <array>
#include <cmath>

#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

Reply incrbyfloat(const CommandContext& context) {
  const Bytes& key = context.arguments[1];
  const auto found = string_at(context, key);
  if (found.wrong_type) return wrong_type();
  const auto delta = parse_real(context.arguments[2].view());
  const auto value = found.reader == nullptr ? 0.0L : parse_real(found.reader->value().view());
  if (!value || !delta) return error_reply("ERR value is not a valid float");
  const long double sum = *value + *delta;
  if (!std::isfinite(sum)) return error_reply("ERR increment would produce NaN or Infinity");
  const Bytes text = format_real(sum);
  const bool changed = found.reader == nullptr || found.reader->value() != text;
  context.effects.add(key, 0, string::Increment{*delta}, changed);
  return bulk_reply(text);
}

constexpr std::array kStringFloatCommands = {
    CommandKind{"INCRBYFLOAT", "adds a number with a fraction", 3, Access::kWrite, kFirstKey,
                incrbyfloat},
};

}  // namespace

std::span<const CommandKind> string_float_commands() {
  return kStringFloatCommands;
}

}  // namespace faultline::engine
