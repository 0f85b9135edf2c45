#include "scenarios/loader/text_scanner.h"

#include "sim/story/text.h"

namespace faultline::scenarios {
std::optional<std::string_view> TextScanner::take() {
  if (left_.empty()) return std::nullopt;
  const std::size_t size = sim::character_size(left_);
  if (size == 0) return std::nullopt;
  const std::string_view character = left_.substr(0, size);
  left_.remove_prefix(size);
  if (character == "\n") {
    ++position_.line;
    position_.column = 1;
  } else {
    ++position_.column;
  }
  return character;
}

void TextScanner::skip_mark() {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (left_.starts_with(kMark)) left_.remove_prefix(kMark.size());
}

}  // namespace faultline::scenarios
