#include <array>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/result_paths.h"
#include "scenarios/loader/units.h"

namespace faultline::scenarios {
namespace {

using sim::Bound;

struct RelationWord {
  std::string_view word;
  Bound::Relation relation;
};
// Longer words first: "<=" begins like "<".
constexpr std::array<RelationWord, 6> kRelations = {{{"==", Bound::Relation::kEqual},
                                                     {"!=", Bound::Relation::kNotEqual},
                                                     {"<=", Bound::Relation::kLessOrEqual},
                                                     {">=", Bound::Relation::kGreaterOrEqual},
                                                     {"<", Bound::Relation::kLess},
                                                     {">", Bound::Relation::kGreater}}};

struct Amount {
  std::optional<std::int64_t> value;
  std::string problem;
};

Amount parse_measured(std::string_view text, Measure measure) {
  if (measure == Measure::kDuration) {
    const Parsed<engine::Duration> parsed = parse_duration(text);
    return {parsed.value ? std::optional(parsed.value->count()) : std::nullopt, parsed.problem};
  }
  if (measure == Measure::kRatio) {
    const Parsed<engine::Ratio> parsed = parse_ratio(text);
    return {parsed.value ? std::optional(parsed.value->ppm) : std::nullopt, parsed.problem};
  }
  const Parsed<std::int64_t> parsed = parse_integer(text);
  return {parsed.value, parsed.problem};
}

}  // namespace

ParsedBound parse_bound(std::string_view text, Measure measure) {
  for (const auto& [word, relation] : kRelations) {
    if (!text.starts_with(word)) continue;
    std::string_view rest = text.substr(word.size());
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    Amount amount = parse_measured(rest, measure);
    if (!amount.value) return {std::nullopt, {}, std::move(amount.problem)};
    return {Bound{relation, *amount.value}, std::string(word) + " " + std::string(rest), {}};
  }
  return {std::nullopt, {}, in_quotes(text) + " has no relation"};
}

std::string bound_form(Measure measure) {
  switch (measure) {
    case Measure::kCount:
      return "a bound such as \"== 0\" (== != < <= > >=)";
    case Measure::kDuration:
      return "a bound such as \"< 4s\" (== != < <= > >=)";
    case Measure::kRatio:
      return "a bound such as \">= 99.9%\" (== != < <= > >=)";
    case Measure::kBoolean:
      return "true or false";
    case Measure::kVerdict:
      return "one of held, failed, unknown, not_applicable";
  }
  return {};
}

bool satisfies(std::int64_t value, const Bound& bound) {
  switch (bound.relation) {
    case Bound::Relation::kEqual:
      return value == bound.value;
    case Bound::Relation::kNotEqual:
      return value != bound.value;
    case Bound::Relation::kLess:
      return value < bound.value;
    case Bound::Relation::kLessOrEqual:
      return value <= bound.value;
    case Bound::Relation::kGreater:
      return value > bound.value;
    case Bound::Relation::kGreaterOrEqual:
      return value >= bound.value;
  }
  return false;
}

std::string format_measured(std::int64_t value, Measure measure) {
  switch (measure) {
    case Measure::kDuration:
      return format_duration(engine::Duration(value));
    case Measure::kRatio:
      return format_ratio({value});
    case Measure::kBoolean:
      return value != 0 ? "true" : "false";
    default:
      return std::to_string(value);
  }
}

}  // namespace faultline::scenarios
