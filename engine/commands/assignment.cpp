#include "engine/commands/assignment.h"

namespace faultline::engine {

Change assignment_of(const AnyReader& reader, const std::optional<WallTime>& deadline) {
  return std::visit(Overloaded{
                        [](std::monostate) -> Change { return Delete{}; },
                        [&](const string::Reader* shown) -> Change {
                          return string::Write{shown->value(), deadline};
                        },
                        [&](const set::Reader* shown) -> Change {
                          const std::vector<Bytes> members = shown->members();
                          return set::Assign{{members.begin(), members.end()}, deadline};
                        },
                        [&](const hash::Reader* shown) -> Change {
                          return hash::Assign{shown->content(), deadline};
                        },
                        [&](const sorted_set::Reader* shown) -> Change {
                          sorted_set::Assign assign{{}, deadline};
                          for (const auto& [score, member] : shown->ranking())
                            assign.scores.emplace(member, score);
                          return assign;
                        },
                    },
                    reader);
}

}  // namespace faultline::engine
