// Why a copy of an effect came late, or never: the fault that stood in its way, in a sentence.
#pragma once

#include <string>
#include <string_view>

#include "sim/history/history.h"

namespace faultline::sim {

// Of one replica that waited for a fault's end, or never got the effect; `who` is the sentence's
// subject. Empty: no fault explains anything.
[[nodiscard]] std::string delay_sentence(const History& history, EffectIndex effect,
                                         std::string_view who);

}  // namespace faultline::sim
