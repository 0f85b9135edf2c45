// Which commands the real program's parser takes, and how many arguments where it wants an exact
// number. Everything else ends the client's connection without a reply, whatever a Redis could do
// with it (source: the table of the real parser, shared dynomite/commands.json; facts.md 9).
#pragma once

#include <string_view>

#include "engine/commands/command.h"

namespace faultline::engine::dynomite {

// `name` in any case.
[[nodiscard]] bool real_program_knows(std::string_view name);
[[nodiscard]] bool real_program_takes(const Arguments& command);
// What the real program takes the command for when it decides where it goes. Some of its flags are
// wrong: *STORE commands that it takes for reads are not replicated, TTL goes to every replica
// (measured: shared dynomite/facts.md 3.12).
[[nodiscard]] Access routed_as(const CommandKind& kind);
// The same of a command that a script may stand for: the real program takes every EVAL for a write,
// also one that only reads.
[[nodiscard]] inline Access access_of(const CommandKind& kind, bool as_script) {
  return as_script ? Access::kWrite : routed_as(kind);
}
// Whether it asks the owner in the own rack alone, whatever the level (facts.md 3.11).
[[nodiscard]] bool asks_one_replica(const CommandKind& kind);
// Whether a client chooses the level of its own connection by it.
[[nodiscard]] bool chooses_level(const Arguments& command);
// Whether a client ends its connection by it.
[[nodiscard]] bool quits(const Arguments& command);
// What a node does with it; null: unknown, or of the wrong shape, and the connection is closed.
[[nodiscard]] const CommandKind* taken_command(const Arguments& command);

}  // namespace faultline::engine::dynomite
