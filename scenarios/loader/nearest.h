// "did you mean": the valid word that a wrong one most likely stood for. Distance is that of
// optimal string alignment (insert, delete, replace, swap two neighbours), capitals ignored.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace faultline::scenarios {

[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// Empty if no word is near: at most 3 edits, and at most half of the longer word.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> words);

}  // namespace faultline::scenarios
