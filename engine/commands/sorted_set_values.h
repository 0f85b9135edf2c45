// What the commands of sorted sets share: looking one up, scores and scored members as replies, and
// storing a sorted set that another command made.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/commands/lookup.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {

[[nodiscard]] inline Typed<SortedSetType> sorted_set_at(const CommandContext& context,
                                                        const Bytes& key) {
  return look_up<SortedSetType>(context.keys, key);
}

[[nodiscard]] inline Reply score_reply(double score) {
  return bulk_reply(format_score(score));
}

// Small sorted sets of Redis hold no negative zero; ours never do.
[[nodiscard]] inline double stored_score(double score) {
  return score == 0 ? 0 : score;
}

inline void append_scored(std::vector<Reply>& replies, const sorted_set::Scored& scored,
                          bool with_scores) {
  replies.push_back(bulk_reply(scored.member));
  if (with_scores) replies.push_back(score_reply(scored.score));
}

// Replaces a key of any type, and deletes it where there is nothing to store. Answers how many.
[[nodiscard]] inline Reply store_scores(const CommandContext& context, const Bytes& key,
                                        std::uint32_t unit, sorted_set::Scores scores) {
  const auto size = static_cast<std::int64_t>(scores.size());
  for (auto& [member, score] : scores) score = stored_score(score);
  if (size > 0)
    context.effects.add(key, unit, sorted_set::Assign{std::move(scores), std::nullopt});
  else if (exists(context.keys, key))
    context.effects.add(key, unit, Delete{});
  return integer_reply(size);
}

}  // namespace faultline::engine
