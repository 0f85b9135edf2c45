// Text that comes from scenarios and clients, made safe for where it is shown: XML, HTML and
// Markdown. Bytes that are no text are shown as base64 (base64.h).
#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

// For XML and HTML, in text and in attributes.
[[nodiscard]] std::string escape_markup(std::string_view text);
// For Markdown, also inside a table cell: nothing of it is markup, HTML or the end of the cell.
// A ">" stays itself: it means something at the begin of a line only.
[[nodiscard]] std::string escape_markdown(std::string_view text);
// The same at the begin of a line, where it opens no heading, quotation or list.
[[nodiscard]] std::string markdown_paragraph(std::string_view text);

}  // namespace faultline::reports
