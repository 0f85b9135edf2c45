// DUMP RESTORE: a value as bytes, and back. Since a real server drops at once what has expired, a
// key restored with a deadline in the past is never there.

#include <array>
#include <string>

#include "engine/commands/assignment.h"
#include "engine/commands/deadline_argument.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/rdb_payload.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Reply dump(const CommandContext& context) {
  const AnyReader found = context.keys.find(context.arguments[1]);
  return found.index() == 0 ? nil_reply() : bulk_reply(dump_payload(found));
}

struct RestoreOptions {
  bool replace = false;
  bool absolute = false;  // ABSTTL
};

// IDLETIME or FREQ, of which nothing is kept.
std::optional<Reply> refuse_usage(bool is_idle_time, const Bytes& text) {
  constexpr std::int64_t kMostFrequent = 255;
  const auto number = parse_integer(text.view());
  if (!number) return not_an_integer();
  if (is_idle_time && *number < 0) return error_reply("ERR Invalid IDLETIME value, must be >= 0");
  if (!is_idle_time && (*number < 0 || *number > kMostFrequent))
    return error_reply("ERR Invalid FREQ value, must be >= 0 and <= 255");
  return std::nullopt;
}

std::variant<RestoreOptions, Reply> parse_restore(const Arguments& arguments) {
  RestoreOptions options;
  bool idle_time = false;
  bool frequency = false;
  for (std::size_t i = 4; i < arguments.size(); ++i) {
    const bool one_more = i + 1 < arguments.size();
    if (is_word(arguments[i], "REPLACE")) {
      options.replace = true;
    } else if (is_word(arguments[i], "ABSTTL")) {
      options.absolute = true;
    } else if (is_word(arguments[i], "IDLETIME") && one_more && !frequency) {
      idle_time = true;
      if (auto refusal = refuse_usage(true, arguments[++i])) return *refusal;
    } else if (is_word(arguments[i], "FREQ") && one_more && !idle_time) {
      frequency = true;
      if (auto refusal = refuse_usage(false, arguments[++i])) return *refusal;
    } else {
      return syntax_error();
    }
  }
  return options;
}

// 0 says that there is none. A deadline that overflows has wrapped into the past, as in Redis.
struct RestoredDeadline {
  std::optional<WallTime> expires_at;
  bool passed = false;
};
RestoredDeadline restored_deadline(std::int64_t given, bool absolute, WallTime now) {
  if (given == 0) return {};
  const auto deadline =
      deadline_milliseconds(given, absolute ? kAtMilliseconds : kInMilliseconds, now);
  if (!deadline || *deadline <= milliseconds_of(now)) return {{}, true};
  return {at_milliseconds(*deadline), false};
}

Reply restore(const CommandContext& context) {
  const Bytes& key = context.arguments[1];
  const auto parsed = parse_restore(context.arguments);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& options = std::get<RestoreOptions>(parsed);
  const bool present = exists(context.keys, key);
  if (present && !options.replace) return error_reply("BUSYKEY Target key name already exists.");
  const auto ttl = parse_integer(context.arguments[2].view());
  if (!ttl) return not_an_integer();
  if (*ttl < 0) return error_reply("ERR Invalid TTL value, must be >= 0");
  const auto value = parse_payload(context.arguments[3]);
  if (const auto* fault = std::get_if<PayloadFault>(&value))
    return error_reply(*fault == PayloadFault::kFormat
                           ? "ERR Bad data format"
                           : "ERR DUMP payload version or checksum are wrong");
  const RestoredDeadline deadline = restored_deadline(*ttl, options.absolute, context.now);
  if (!deadline.passed)
    context.effects.add(key, 0,
                        assignment_of(reader_of(std::get<PlainValue>(value)), deadline.expires_at));
  else if (present)
    context.effects.add(key, 0, Delete{});
  return ok_reply();
}

constexpr std::array kDumpCommands = {
    CommandKind{"DUMP", "a value as bytes", 2, Access::kRead, kFirstKey, dump},
    CommandKind{"RESTORE", "sets a key to what DUMP answered; REPLACE ABSTTL IDLETIME FREQ", -4,
                Access::kWrite, kFirstKey, restore},
};

}  // namespace

std::span<const CommandKind> dump_commands() {
  return kDumpCommands;
}

}  // namespace faultline::engine
