#include "scenarios/loader/json_text.h"

namespace faultline::scenarios {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kWidth = 99;

void write_short(std::string& out, const ordered_json& value) {
  if (!value.is_structured()) {
    out += value.dump();
    return;
  }
  out += value.is_object() ? (value.empty() ? "{" : "{ ") : "[";
  bool first = true;
  for (auto each = value.begin(); each != value.end(); ++each) {
    if (!first) out += ", ";
    first = false;
    if (value.is_object()) out += ordered_json(each.key()).dump() + ": ";
    write_short(out, *each);
  }
  out += value.is_object() ? (value.empty() ? "}" : " }") : "]";
}

// `used`: how much of the line is taken already.
void write(std::string& out, const ordered_json& value, std::size_t indent, std::size_t used) {
  std::string line;
  write_short(line, value);
  if (!value.is_structured() || value.empty() || used + line.size() <= kWidth) {
    out += line;
    return;
  }
  out += value.is_object() ? '{' : '[';
  bool first = true;
  for (auto each = value.begin(); each != value.end(); ++each) {
    out += first ? "\n" : ",\n";
    first = false;
    out.append(indent + 2, ' ');
    std::string key;
    if (value.is_object()) key = ordered_json(each.key()).dump() + ": ";
    out += key;
    write(out, *each, indent + 2, indent + 2 + key.size());
  }
  out += '\n';
  out.append(indent, ' ');
  out += value.is_object() ? '}' : ']';
}

}  // namespace

std::string to_text(const ordered_json& value) {
  return text_within(value, 0, 0) + '\n';
}

std::string text_within(const ordered_json& value, std::size_t indent, std::size_t used) {
  std::string text;
  write(text, value, indent, used);
  return text;
}

}  // namespace faultline::scenarios
