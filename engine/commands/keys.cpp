// DEL UNLINK EXISTS TOUCH TYPE: commands of keys of any type.

#include <array>
#include <set>

#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Reply del(const CommandContext& context) {
  std::set<Bytes> deleted;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const Bytes& key = context.arguments[i];
    if (!exists(context.keys, key) || !deleted.insert(key).second) continue;
    context.effects.add(key, static_cast<std::uint32_t>(i - 1), Delete{});
  }
  return integer_reply(static_cast<std::int64_t>(deleted.size()));
}

Reply exists_command(const CommandContext& context) {
  std::int64_t count = 0;
  for (std::size_t i = 1; i < context.arguments.size(); ++i)
    count += exists(context.keys, context.arguments[i]) ? 1 : 0;
  return integer_reply(count);
}

Reply type(const CommandContext& context) {
  const AnyReader found = context.keys.find(context.arguments[1]);
  // Readers stand in the order of DataTypes, after "no such key".
  return {Status{found.index() == 0 ? "none" : type_name(found.index() - 1)}};
}

constexpr auto kRead = Access::kRead;
constexpr auto kWrite = Access::kWrite;
constexpr std::array kKeyCommands = {
    CommandKind{"DEL", "deletes keys", -2, kWrite, kAllKeys, del},
    CommandKind{"UNLINK", "deletes keys", -2, kWrite, kAllKeys, del},
    CommandKind{"EXISTS", "how many of the keys exist", -2, kRead, kAllKeys, exists_command},
    CommandKind{"TOUCH", "how many of the keys exist", -2, kRead, kAllKeys, exists_command},
    CommandKind{"TYPE", "the type of a key", 2, kRead, kFirstKey, type},
};

}  // namespace

std::span<const CommandKind> key_commands() {
  return kKeyCommands;
}

}  // namespace faultline::engine
