// HRANDFIELD.

#include <array>
#include <limits>
#include <utility>

#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/random_draw.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

struct FieldDraw {
  std::int64_t count = 1;
  bool with_values = false;
};

std::variant<FieldDraw, Reply> parse_field_draw(const Arguments& arguments) {
  FieldDraw wanted;
  if (arguments.size() == 2) return wanted;
  const auto given = parse_draw_count(arguments[2]);
  if (const auto* error = std::get_if<Reply>(&given)) return *error;
  wanted.count = std::get<std::int64_t>(given);
  if (arguments.size() == 3) return wanted;
  if (arguments.size() > 4 || !is_word(arguments[3], "WITHVALUES")) return syntax_error();
  wanted.with_values = true;
  // The reply has twice as many elements, and Redis counts those.
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 2;
  if (wanted.count < -kMost || wanted.count > kMost)
    return error_reply("ERR value is out of range");
  return wanted;
}

Reply hrandfield(const CommandContext& context) {
  const auto parsed = parse_field_draw(context.arguments);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const FieldDraw wanted = std::get<FieldDraw>(parsed);
  const auto found = look_up<HashType>(context.keys, context.arguments[1]);
  if (found.wrong_type) return wrong_type();
  const bool single = context.arguments.size() == 2;
  if (found.reader == nullptr) return single ? nil_reply() : texts_reply({});
  const hash::Fields content = found.reader->content();
  const std::vector<std::pair<Bytes, Bytes>> fields(content.begin(), content.end());
  std::vector<Bytes> drawn;
  for (const std::size_t position : draw(fields.size(), wanted.count, context.random)) {
    drawn.push_back(fields[position].first);
    if (wanted.with_values) drawn.push_back(fields[position].second);
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
