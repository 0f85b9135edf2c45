// Keys, values, commands and replies as people read them. Redis strings are bytes: whatever is not
// UTF-8 or cannot be printed is shown as redis-cli shows it ("\\xff").
#pragma once

#include <string>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::sim {

// How many bytes the first character has; 0 if it is none of UTF-8 (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF). There is at least one byte.
[[nodiscard]] std::size_t character_size(std::string_view bytes);
[[nodiscard]] bool is_utf8(std::string_view bytes);
// Printable UTF-8: control characters, invalid bytes and backslashes as escapes.
[[nodiscard]] std::string printable(std::string_view bytes);
// Of a sentence that is made of such parts already: their escapes stay as they are.
[[nodiscard]] std::string printable_text(std::string_view text);
// What `printable` makes of a key or a value, cut where it is long.
[[nodiscard]] std::string printable_start(std::string_view bytes);
// The same as one would type it for redis-cli: in quotes where it needs them.
[[nodiscard]] std::string argument_text(std::string_view argument);
// A command as one would type it: INCRBY ctr:7 3, SET k "", SET k "a b\xff".
[[nodiscard]] std::string command_text(const engine::Arguments& command);
// The word as a shell takes it: in single quotes where it needs them.
[[nodiscard]] std::string shell_word(const std::string& word);
// A reply in one line, as redis-cli would show it.
[[nodiscard]] std::string reply_text(const engine::Reply& reply);

}  // namespace faultline::sim
