// SADD SREM SMEMBERS SISMEMBER SCARD.

#include <array>
#include <set>

#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

std::vector<Unit> member_units(const Arguments& arguments) {
  std::vector<Unit> units;
  for (std::size_t i = 2; i < arguments.size(); ++i) units.push_back({arguments[1], arguments[i]});
  return units;
}

Reply sadd(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const auto found = look_up<SetType>(context.keys, arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::set<Bytes> added;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const bool present = found.reader != nullptr && found.reader->contains(arguments[i]);
    const bool changed = !present && added.insert(arguments[i]).second;
    // An addition of a present member is sent too: it must outlive a concurrent removal.
    context.effects.add(arguments[1], static_cast<std::uint32_t>(i - 2), set::Add{arguments[i]},
                        changed);
  }
  return integer_reply(static_cast<std::int64_t>(added.size()));
}

Reply srem(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const auto found = look_up<SetType>(context.keys, arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::set<Bytes> removed;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    if (found.reader == nullptr || !found.reader->contains(arguments[i])) continue;
    if (!removed.insert(arguments[i]).second) continue;
    context.effects.add(arguments[1], static_cast<std::uint32_t>(i - 2),
                        set::Remove{{arguments[i]}});
  }
  return integer_reply(static_cast<std::int64_t>(removed.size()));
}

Reply smembers(const CommandContext& context) {
  const auto found = look_up<SetType>(context.keys, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> members;
  if (found.reader != nullptr)
    for (Bytes& member : found.reader->members()) members.push_back(bulk_reply(std::move(member)));
  return {std::move(members)};
}

Reply sismember(const CommandContext& context) {
  const auto found = look_up<SetType>(context.keys, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  return integer_reply(found.reader != nullptr && found.reader->contains(context.arguments[2]));
}

Reply scard(const CommandContext& context) {
  const auto found = look_up<SetType>(context.keys, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  return integer_reply(found.reader == nullptr ? 0
                                               : static_cast<std::int64_t>(found.reader->size()));
}

constexpr std::array kSetCommands = {
    CommandKind{"SADD", "adds members to a set", -3, Access::kWrite, kFirstKey, sadd, member_units},
    CommandKind{"SREM", "removes members from a set", -3, Access::kWrite, kFirstKey, srem,
                member_units},
    CommandKind{"SMEMBERS", "all members of a set", 2, Access::kRead, kFirstKey, smembers},
    CommandKind{"SISMEMBER", "whether a set has a member", 3, Access::kRead, kFirstKey, sismember},
    CommandKind{"SCARD", "how many members a set has", 2, Access::kRead, kFirstKey, scard},
};

}  // namespace

std::span<const CommandKind> set_commands() {
  return kSetCommands;
}

}  // namespace faultline::engine
