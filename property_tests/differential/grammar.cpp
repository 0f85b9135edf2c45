#include "property_tests/differential/grammar.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

using engine::Arguments;
using engine::Prng;

class FormParser {
 public:
  explicit FormParser(std::string_view text) : text_(text) {}

  Part::Sequence whole() {
    Part::Sequence parts = sequence();
    if (at_ != text_.size() || parts.empty()) refuse("ends too early");
    return parts;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw std::invalid_argument("form \"" + std::string(text_) + "\" " + what);
  }
  [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  Part::Sequence sequence() {
    Part::Sequence parts;
    for (;;) {
      while (take(' ')) {
      }
      if (std::string_view("\0)]|", 4).find(next()) != std::string_view::npos) return parts;
      parts.push_back(item());
    }
  }
  Part item() {
    Part part = take('[') ? choice(']') : take('(') ? choice(')') : word();
    if (take('+')) part.repeated = true;
    if (take('*')) part.repeated = part.optional = true;
    return part;
  }
  Part choice(char close) {
    Part part;
    part.kind = Part::Kind::kChoice;
    part.optional = close == ']';
    do part.alternatives.push_back(sequence());
    while (take('|'));
    if (!take(close)) refuse("lacks a bracket");
    return part;
  }
  Part word() {
    const std::size_t end = std::min(text_.find_first_of(" ()[]|+*", at_), text_.size());
    Part part;
    part.word = text_.substr(at_, end - at_);
    if (part.word.empty()) refuse("has a bracket too many");
    at_ = end;
    if (part.word[0] < 'a' || part.word[0] > 'z') return part;
    part.kind = Part::Kind::kArgument;
    part.argument = find_argument_kind(part.word);
    if (part.argument == nullptr) refuse("names no argument " + std::string(part.word));
    return part;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void draw_part(const Part& part, Draw& draw);

void draw_once(const Part& part, Draw& draw) {
  if (part.kind == Part::Kind::kArgument) return part.argument->draw(draw);
  if (part.kind == Part::Kind::kWord) return draw.add(part.word);
  draw_parts(part.alternatives[draw.prng.below(part.alternatives.size())], draw);
}

void draw_part(const Part& part, Draw& draw) {
  if (part.optional && !draw.one_in(3)) return;
  do draw_once(part, draw);
  while ((part.repeated && !draw.one_in(3)) || (part.optional && draw.one_in(50)));
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// What a program gets wrong: an argument too few or too many, a name that is none, the case.
void spoil(Draw& draw) {
  static constexpr std::array<std::string_view, 7> kSurplus = {
      "", "abc", "0", "-1", "1.5", "9223372036854775808", "NX"};
  Arguments& arguments = draw.arguments;
  switch (draw.prng.below(4)) {
    case 0:
      if (arguments.size() > 1) arguments.pop_back();
      break;
    case 1:
      arguments.emplace_back(draw.one_of(kSurplus));
      break;
    case 2:
      arguments[0] = std::string(arguments[0].view()) + (draw.one_in(2) ? "x" : "\r\n");
      break;
    default:
      for (std::size_t i = 0; i < arguments.size(); i += 1 + draw.prng.below(3))
        arguments[i] = lower_case(arguments[i].view());
  }
}

}  // namespace

Part::Sequence parse_form(std::string_view text) {
  return FormParser(text).whole();
}

void draw_parts(const Part::Sequence& parts, Draw& draw) {
  for (std::size_t i = 0; i < parts.size();) {
    std::size_t end = i;
    while (end < parts.size() && parts[end].optional) ++end;
    if (end == i) {
      draw_part(parts[i++], draw);
      continue;
    }
    // Options: from a random one on, around the ring of them.
    const std::size_t count = end - i;
    const std::size_t first = draw.one_in(3) ? draw.prng.below(count) : 0;
    for (std::size_t k = 0; k < count; ++k) draw_part(parts[i + (first + k) % count], draw);
    i = end;
  }
}

Grammar::Grammar(bool (*wanted)(std::string_view)) {
  for (const Family& family : families()) {
    Group group{family.name, family.keys, {}, {}, {}};
    for (const Form& form : family.forms) {
      const std::string_view command = form.text.substr(0, form.text.find(' '));
      if (!wanted(command)) continue;
      group.by_weight.insert(group.by_weight.end(), static_cast<std::size_t>(form.weight),
                             group.entries.size());
      if (form.weight >= kFillingWeight) group.filling.push_back(group.entries.size());
      group.entries.push_back({form.text, command, parse_form(form.text)});
    }
    if (!group.entries.empty()) groups_.push_back(std::move(group));
  }
}

Arguments Grammar::draw_form(const Group& group, const Entry& entry, Prng& prng) {
  Draw draw{prng, group.keys, {}};
  draw_parts(entry.parts, draw);
  return draw.arguments;
}

Arguments Grammar::draw(const Group& group, Prng& prng) {
  const std::size_t index = group.by_weight[prng.below(group.by_weight.size())];
  Draw draw{prng, group.keys, draw_form(group, group.entries[index], prng)};
  if (draw.one_in(40)) spoil(draw);
  return draw.arguments;
}

Arguments Grammar::draw_filling(const Group& group, Prng& prng) {
  if (group.filling.empty()) return draw(group, prng);
  return draw_form(group, group.entries[group.filling[prng.below(group.filling.size())]], prng);
}

std::span<const Family> families() {
  static const std::array kFamilies = {
      Family{"strings", KeyType::kString, string_forms()},
      Family{"bitmaps", KeyType::kString, bitmap_forms()},
      Family{"hashes", KeyType::kHash, hash_forms()},
      Family{"sets", KeyType::kSet, set_forms()},
      Family{"sorted sets", KeyType::kSortedSet, sorted_set_forms()},
      Family{"geo", KeyType::kGeo, geo_forms()},
      Family{"keys", KeyType::kAny, key_forms()},
  };
  return kFamilies;
}

}  // namespace faultline::differential
