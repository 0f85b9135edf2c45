// The families of commands, once. To add one: its file, its declaration, its name in the list.
#pragma once

#include <span>

#include "engine/commands/command.h"

namespace faultline::engine {

using CommandFamily = std::span<const CommandKind> (*)();

std::span<const CommandKind> string_commands();
std::span<const CommandKind> set_commands();
std::span<const CommandKind> key_commands();

inline constexpr CommandFamily kCommandFamilies[] = {string_commands, set_commands, key_commands};

}  // namespace faultline::engine
