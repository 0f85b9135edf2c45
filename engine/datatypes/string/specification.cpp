// The string by its definition: one register (engine/datatypes/register_specification.h).
#include "engine/datatypes/register_specification.h"

namespace faultline::engine {

std::optional<string::Plain> StringType::specified(const SpecificationInput& input,
                                                   std::vector<SpecifiedFate>& fates) {
  std::vector<RegisterEffect<TextNumber>> effects;
  for (const std::size_t i : input.own) {
    const Change& change = *input.effects[i].change;
    if (const auto* write = std::get_if<string::Write>(&change))
      effects.push_back({i, &write->value, nullptr});
    else if (const auto* increment = std::get_if<string::Increment>(&change))
      effects.push_back({i, nullptr, &increment->delta});
  }
  const auto value = specified_register<TextNumber>(input, std::move(effects), fates);
  if (!value) return std::nullopt;
  string::Plain plain;
  plain.apply(string::Write{*value, {}});
  return plain;
}

}  // namespace faultline::engine
