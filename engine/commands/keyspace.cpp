// KEYS RANDOMKEY DBSIZE: commands about all keys. Expired keys are none of them, also where a real
// server has yet to delete them.

#include <array>

#include "engine/commands/glob.h"
#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Reply keys_command(const CommandContext& context) {
  const std::string_view pattern = context.arguments[1].view();
  std::vector<Reply> matching;
  for (Bytes& key : context.keys.keys())
    if (glob_matches(pattern, key.view())) matching.push_back(bulk_reply(std::move(key)));
  return {std::move(matching)};
}

Reply randomkey(const CommandContext& context) {
  const std::vector<Bytes> keys = context.keys.keys();
  return keys.empty() ? nil_reply() : bulk_reply(keys[context.random.below(keys.size())]);
}

Reply dbsize(const CommandContext& context) {
  return integer_reply(static_cast<std::int64_t>(context.keys.keys().size()));
}

constexpr std::array kKeyspaceCommands = {
    CommandKind{"KEYS", "all keys that match a pattern", 2, kRead, kNoKeys, keys_command, nullptr,
                Scope::kAll},
    CommandKind{"RANDOMKEY", "any key", 1, kRead, kNoKeys, randomkey, nullptr, Scope::kAll, nullptr,
                true},
    CommandKind{"DBSIZE", "how many keys there are", 1, kRead, kNoKeys, dbsize, nullptr,
                Scope::kAll},
};

}  // namespace

std::span<const CommandKind> keyspace_commands() {
  return kKeyspaceCommands;
}

}  // namespace faultline::engine
