// HRANDFIELD.

#include <array>
#include <utility>

#include "engine/commands/lookup.h"
#include "engine/commands/random_draw.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Reply hrandfield(const CommandContext& context) {
  const auto parsed = parse_pair_draw(context.arguments, "WITHVALUES");
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const PairDraw wanted = std::get<PairDraw>(parsed);
  const auto found = look_up<HashType>(context.keys, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  const bool single = context.arguments.size() == 2;
  if (found.reader == nullptr) return single ? nil_reply() : texts_reply({});
  const hash::Fields content = found.reader->content();
  const std::vector<std::pair<Bytes, Bytes>> fields(content.begin(), content.end());
  std::vector<Bytes> drawn;
  for (const std::size_t position : draw(fields.size(), wanted.count, context.random)) {
    drawn.push_back(fields[position].first);
    if (wanted.with_both) drawn.push_back(fields[position].second);
  }
  return single ? bulk_reply(std::move(drawn.front())) : texts_reply(std::move(drawn));
}

constexpr std::array kHashRandomCommands = {
    CommandKind{.name = "HRANDFIELD",
                .summary = "random fields; count, below zero with repetitions; WITHVALUES",
                .arity = -2,
                .keys = kFirstKey,
                .run = hrandfield,
                .chooses = true},
};

}  // namespace

std::span<const CommandKind> hash_random_commands() {
  return kHashRandomCommands;
}

}  // namespace faultline::engine
