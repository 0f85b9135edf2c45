// Where a command of a client goes: to the shard of its keys' slot; one without keys is answered by
// the proxy itself. MGET and EXISTS may span slots and are split by shard; their replies are put
// together again. All other commands of several keys must stay in one slot (CROSSSLOT, as
// documented for writes: shared active_active/rules.md, "Across slots").
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/ports/reply.h"

namespace faultline::engine::active_active {

struct CommandPart {
  std::uint32_t shard = 0;
  Arguments command;
  std::vector<std::size_t> positions;  // which of the command's keys it asks for
};
struct SplitCommand {
  std::optional<Reply> answer;     // by the proxy itself; then no parts
  std::vector<CommandPart> parts;  // by shard
  std::size_t keys = 0;
};

[[nodiscard]] SplitCommand split_command(const Arguments& arguments, std::uint32_t shards);
// One reply a part, in the order of the parts: counts are added, arrays are put in the order of the
// keys, an error stands for all.
[[nodiscard]] Reply join_replies(const SplitCommand& split, std::vector<Reply> replies);

}  // namespace faultline::engine::active_active
