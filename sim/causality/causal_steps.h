// How one access came to be before another, step by step, for sentences that people read: short
// ways are preferred, and each step is one that a client took or that a read decides.
#pragma once

#include <vector>

#include "sim/causality/bad_patterns.h"

namespace faultline::sim {

// From the earlier access to the later one, which comes after it in causal order: each session on
// the way learns of it by a read of its value if there is one, else as early as it could.
[[nodiscard]] std::vector<CausalStep> steps_between(const CausalOrder& order, AccessIndex earlier,
                                                    AccessIndex later);

// Of accesses that each come before the next one, and the last before the first where it is a
// cycle. Several steps in one session become one. Links that are neither session order nor
// reads-from are conflicts, to be decided by the caller.
[[nodiscard]] std::vector<CausalStep> steps_along(const Accesses& accesses,
                                                  const std::vector<AccessIndex>& way, bool cycle);

// How many examples of one pattern are compared to find a short one.
inline constexpr std::uint64_t kStoriesCompared = 64;
void keep_shorter_story(BadPattern& pattern, std::vector<CausalStep> steps);

}  // namespace faultline::sim
