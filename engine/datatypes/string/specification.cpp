// The string by its definition: the latest of the maximal writes by (wall stamp, then smallest
// member); where it is a number, plus the increments that no visible write or DEL had seen.
// Basis: last write wins and adding up are documented (shared active_active/rules.md, Strings,
// Counters); the winner of a tie and a text under increments are chosen.
#include "engine/datatypes/specification.h"

namespace faultline::engine {
namespace {

const string::Write& write_at(const SpecificationInput& input, std::size_t index) {
  return std::get<string::Write>(*input.effects[index].change);
}

bool wins(const SpecifiedEffect& a, const SpecifiedEffect& b) {
  if (a.stamp != b.stamp) return a.stamp > b.stamp;
  if (a.member != b.member) return a.member < b.member;
  return a.order > b.order;
}

std::optional<std::size_t> winning_write(const SpecificationInput& input) {
  std::optional<std::size_t> winner;
  for (const std::size_t i : input.own) {
    if (!std::holds_alternative<string::Write>(*input.effects[i].change)) continue;
    if (!winner || wins(input.effects[i], input.effects[*winner])) winner = i;
  }
  return winner;
}

}  // namespace

std::optional<string::Plain> StringType::specified(const SpecificationInput& input,
                                                   std::vector<SpecifiedFate>& fates) {
  const auto winner = winning_write(input);
  std::uint64_t sum = 0;
  bool incremented = false;
  const auto number = winner ? string::parse_integer(write_at(input, *winner).value.view())
                             : std::optional<std::int64_t>(0);
  for (const std::size_t i : input.own) {
    if (const auto* add = std::get_if<string::Increment>(input.effects[i].change)) {
      if (!number) {
        fates[i] = {Why::kNotANumber, winner};
        continue;
      }
      incremented = true;
      sum += static_cast<std::uint64_t>(add->delta);
    } else if (i != *winner) {
      const bool tie = input.effects[i].stamp == input.effects[*winner].stamp;
      fates[i] = {tie ? Why::kTie : Why::kLaterStamp, winner};
    }
  }
  if (!winner && !incremented) return std::nullopt;
  string::Write shown;
  if (winner) shown = write_at(input, *winner);
  if (incremented)
    shown.value = string::format_integer(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(*number) + sum));
  string::Plain plain;
  plain.apply(shown);
  return plain;
}

}  // namespace faultline::engine
