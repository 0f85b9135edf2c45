// HINCRBY HINCRBYFLOAT: a field read as a number. What replicas exchange is the difference, so that
// concurrent increments add up.

#include <array>
#include <cmath>
#include <optional>

#include "engine/commands/element_units.h"
#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

struct Counted {
  std::optional<Bytes> value;  // none: no such field, which counts from 0
  bool wrong_type = false;
};

Counted counted_field(const CommandContext& context) {
  const auto found = look_up<HashType>(context.keys, context.arguments[1]);
  if (found.reader == nullptr) return {std::nullopt, found.wrong_type};
  return {found.reader->value_of(context.arguments[2])};
}

// An increment that leaves the value as it is keeps the field alive, so it is sent too.
void add_increment(const CommandContext& context, const TextNumber::Delta& delta,
                   const Counted& counted, const Bytes& sum) {
  context.effects.add(context.arguments[1], 0, hash::Increment{context.arguments[2], delta},
                      counted.value != sum);
}

Reply hincrby(const CommandContext& context) {
  const auto delta = parse_integer(context.arguments[3].view());
  if (!delta) return not_an_integer();
  const Counted counted = counted_field(context);
  if (counted.wrong_type) return wrong_type();
  const auto value =
      counted.value ? parse_integer(counted.value->view()) : std::optional(std::int64_t{0});
  if (!value) return error_reply("ERR hash value is not an integer");
  const auto sum = add_checked(*value, *delta, context.counter_bits);
  if (!sum) return error_reply("ERR increment or decrement would overflow");
  add_increment(context, *delta, counted, format_integer(*sum));
  return integer_reply(*sum);
}

Reply hincrbyfloat(const CommandContext& context) {
  const auto delta = parse_real(context.arguments[3].view());
  if (!delta) return error_reply("ERR value is not a valid float");
  if (std::isinf(*delta)) return error_reply("ERR value is NaN or Infinity");
  const Counted counted = counted_field(context);
  if (counted.wrong_type) return wrong_type();
  const auto value = counted.value ? parse_real(counted.value->view()) : std::optional(0.0L);
  if (!value) return error_reply("ERR hash value is not a float");
  const long double sum = *value + *delta;
  if (!std::isfinite(sum)) return error_reply("ERR increment would produce NaN or Infinity");
  const Bytes text = format_real(sum);
  add_increment(context, *delta, counted, text);
  return bulk_reply(text);
}

constexpr std::array kHashCounterCommands = {
    CommandKind{"HINCRBY", "adds a number to a field", 4, Access::kWrite, kFirstKey, hincrby,
                element_units<2>},
    CommandKind{"HINCRBYFLOAT", "adds a fraction to a field", 4, Access::kWrite, kFirstKey,
                hincrbyfloat, element_units<2>},
};

}  // namespace

std::span<const CommandKind> hash_counter_commands() {
  return kHashCounterCommands;
}

}  // namespace faultline::engine
