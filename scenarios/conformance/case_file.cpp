#include "scenarios/conformance/case_file.h"

#include <cmath>

#include "reports/render/base64.h"

namespace faultline::scenarios::conformance {
namespace {

bool blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::optional<Node> required(Reading& reading, const Node& object, std::string_view key,
                             std::string_view expected) {
  std::optional<Node> member = object.member(key);
  if (!member) reading.fail_missing(object, key, expected);
  return member;
}

std::optional<engine::Bytes> argument_of(Reading& reading, const Node& node) {
  if (node.is_text()) return engine::Bytes(node.value->get_ref<const std::string&>());
  if (node.value->is_number_integer()) return engine::Bytes(node.value->dump());
  if (const auto encoded = node.member("base64"); encoded && encoded->is_text())
    if (const auto bytes =
            faultline::reports::from_base64(encoded->value->get_ref<const std::string&>()))
      return engine::Bytes(*bytes);
  reading.fail_type(node, "text, a whole number, or {\"base64\": \"…\"}");
  return std::nullopt;
}

}  // namespace

void read_case_lines(std::string_view text, const std::string& file,
                     std::vector<InputError>& errors, const std::function<void(Reading&)>& read) {
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    ++number;
    if (blank(line)) continue;
    std::vector<InputError> found;
    if (auto source = read_json(line, file, found, Numbers::kAny)) {
      Reading reading(std::move(*source), file, found);
      if (reading.object(reading.root(), "a case")) read(reading);
    }
    for (InputError& error : found) {
      error.at.line = number;
      errors.push_back(std::move(error));
    }
  }
}

std::string text_of(Reading& reading, const Node& object, std::string_view key) {
  const auto member = required(reading, object, key, "text");
  return member ? reading.text(*member, "text").value_or("") : "";
}

bool flag_of(Reading& reading, const Node& object, std::string_view key, bool otherwise) {
  const auto member = object.member(key);
  if (!member) return otherwise;
  if (member->value->is_boolean()) return member->value->get<bool>();
  reading.fail_type(*member, "true or false");
  return otherwise;
}

std::optional<std::int64_t> integer_of(Reading& reading, const Node& object, std::string_view key) {
  const auto member = object.member(key);
  if (!member) return std::nullopt;
  return reading.integer(*member, "a whole number");
}

std::optional<std::string> optional_text_of(Reading& reading, const Node& object,
                                            std::string_view key) {
  const auto member = object.member(key);
  if (!member) return std::nullopt;
  return reading.text(*member, "text");
}

std::optional<std::int64_t> milliseconds_of(Reading& reading, const Node& object,
                                            std::string_view key) {
  constexpr double kMostSeconds = 1e6;
  const auto member = object.member(key);
  if (!member) return std::nullopt;
  if (member->value->is_number()) {
    const auto seconds = member->value->get<double>();
    if (seconds >= 0 && seconds <= kMostSeconds) return std::llround(seconds * 1000);
  }
  reading.fail_type(*member, "a number of seconds");
  return std::nullopt;
}

std::vector<Node> list_of(Reading& reading, const Node& object, std::string_view key) {
  const auto member = required(reading, object, key, "a list");
  if (!member || !reading.list(*member, "a list")) return {};
  return member->elements();
}

std::vector<std::string> texts_of(Reading& reading, const Node& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const Node& node : list_of(reading, object, key))
    if (auto text = reading.text(node, "text")) texts.push_back(std::move(*text));
  return texts;
}

engine::Arguments command_of(Reading& reading, const Node& object) {
  engine::Arguments arguments;
  for (const Node& node : list_of(reading, object, "command"))
    if (auto argument = argument_of(reading, node)) arguments.push_back(std::move(*argument));
  const auto member = object.member("command");
  if (member && member->is_list() && (arguments.empty() || arguments[0].empty()))
    reading.fail(*member, "no command", "a name and its arguments");
  return arguments;
}

}  // namespace faultline::scenarios::conformance
