// ZUNION ZINTER ZDIFF, the same with STORE, and ZINTERCARD, over sorted sets and plain sets, whose
// members all count 1. A stored result is one assignment of the destination: replicas exchange what
// it came to, not what it was made of.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "engine/commands/element_units.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/sorted_set_values.h"

namespace faultline::engine {
namespace {

using sorted_set::Scores;

enum class Combination { kUnion, kIntersection, kDifference };
enum class Purpose { kAnswer, kStore, kCount };
enum class Aggregate { kSum, kMin, kMax };

// One of the keys: a sorted set, a plain set, or neither where there is no such key.
struct ScoredOperand {
  const sorted_set::Reader* scored = nullptr;
  const set::Reader* plain = nullptr;
  double weight = 1;

  [[nodiscard]] std::size_t size() const {
    if (scored != nullptr) return scored->size();
    return plain == nullptr ? 0 : plain->size();
  }
  [[nodiscard]] std::optional<double> score_of(const Bytes& member) const {
    if (scored != nullptr) return scored->score_of(member);
    return plain != nullptr && plain->contains(member) ? std::optional<double>(1) : std::nullopt;
  }
  template <class Visit>
  void each(const Visit& visit) const {
    if (scored != nullptr)
      for (const auto& [score, member] : scored->ranking()) visit(member, score);
    if (plain != nullptr)
      for (const Bytes& member : plain->members()) visit(member, 1);
  }
};

struct Expression {
  std::vector<ScoredOperand> operands;
  Aggregate aggregate = Aggregate::kSum;
  bool with_scores = false;
  std::int64_t limit = 0;  // 0: none
};

// Infinities of both signs, and infinity taken no times, count nothing.
double number_or_zero(double score) {
  return std::isnan(score) ? 0 : score;
}

double aggregated(Aggregate how, double score, double other) {
  switch (how) {
    case Aggregate::kSum:
      break;
    case Aggregate::kMin:
      return other < score ? other : score;
    case Aggregate::kMax:
      return other > score ? other : score;
  }
  return number_or_zero(score + other);
}

Scores scored_union(const Expression& expression) {
  Scores result;
  for (const ScoredOperand& operand : expression.operands) {
    operand.each([&](const Bytes& member, double score) {
      const double weighted = number_or_zero(operand.weight * score);
      const auto [found, added] = result.try_emplace(member, weighted);
      if (!added) found->second = aggregated(expression.aggregate, found->second, weighted);
    });
  }
  return result;
}

Scores scored_intersection(const Expression& expression) {
  Scores result;
  const auto& operands = expression.operands;
  operands.front().each([&](const Bytes& member, double first) {
    double total = number_or_zero(operands.front().weight * first);
    for (std::size_t i = 1; i < operands.size(); ++i) {
      const auto score = operands[i].score_of(member);
      if (!score) return;
      total = aggregated(expression.aggregate, total, operands[i].weight * *score);
    }
    result.emplace(member, total);
  });
  return result;
}

Scores scored_difference(const Expression& expression) {
  Scores result;
  const auto& operands = expression.operands;
  operands.front().each([&](const Bytes& member, double score) {
    for (std::size_t i = 1; i < operands.size(); ++i)
      if (operands[i].score_of(member)) return;
    result.emplace(member, score);
  });
  return result;
}

Scores result_of(Combination combination, Expression expression) {
  if (combination == Combination::kDifference) return scored_difference(expression);
  // The smallest first, as Redis does it: the order decides how a sum of fractions is rounded.
  std::stable_sort(
      expression.operands.begin(), expression.operands.end(),
      [](const ScoredOperand& a, const ScoredOperand& b) { return a.size() < b.size(); });
  return combination == Combination::kUnion ? scored_union(expression)
                                            : scored_intersection(expression);
}

// The options that follow the keys, from argument `at` on.
std::optional<Reply> parse_expression_options(const Arguments& arguments, std::size_t at,
                                              Combination combination, Purpose purpose,
                                              Expression& expression) {
  const bool weighs = combination != Combination::kDifference && purpose != Purpose::kCount;
  while (at < arguments.size()) {
    const Bytes& word = arguments[at];
    const std::size_t follow = arguments.size() - at - 1;
    if (weighs && follow >= expression.operands.size() && is_word(word, "WEIGHTS")) {
      for (ScoredOperand& operand : expression.operands) {
        const auto weight = parse_score(arguments[++at].view());
        if (!weight) return error_reply("ERR weight value is not a float");
        operand.weight = *weight;
      }
    } else if (weighs && follow >= 1 && is_word(word, "AGGREGATE")) {
      const Bytes& how = arguments[++at];
      if (is_word(how, "SUM"))
        expression.aggregate = Aggregate::kSum;
      else if (is_word(how, "MIN"))
        expression.aggregate = Aggregate::kMin;
      else if (is_word(how, "MAX"))
        expression.aggregate = Aggregate::kMax;
      else
        return syntax_error();
    } else if (purpose == Purpose::kAnswer && is_word(word, "WITHSCORES")) {
      expression.with_scores = true;
    } else if (purpose == Purpose::kCount && follow >= 1 && is_word(word, "LIMIT")) {
      const auto limit = parse_integer(arguments[++at].view());
      if (!limit || *limit < 0) return error_reply("ERR LIMIT can't be negative");
      expression.limit = *limit;
    } else {
      return syntax_error();
    }
    ++at;
  }
  return std::nullopt;
}

// As errors name the command.
std::string name_of(Combination combination, Purpose purpose) {
  const std::string name = combination == Combination::kUnion          ? "zunion"
                           : combination == Combination::kIntersection ? "zinter"
                                                                       : "zdiff";
  return name + (purpose == Purpose::kAnswer ? "" : purpose == Purpose::kStore ? "store" : "card");
}

// How many keys there are stands in argument `at`.
std::variant<Expression, Reply> parse_expression(const CommandContext& context, std::size_t at,
                                                 Combination combination, Purpose purpose) {
  const Arguments& arguments = context.arguments;
  const auto given = parse_integer(arguments[at].view());
  if (!given) return not_an_integer();
  if (*given < 1)
    return error_reply("ERR at least 1 input key is needed for '" + name_of(combination, purpose) +
                       "' command");
  if (*given >= static_cast<std::int64_t>(arguments.size() - at)) return syntax_error();
  const std::size_t end = at + 1 + static_cast<std::size_t>(*given);
  Expression expression;
  for (std::size_t i = at + 1; i < end; ++i) {
    const auto scored = sorted_set_at(context, arguments[i]);
    const auto plain = look_up<SetType>(context.keys, arguments[i]);
    if (scored.wrong_type && plain.wrong_type) return wrong_type();
    expression.operands.push_back({scored.reader, plain.reader});
  }
  if (auto error = parse_expression_options(arguments, end, combination, purpose, expression))
    return *error;
  return expression;
}

Reply scores_reply(const Scores& scores, bool with_scores) {
  sorted_set::Ranking ranking;
  for (const auto& [member, score] : scores) ranking.insert({score, member});
  std::vector<Reply> replies;
  for (const sorted_set::Scored& scored : ranking) append_scored(replies, scored, with_scores);
  return {std::move(replies)};
}

template <Combination kCombination, Purpose kPurpose>
Reply combine_scores(const CommandContext& context) {
  const std::size_t at = kPurpose == Purpose::kStore ? 2 : 1;
  const auto parsed = parse_expression(context, at, kCombination, kPurpose);
  if (const auto* error = std::get_if<Reply>(&parsed)) return *error;
  const auto& expression = std::get<Expression>(parsed);
  Scores scores = result_of(kCombination, expression);
  if constexpr (kPurpose == Purpose::kStore)
    return store_scores(context, context.arguments[1], 0, std::move(scores));
  if constexpr (kPurpose == Purpose::kAnswer) return scores_reply(scores, expression.with_scores);
  const auto size = static_cast<std::int64_t>(scores.size());
  return integer_reply(expression.limit == 0 ? size : std::min(size, expression.limit));
}

constexpr KeyRange kKeysAnswered{1, 0, 1, 1};
constexpr KeyRange kKeysStored{1, 1, 1, 2};

constexpr std::array kSortedSetAlgebraCommands = {
    CommandKind{"ZUNION", "the members of all keys; WEIGHTS AGGREGATE WITHSCORES", -3,
                Access::kRead, kKeysAnswered,
                combine_scores<Combination::kUnion, Purpose::kAnswer>},
    CommandKind{"ZINTER", "the members that all keys have; WEIGHTS AGGREGATE WITHSCORES", -3,
                Access::kRead, kKeysAnswered,
                combine_scores<Combination::kIntersection, Purpose::kAnswer>},
    CommandKind{"ZDIFF", "the members of the first key that no other has; WITHSCORES", -3,
                Access::kRead, kKeysAnswered,
                combine_scores<Combination::kDifference, Purpose::kAnswer>},
    CommandKind{"ZINTERCARD", "how many members all keys have; LIMIT", -3, Access::kRead,
                kKeysAnswered, combine_scores<Combination::kIntersection, Purpose::kCount>},
    CommandKind{"ZUNIONSTORE", "stores what ZUNION answers", -4, Access::kWrite, kKeysStored,
                combine_scores<Combination::kUnion, Purpose::kStore>, key_unit<1>},
    CommandKind{"ZINTERSTORE", "stores what ZINTER answers", -4, Access::kWrite, kKeysStored,
                combine_scores<Combination::kIntersection, Purpose::kStore>, key_unit<1>},
    CommandKind{"ZDIFFSTORE", "stores what ZDIFF answers", -4, Access::kWrite, kKeysStored,
                combine_scores<Combination::kDifference, Purpose::kStore>, key_unit<1>},
};

}  // namespace

std::span<const CommandKind> sorted_set_algebra_commands() {
  return kSortedSetAlgebraCommands;
}

}  // namespace faultline::engine
