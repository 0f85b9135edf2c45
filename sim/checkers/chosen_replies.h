// Replies of commands that choose, as SPOP and HRANDFIELD do: not one reply is right, but any that
// could have been drawn.
#pragma once

#include "engine/commands/command.h"

namespace faultline::sim {

// The command that answers all that this one, of a kind that chooses, chooses from.
[[nodiscard]] engine::Arguments all_to_choose_from(const engine::CommandKind& kind,
                                                   const engine::Arguments& command);
// `expected`: one reply that could have been drawn; `all`: the answer to all_to_choose_from.
[[nodiscard]] bool could_be_drawn(const engine::Arguments& command, const engine::Reply& expected,
                                  const engine::Reply& seen, const engine::Reply& all);

}  // namespace faultline::sim
