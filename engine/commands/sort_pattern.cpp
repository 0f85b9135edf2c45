#include "engine/commands/sort_pattern.h"

#include <string>

#include "engine/commands/lookup.h"

namespace faultline::engine {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

// Redis looks for stars and arrows as in C strings, up to a zero byte.
std::string_view up_to_zero(std::string_view text) {
  return text.substr(0, text.find('\0'));
}

}  // namespace

bool names_elements(const Bytes& pattern) {
  return up_to_zero(pattern.view()).find('*') != kNowhere;
}

std::optional<Bytes> look_up_by_pattern(const KeyspaceView& keys, const Bytes& pattern,
                                        const Bytes& element) {
  const std::string_view text = pattern.view();
  if (text == "#") return element;
  const std::size_t star = up_to_zero(text).find('*');
  if (star == kNowhere) return std::nullopt;
  std::size_t arrow = up_to_zero(text).find("->", star + 1);
  // An arrow at the end is part of the name.
  if (arrow != kNowhere && arrow + 2 >= up_to_zero(text).size()) arrow = kNowhere;
  std::string name(text.substr(0, star));
  name += element.view();
  name += text.substr(star + 1, arrow == kNowhere ? kNowhere : arrow - star - 1);
  if (arrow == kNowhere) {
    const auto found = look_up<StringType>(keys, name);
    return found.reader == nullptr ? std::nullopt : std::optional(found.reader->value());
  }
  const auto found = look_up<HashType>(keys, name);
  return found.reader == nullptr ? std::nullopt : found.reader->value_of(text.substr(arrow + 2));
}

}  // namespace faultline::engine
