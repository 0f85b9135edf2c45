#include "engine/active_active/split_command.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/active_active/refused_commands.h"
#include "engine/base/assert.h"
#include "engine/commands/command.h"
#include "engine/commands/scan.h"
#include "engine/commands/sort_options.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine::active_active {

namespace {

bool may_cross_slots(const CommandKind& kind) {
  return kind.name == "MGET" || kind.name == "EXISTS" || kind.name == "TOUCH";
}

// One that goes to all shards, or through them.
void split_over_keyspace(SplitCommand& split, const CommandKind& kind, const Arguments& arguments,
                         Prng& random) {
  if (kind.name == "SCAN") {
    split.join = Join::kCursor;
    const auto cursor = parse_cursor(arguments[1]);
    CommandPart& part = split.parts.emplace_back();
    part.command = arguments;
    if (!cursor) return;  // the shard knows the error
    part.shard = static_cast<std::uint32_t>(*cursor % split.shards);
    part.command[1] = Bytes(std::to_string(*cursor / split.shards));
    return;
  }
  split.join = kind.chooses ? Join::kAny : Join::kAll;
  // Which shard is asked first must not always be the same: of those that choose it decides.
  const auto first = static_cast<std::uint32_t>(kind.chooses ? random.below(split.shards) : 0);
  for (std::uint32_t i = 0; i < split.shards; ++i)
    split.parts.push_back({(first + i) % split.shards, arguments, {}});
}

void split_by_shard(SplitCommand& split, const Arguments& arguments, const std::vector<Bytes>& keys,
                    const SlotMap& slots) {
  std::map<std::uint32_t, CommandPart> parts;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint32_t shard = slots.owner(slot_of(keys[i]));
    CommandPart& part = parts.try_emplace(shard).first->second;
    part.shard = shard;
    if (part.command.empty()) part.command.push_back(arguments[0]);
    part.command.push_back(keys[i]);
    part.positions.push_back(i);
  }
  for (auto& [shard, part] : parts) split.parts.push_back(std::move(part));
}

Reply join_cursor(Reply reply, const SplitCommand& split) {
  auto* answer = std::get_if<std::vector<Reply>>(&reply.value);
  if (answer == nullptr || answer->size() != 2) return reply;
  const auto* text = std::get_if<Bytes>(&answer->front().value);
  const std::int64_t inner = text == nullptr ? 0 : parse_integer(text->view()).value_or(0);
  const std::int64_t shard = split.parts.front().shard;
  const bool last = shard + 1 == split.shards;
  const std::int64_t next = inner != 0 ? inner * split.shards + shard : last ? 0 : shard + 1;
  answer->front() = bulk_reply(format_integer(next));
  return reply;
}

Reply join_any(std::vector<Reply> replies) {
  for (Reply& reply : replies)
    if (reply != nil_reply()) return std::move(reply);
  return nil_reply();
}

// A key that a pattern leads to may lie in another shard: what a cluster of Redis answers then.
std::optional<Reply> refuse_patterns(const Arguments& arguments) {
  const auto parsed = parse_sort_options(arguments, false);
  const auto* options = std::get_if<SortOptions>(&parsed);
  if (options == nullptr) return std::nullopt;
  if (options->by && !options->unsorted)
    return error_reply("ERR BY option of SORT denied in cluster mode.");
  if (options->gets.empty()) return std::nullopt;
  return error_reply("ERR GET option of SORT denied in cluster mode.");
}

}  // namespace

SplitCommand split_command(const Arguments& arguments, const SlotMap& slots, std::uint32_t shards,
                           Prng& random) {
  SplitCommand split;
  split.shards = shards;
  split.answer = refuse(arguments);
  if (!split.answer && refuses(arguments)) split.answer = unknown_command(arguments);
  if (split.answer) return split;
  const CommandKind& kind = *find_command(arguments[0].view());
  if (kind.scope == Scope::kLedTo && shards > 1) split.answer = refuse_patterns(arguments);
  if (split.answer) return split;
  if (kind.scope == Scope::kAll) {
    split_over_keyspace(split, kind, arguments, random);
    return split;
  }
  const std::vector<Bytes> keys = keys_of(kind, arguments);
  if (keys.empty()) {
    Effects none;
    split.answer =
        run_command({arguments, PlainView(PlainKeyspace(), WallTime()), {}, none, random});
    return split;
  }
  split.keys = keys.size();
  const Slot slot = slot_of(keys.front());
  const bool one_slot =
      std::all_of(keys.begin(), keys.end(), [&](const Bytes& key) { return slot_of(key) == slot; });
  if (one_slot)
    split.parts.push_back({slots.owner(slot), arguments, {}});
  else if (may_cross_slots(kind))
    split_by_shard(split, arguments, keys, slots);
  else
    split.answer = error_reply("CROSSSLOT Keys in request don't hash to the same slot");
  return split;
}

Reply join_replies(const SplitCommand& split, std::vector<Reply> replies) {
  FL_ASSERT(!replies.empty() && replies.size() == split.parts.size(), "one reply a part");
  if (split.join == Join::kCursor) return join_cursor(std::move(replies.front()), split);
  if (replies.size() == 1) return std::move(replies.front());
  for (Reply& reply : replies)
    if (reply.is_error()) return std::move(reply);
  if (split.join == Join::kAny) return join_any(std::move(replies));
  std::int64_t sum = 0;
  std::vector<Reply> values(split.keys);
  bool array = false;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    if (const auto* count = std::get_if<std::int64_t>(&replies[i].value)) {
      sum += *count;
      continue;
    }
    auto* elements = std::get_if<std::vector<Reply>>(&replies[i].value);
    FL_ASSERT(elements != nullptr, "a command that can be split answers a count or an array");
    array = true;
    if (split.join == Join::kAll) {
      values.insert(values.end(), elements->begin(), elements->end());
      continue;
    }
    const std::vector<std::size_t>& positions = split.parts[i].positions;
    FL_ASSERT(elements->size() == positions.size(), "one element a key");
    for (std::size_t j = 0; j < positions.size(); ++j)
      values[positions[j]] = std::move((*elements)[j]);
  }
  return array ? Reply{std::move(values)} : integer_reply(sum);
}

}  // namespace faultline::engine::active_active
