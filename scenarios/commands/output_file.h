// One file that a command writes where its user wants it (explain --svg, chart --out, minimize
// --out): refused before anything is run if there is no such folder, and there whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace faultline::scenarios {

// Why nothing can be written there, asked before a long run; empty: it can.
[[nodiscard]] std::string refuse_file(const std::string& file);
// In the place of what was there, which stays if this fails (a full disk). Empty on success, else a
// message.
[[nodiscard]] std::string write_file(const std::string& file, std::string_view bytes);

}  // namespace faultline::scenarios
