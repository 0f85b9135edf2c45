// Where a command of a client goes: to the shard of its keys' slot; one about no key is answered by
// the proxy itself, one about all keys goes to all shards. MGET, EXISTS and TOUCH may span slots
// and are split by shard; their replies are put together again. Every other command of several keys
// must stay in one slot (CROSSSLOT, as documented: shared active_active/rules.md, "Across slots").
//
// SCAN goes through one shard after the other: its cursor is the shard's own times the number of
// shards, plus the shard.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/active_active/slot_map.h"
#include "engine/base/prng.h"
#include "engine/ports/reply.h"

namespace faultline::engine::active_active {

struct CommandPart {
  std::uint32_t shard = 0;
  Arguments command;
  std::vector<std::size_t> positions;  // which of the command's keys it asks for
};
// How the replies to the parts become one.
enum class Join : std::uint8_t {
  kByKey,   // counts are added, arrays are put in the order of the keys
  kAll,     // counts are added, arrays are put one after the other
  kAny,     // the first that is not nil
  kCursor,  // of one shard; its cursor becomes one over all
};
struct SplitCommand {
  std::optional<Reply> answer;     // by the proxy itself; then no parts
  std::vector<CommandPart> parts;  // by shard
  std::size_t keys = 0;
  Join join = Join::kByKey;
  std::uint32_t shards = 1;
};

// `shards`: of the data center, also those that own no slot.
[[nodiscard]] SplitCommand split_command(const Arguments& arguments, const SlotMap& slots,
                                         std::uint32_t shards, Prng& random);
// One reply a part, in the order of the parts; an error stands for all.
[[nodiscard]] Reply join_replies(const SplitCommand& split, std::vector<Reply> replies);

}  // namespace faultline::engine::active_active
