// ZRANDMEMBER.

#include <array>

#include "engine/commands/random_draw.h"
#include "engine/commands/registry.h"
#include "engine/commands/sorted_set_values.h"

namespace faultline::engine {
namespace {

Reply zrandmember(const CommandContext& context) {
  const auto parsed = parse_pair_draw(context.arguments, "WITHSCORES");
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto [count, with_scores] = std::get<PairDraw>(parsed);
  const auto found = sorted_set_at(context, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  const bool single = context.arguments.size() == 2;
  std::vector<Reply> drawn;
  if (found.reader == nullptr) return single ? nil_reply() : Reply{std::move(drawn)};
  std::vector<const sorted_set::Scored*> members;
  for (const sorted_set::Scored& scored : found.reader->ranking()) members.push_back(&scored);
  for (const std::size_t position : draw(members.size(), count, context.random))
    append_scored(drawn, *members[position], with_scores);
  return single ? std::move(drawn.front()) : Reply{std::move(drawn)};
}

constexpr std::array kSortedSetRandomCommands = {
    CommandKind{.name = "ZRANDMEMBER",
                .summary = "random members; count, below zero with repetitions; WITHSCORES",
                .arity = -2,
                .keys = kFirstKey,
                .run = zrandmember,
                .chooses = true},
};

}  // namespace

std::span<const CommandKind> sorted_set_random_commands() {
  return kSortedSetRandomCommands;
}

}  // namespace faultline::engine
