// One file that a command writes where its user wants it: a picture, a diagram. Whether it can be
// written is asked before the work, so that nobody waits for what is then thrown away.
#pragma once

#include <string>
#include <string_view>

namespace faultline::scenarios {

// Why nothing can be written there, asked before a long run; empty: it can.
[[nodiscard]] std::string refuse_file(const std::string& file);
// In the place of what was there. Empty on success, else a message.
[[nodiscard]] std::string write_file(const std::string& file, std::string_view bytes);

}  // namespace faultline::scenarios
