// SADD SREM SMOVE SMEMBERS SISMEMBER SMISMEMBER SCARD.

#include <array>
#include <set>

#include "engine/commands/element_units.h"
#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

using SetFound = Typed<SetType>;

SetFound set_at(const CommandContext& context, std::size_t argument) {
  return look_up<SetType>(context.keys, context.arguments[argument]);
}

bool has_member(const SetFound& found, const Bytes& member) {
  return found.reader != nullptr && found.reader->contains(member);
}

Reply sadd(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const SetFound found = set_at(context, 1);
  if (found.wrong_type) return wrong_type();
  std::set<Bytes> added;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const bool changed = !has_member(found, arguments[i]) && added.insert(arguments[i]).second;
    // An addition of a present member is sent too: it must outlive a concurrent removal.
    context.effects.add(arguments[1], unit_at<1>(i), set::Add{arguments[i]}, changed);
  }
  return integer_reply(static_cast<std::int64_t>(added.size()));
}

Reply srem(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const SetFound found = set_at(context, 1);
  if (found.wrong_type) return wrong_type();
  std::set<Bytes> removed;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    if (!has_member(found, arguments[i]) || !removed.insert(arguments[i]).second) continue;
    context.effects.add(arguments[1], unit_at<1>(i), set::Remove{{arguments[i]}});
  }
  return integer_reply(static_cast<std::int64_t>(removed.size()));
}

std::vector<Unit> moved_units(const Arguments& arguments) {
  return {{arguments[1], arguments[3]}, {arguments[2], arguments[3]}};
}

Reply smove(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const Bytes& member = arguments[3];
  const SetFound source = set_at(context, 1);
  const SetFound destination = set_at(context, 2);
  // Redis looks at the destination's type only where there is a source.
  if (source.reader == nullptr && !source.wrong_type) return integer_reply(0);
  if (source.wrong_type || destination.wrong_type) return wrong_type();
  const bool present = source.reader->contains(member);
  if (!present || arguments[1] == arguments[2]) return integer_reply(present);
  context.effects.add(arguments[1], 0, set::Remove{{member}});
  // As with SADD, the addition of a present member is sent too.
  context.effects.add(arguments[2], 1, set::Add{member}, !has_member(destination, member));
  return integer_reply(1);
}

Reply smembers(const CommandContext& context) {
  const SetFound found = set_at(context, 1);
  if (found.wrong_type) return wrong_type();
  return texts_reply(found.reader == nullptr ? std::vector<Bytes>() : found.reader->members());
}

Reply sismember(const CommandContext& context) {
  const SetFound found = set_at(context, 1);
  if (found.wrong_type) return wrong_type();
  return integer_reply(has_member(found, context.arguments[2]));
}

Reply smismember(const CommandContext& context) {
  const SetFound found = set_at(context, 1);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> replies;
  for (std::size_t i = 2; i < context.arguments.size(); ++i)
    replies.push_back(integer_reply(has_member(found, context.arguments[i])));
  return {std::move(replies)};
}

Reply scard(const CommandContext& context) {
  const SetFound found = set_at(context, 1);
  if (found.wrong_type) return wrong_type();
  return integer_reply(found.reader == nullptr ? 0
                                               : static_cast<std::int64_t>(found.reader->size()));
}

constexpr std::array kSetCommands = {
    CommandKind{"SADD", "adds members to a set", -3, Access::kWrite, kFirstKey, sadd,
                element_units<1>},
    CommandKind{"SREM", "removes members from a set", -3, Access::kWrite, kFirstKey, srem,
                element_units<1>},
    CommandKind{"SMOVE", "moves a member to another set", 4, Access::kWrite, kFirstTwoKeys, smove,
                moved_units},
    CommandKind{"SMEMBERS", "all members of a set", 2, Access::kRead, kFirstKey, smembers},
    CommandKind{"SISMEMBER", "whether a set has a member", 3, Access::kRead, kFirstKey, sismember},
    CommandKind{"SMISMEMBER", "whether a set has each of some members", -3, Access::kRead,
                kFirstKey, smismember},
    CommandKind{"SCARD", "how many members a set has", 2, Access::kRead, kFirstKey, scard},
};

}  // namespace

std::span<const CommandKind> set_commands() {
  return kSetCommands;
}

}  // namespace faultline::engine
