// What command handlers share: a typed look at a key (plain or replicated, the handler cannot
// tell), and the errors that Redis answers in the same words everywhere.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/commands/command.h"

namespace faultline::engine {

[[nodiscard]] inline Reply wrong_type() {
  return error_reply("WRONGTYPE Operation against a key holding the wrong kind of value");
}
[[nodiscard]] inline Reply not_an_integer() {
  return error_reply("ERR value is not an integer or out of range");
}
[[nodiscard]] inline Reply syntax_error() {
  return error_reply("ERR syntax error");
}
// `name` in lower case.
[[nodiscard]] inline Reply wrong_number_of_arguments(const std::string& name) {
  return error_reply("ERR wrong number of arguments for '" + name + "' command");
}
// With an append-only file that cannot be written, every write is refused.
[[nodiscard]] inline Reply disk_full_error() {
  return error_reply("MISCONF Errors writing to the AOF file: No space left on device");
}

// An array of bulk strings.
[[nodiscard]] inline Reply texts_reply(std::vector<Bytes> texts) {
  std::vector<Reply> replies;
  replies.reserve(texts.size());
  for (Bytes& text : texts) replies.push_back(bulk_reply(std::move(text)));
  return {std::move(replies)};
}

// A key under the eyes of a command of one type.
template <class Type>
struct Typed {
  const typename Type::Reader* reader = nullptr;  // null: no such key
  bool wrong_type = false;
};

template <class Type>
[[nodiscard]] Typed<Type> look_up(const KeyspaceView& keys, const Bytes& key) {
  const AnyReader found = keys.find(key);
  if (std::holds_alternative<std::monostate>(found)) return {};
  if (const auto* reader = std::get_if<const typename Type::Reader*>(&found)) return {*reader};
  return {nullptr, true};
}

// None: never, or there is no such key.
[[nodiscard]] inline std::optional<WallTime> deadline_of(const CommandContext& context,
                                                         const Bytes& key) {
  return context.keys.expires_at(key);
}

[[nodiscard]] inline bool exists(const KeyspaceView& keys, const Bytes& key) {
  return !std::holds_alternative<std::monostate>(keys.find(key));
}

}  // namespace faultline::engine
