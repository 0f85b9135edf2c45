// The split of MGET, MSET, DEL and EXISTS by owner in the node's own rack. Each part then travels
// by its first key, also to racks whose tokens lie elsewhere; every other command with several keys
// goes whole to the first key's owner, unchecked (shared dynomite/facts.md 3.13).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "engine/commands/command.h"

namespace faultline::engine::dynomite {

struct Part {
  Arguments command;
  // The positions of its keys among all keys of the command; empty where nothing was split. The
  // units of a split command are its keys, so these are its unit numbers too.
  std::vector<std::uint32_t> positions;
  std::optional<Bytes> key;  // decides the owner; none: the command has no key
};

// At least one part, ordered by owner.
[[nodiscard]] std::vector<Part> split(const CommandKind& kind, const Arguments& command,
                                      const std::function<std::size_t(const Bytes&)>& owner_of);

struct PartReply {
  std::vector<std::uint32_t> positions;
  Reply reply;
};
// One reply to the client from those of the parts; the first error stands for all.
[[nodiscard]] Reply merge(const CommandKind& kind, const std::vector<PartReply>& parts);

}  // namespace faultline::engine::dynomite
