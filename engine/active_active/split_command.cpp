#include "engine/active_active/split_command.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/active_active/slots.h"
#include "engine/base/assert.h"
#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine::active_active {
namespace {

// Reads whose reply is put together from those for each key; their arguments are keys alone.
bool may_span_slots(const CommandKind& kind) {
  return kind.name == "MGET" || kind.name == "EXISTS";
}

}  // namespace

SplitCommand split_command(const Arguments& arguments, std::uint32_t shards) {
  SplitCommand split;
  split.answer = refuse(arguments);
  if (split.answer) return split;
  const CommandKind& kind = *find_command(arguments[0].view());
  const std::vector<Bytes> keys = keys_of(kind, arguments);
  if (keys.empty()) {
    Effects none;
    split.answer = run_command({arguments, PlainView(PlainKeyspace(), WallTime()), {}, none});
    return split;
  }
  split.keys = keys.size();
  const Slot slot = slot_of(keys.front());
  const bool one_slot =
      std::all_of(keys.begin(), keys.end(), [&](const Bytes& key) { return slot_of(key) == slot; });
  if (one_slot) {
    split.parts.push_back({shard_of(slot, shards), arguments, {}});
    return split;
  }
  if (!may_span_slots(kind)) {
    split.answer = error_reply("CROSSSLOT Keys in request don't hash to the same slot");
    return split;
  }
  std::map<std::uint32_t, CommandPart> parts;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint32_t shard = shard_of(slot_of(keys[i]), shards);
    CommandPart& part = parts.try_emplace(shard).first->second;
    part.shard = shard;
    if (part.command.empty()) part.command.push_back(arguments[0]);
    part.command.push_back(keys[i]);
    part.positions.push_back(i);
  }
  for (auto& [shard, part] : parts) split.parts.push_back(std::move(part));
  return split;
}

Reply join_replies(const SplitCommand& split, std::vector<Reply> replies) {
  FL_ASSERT(!replies.empty() && replies.size() == split.parts.size(), "one reply a part");
  if (replies.size() == 1) return std::move(replies.front());
  for (Reply& reply : replies)
    if (reply.is_error()) return std::move(reply);
  std::int64_t sum = 0;
  std::vector<Reply> values(split.keys);
  bool array = false;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    if (const auto* count = std::get_if<std::int64_t>(&replies[i].value)) {
      sum += *count;
      continue;
    }
    auto* elements = std::get_if<std::vector<Reply>>(&replies[i].value);
    const std::vector<std::size_t>& positions = split.parts[i].positions;
    FL_ASSERT(elements != nullptr && elements->size() == positions.size(),
              "a read that can be split answers a count or one element a key");
    array = true;
    for (std::size_t j = 0; j < positions.size(); ++j)
      values[positions[j]] = std::move((*elements)[j]);
  }
  return array ? Reply{std::move(values)} : integer_reply(sum);
}

}  // namespace faultline::engine::active_active
