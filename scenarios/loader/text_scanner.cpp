#include "scenarios/loader/text_scanner.h"

namespace faultline::scenarios {
namespace {

// First byte, its character's size, and the range of the second byte (Unicode, table 3-7).
struct Lead {
  unsigned char first, last;
  std::size_t size;
  unsigned char second_low, second_high;
};
constexpr Lead kLeads[] = {
    {0x00, 0x7f, 1, 0x00, 0x00}, {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

}  // namespace

std::optional<std::size_t> character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const Lead& lead : kLeads) {
    if (byte(0) < lead.first || byte(0) > lead.last) continue;
    if (text.size() < lead.size) return std::nullopt;
    if (lead.size > 1 && (byte(1) < lead.second_low || byte(1) > lead.second_high))
      return std::nullopt;
    for (std::size_t i = 2; i < lead.size; ++i)
      if (byte(i) < 0x80 || byte(i) > 0xbf) return std::nullopt;
    return lead.size;
  }
  return std::nullopt;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::optional<std::size_t> size = character_size(text);
    if (!size) return false;
    text.remove_prefix(*size);
  }
  return true;
}

std::optional<std::string_view> TextScanner::take() {
  if (left_.empty()) return std::nullopt;
  const std::optional<std::size_t> size = character_size(left_);
  if (!size) return std::nullopt;
  const std::string_view character = left_.substr(0, *size);
  left_.remove_prefix(*size);
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
