// A file of cases: one JSON object a line. Every line is read like a scenario, with every error at
// its line, column and path; what each engine's cases look like is in <engine>_case.h. Keys that a
// case may carry besides (titles, notes, sources) are passed over.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ports/reply.h"
#include "scenarios/loader/reading.h"

namespace faultline::scenarios::conformance {

using Json = nlohmann::json;

// Calls `read` with each line that is JSON at all; what it notes ends in `errors`.
void read_case_lines(std::string_view text, const std::string& file,
                     std::vector<InputError>& errors, const std::function<void(Reading&)>& read);

// Members of an object; what is missing or of a wrong type is noted.
[[nodiscard]] std::string text_of(Reading& reading, const Node& object, std::string_view key);
[[nodiscard]] bool flag_of(Reading& reading, const Node& object, std::string_view key,
                           bool otherwise);
[[nodiscard]] std::optional<std::int64_t> integer_of(Reading& reading, const Node& object,
                                                     std::string_view key);
// None if the key is absent.
[[nodiscard]] std::optional<std::string> optional_text_of(Reading& reading, const Node& object,
                                                          std::string_view key);
// Any number, thousandths kept: seconds as milliseconds.
[[nodiscard]] std::optional<std::int64_t> milliseconds_of(Reading& reading, const Node& object,
                                                          std::string_view key);
// The elements of a list; empty if it is missing (noted) or no list (noted).
[[nodiscard]] std::vector<Node> list_of(Reading& reading, const Node& object, std::string_view key);
[[nodiscard]] std::vector<std::string> texts_of(Reading& reading, const Node& object,
                                                std::string_view key);
// A command: text, whole numbers, or {"base64": …}.
[[nodiscard]] engine::Arguments command_of(Reading& reading, const Node& object);

}  // namespace faultline::scenarios::conformance
