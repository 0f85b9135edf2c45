// Text that comes from scenarios and clients, made safe for where it is shown. Redis strings are
// bytes: whatever is not UTF-8 or cannot be printed is shown as redis-cli shows it ("\xff").
#pragma once

#include <string>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::reports {

[[nodiscard]] bool is_utf8(std::string_view bytes);
// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

// Printable UTF-8: control characters, invalid bytes and backslashes as escapes.
[[nodiscard]] std::string printable(std::string_view bytes);
// The same of a key or a value, cut where it is long.
[[nodiscard]] std::string printable_start(std::string_view bytes);
// A command as one would type it: arguments with blanks, or empty ones, in double quotes.
[[nodiscard]] std::string command_text(const engine::Arguments& command);
// A reply in one line, as redis-cli would show it.
[[nodiscard]] std::string reply_text(const engine::Reply& reply);

// For XML and HTML, in text and in attributes.
[[nodiscard]] std::string escape_markup(std::string_view text);
// For Markdown, also inside a table cell: nothing of it is markup, HTML or the end of the cell.
[[nodiscard]] std::string escape_markdown(std::string_view text);

}  // namespace faultline::reports
