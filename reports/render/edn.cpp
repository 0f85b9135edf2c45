#include "reports/render/edn.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "engine/base/type_list.h"
#include "reports/render/base64.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

std::string in_edn_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\')
      quoted += {'\\', character};
    else if (character == '\n')
      quoted += "\\n";
    else if (character == '\r')
      quoted += "\\r";
    else if (character == '\t')
      quoted += "\\t";
    else if (byte < 0x20 || byte == 0x7f)
      quoted += fmt::format("\\u{:04x}", byte);
    else
      quoted += character;
  }
  return quoted + "\"";
}

}  // namespace

std::string edn_string(std::string_view bytes) {
  if (!sim::is_utf8(bytes)) return "{:base64 " + in_edn_quotes(to_base64(bytes)) + "}";
  return in_edn_quotes(bytes);
}

std::string edn_reply(const engine::Reply& reply) {
  return std::visit(engine::Overloaded{
                        [](const engine::Nil&) { return std::string("nil"); },
                        [](const engine::Status& status) { return edn_string(status.text.view()); },
                        [](const engine::Error& error) {
                          return "{:error " + edn_string(error.text.view()) + "}";
                        },
                        [](std::int64_t integer) { return std::to_string(integer); },
                        [](const engine::Bytes& bulk) { return edn_string(bulk.view()); },
                        [](const std::vector<engine::Reply>& array) {
                          std::string elements;
                          for (const engine::Reply& element : array)
                            elements += (elements.empty() ? "" : " ") + edn_reply(element);
                          return "[" + elements + "]";
                        }},
                    reply.value);
}

std::optional<std::string> edn_keyword(std::string_view name) {
  std::string word;
  for (const char c : name) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_plain = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  if (word.empty() || !is_letter(word.front()) || !std::all_of(word.begin(), word.end(), is_plain))
    return std::nullopt;
  return ":" + word;
}

}  // namespace faultline::reports
