// SPOP SRANDMEMBER.

#include <array>

#include "engine/commands/lookup.h"
#include "engine/commands/random_draw.h"
#include "engine/commands/registry.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

std::vector<Bytes> drawn_members(const CommandContext& context, const set::Reader* reader,
                                 std::int64_t count) {
  if (reader == nullptr || count == 0) return {};
  const std::vector<Bytes> members = reader->members();
  std::vector<Bytes> drawn;
  for (const std::size_t position : draw(members.size(), count, context.random))
    drawn.push_back(members[position]);
  return drawn;
}

// Without a count the reply is one member or nil, with one an array.
Reply members_reply(const CommandContext& context, std::vector<Bytes> members) {
  if (context.arguments.size() > 2) return texts_reply(std::move(members));
  return members.empty() ? nil_reply() : bulk_reply(std::move(members.front()));
}

// No argument names the members: the one effect is about the key.
Reply spop(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (arguments.size() > 3) return syntax_error();
  std::int64_t count = 1;
  if (arguments.size() == 3) {
    const auto given = parse_integer(arguments[2].view());
    if (!given || *given < 0) return error_reply("ERR value is out of range, must be positive");
    count = *given;
  }
  const auto found = look_up<SetType>(context.keys, arguments[1]);
  if (found.wrong_type) return wrong_type();
  std::vector<Bytes> popped = drawn_members(context, found.reader, count);
  if (!popped.empty()) context.effects.add(arguments[1], 0, set::Remove{popped});
  return members_reply(context, std::move(popped));
}

Reply srandmember(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (arguments.size() > 3) return syntax_error();
  std::int64_t count = 1;
  if (arguments.size() == 3) {
    const auto given = parse_draw_count(arguments[2]);
    if (const auto* error = std::get_if<Reply>(&given)) return *error;
    count = std::get<std::int64_t>(given);
  }
  const auto found = look_up<SetType>(context.keys, arguments[1]);
  if (found.wrong_type) return wrong_type();
  return members_reply(context, drawn_members(context, found.reader, count));
}

constexpr std::array kSetRandomCommands = {
    CommandKind{.name = "SPOP",
                .summary = "removes random members and answers them; count",
                .arity = -2,
                .access = Access::kWrite,
                .keys = kFirstKey,
                .run = spop,
                .chooses = true},
    CommandKind{.name = "SRANDMEMBER",
                .summary = "random members of a set; count, below zero with repetitions",
                .arity = -2,
                .keys = kFirstKey,
                .run = srandmember,
                .chooses = true},
};

}  // namespace

std::span<const CommandKind> set_random_commands() {
  return kSetRandomCommands;
}

}  // namespace faultline::engine
