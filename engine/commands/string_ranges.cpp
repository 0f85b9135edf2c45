// APPEND STRLEN GETRANGE SUBSTR SETRANGE: a string as an array of bytes.

#include <array>
#include <string>

#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

Reply append(const CommandContext& context) {
  const Bytes& key = context.arguments[1];
  const Bytes& more = context.arguments[2];
  const StringFound found = string_at(context, key);
  if (found.wrong_type) return wrong_type();
  const Bytes old = text_of(found);
  if (auto error = too_long(old.size(), more.size())) return *error;
  std::string value(old.view());
  value += more.view();
  const auto length = static_cast<std::int64_t>(value.size());
  write_in_place(context, key, value);
  return integer_reply(length);
}

Reply strlen_command(const CommandContext& context) {
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  return integer_reply(static_cast<std::int64_t>(text_of(found).size()));
}

Reply getrange(const CommandContext& context) {
  const auto first = parse_integer(context.arguments[2].view());
  const auto last = parse_integer(context.arguments[3].view());
  if (!first || !last) return not_an_integer();
  const StringFound found = string_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  const Bytes value = text_of(found);
  const PositionRange given{*first, *last};
  const PositionRange range = clamped(given, static_cast<std::int64_t>(value.size()));
  if (range.empty() || runs_backwards_from_the_end(given)) return bulk_reply(Bytes());
  return bulk_reply(value.slice(static_cast<std::size_t>(range.first),
                                static_cast<std::size_t>(range.last - range.first + 1)));
}

Reply setrange(const CommandContext& context) {
  const Bytes& key = context.arguments[1];
  const std::string_view patch = context.arguments[3].view();
  const auto given = parse_integer(context.arguments[2].view());
  if (!given) return not_an_integer();
  if (*given < 0) return error_reply("ERR offset is out of range");
  const StringFound found = string_at(context, key);
  if (found.wrong_type) return wrong_type();
  const Bytes old = text_of(found);
  if (patch.empty()) return integer_reply(static_cast<std::int64_t>(old.size()));
  if (auto error = too_long(static_cast<std::uint64_t>(*given), patch.size())) return *error;

  const auto offset = static_cast<std::size_t>(*given);
  std::string value(old.view());
  if (value.size() < offset + patch.size()) value.resize(offset + patch.size(), '\0');
  value.replace(offset, patch.size(), patch);
  const auto length = static_cast<std::int64_t>(value.size());
  write_in_place(context, key, value);
  return integer_reply(length);
}

constexpr std::array kStringRangeCommands = {
    CommandKind{"APPEND", "appends to a value", 3, Access::kWrite, kFirstKey, append},
    CommandKind{"STRLEN", "the length of a value", 2, Access::kRead, kFirstKey, strlen_command},
    CommandKind{"GETRANGE", "a part of a value", 4, Access::kRead, kFirstKey, getrange},
    CommandKind{"SUBSTR", "a part of a value, as GETRANGE", 4, Access::kRead, kFirstKey, getrange},
    CommandKind{"SETRANGE", "overwrites a part of a value", 4, Access::kWrite, kFirstKey, setrange},
};

}  // namespace

std::span<const CommandKind> string_range_commands() {
  return kStringRangeCommands;
}

}  // namespace faultline::engine
