// PING: commands about the connection, of no key.

#include <array>

#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Reply ping(const CommandContext& context) {
  if (context.arguments.size() > 2) return wrong_number_of_arguments("ping");
  if (context.arguments.size() == 2) return bulk_reply(context.arguments[1]);
  return {Status{"PONG"}};
}

constexpr std::array kConnectionCommands = {
    CommandKind{"PING", "answers PONG, or its argument", -1, Access::kRead, kNoKeys, ping}};

}  // namespace

std::span<const CommandKind> connection_commands() {
  return kConnectionCommands;
}

}  // namespace faultline::engine
