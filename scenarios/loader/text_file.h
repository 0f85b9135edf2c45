// A file as one text, or why there is none, in words that follow its name in a message: scenarios,
// and what they name beside them.
#pragma once

#include <optional>
#include <string>

namespace faultline::scenarios {

struct TextFile {
  std::optional<std::string> text;
  std::string problem;  // "is a folder", "is empty", "cannot be read: …"
};

[[nodiscard]] TextFile read_text_file(const std::string& file);

}  // namespace faultline::scenarios
