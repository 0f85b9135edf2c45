#include "scenarios/loader/reading.h"

#include <algorithm>

#include "scenarios/loader/nearest.h"
#include "scenarios/loader/wrong_word.h"

namespace faultline::scenarios {
namespace {

// How a value of a wrong type is called in a message.
std::string describe(const nlohmann::json& value) {
  switch (value.type()) {
    case nlohmann::json::value_t::object:
      return value.empty() ? "an empty object" : "an object";
    case nlohmann::json::value_t::array:
      return value.empty() ? "an empty list" : "a list";
    case nlohmann::json::value_t::string:
      return in_quotes(value.get_ref<const std::string&>());
    default:
      return value.dump();
  }
}

}  // namespace

std::optional<Node> Node::member(std::string_view key) const {
  if (!value->is_object()) return std::nullopt;
  const auto found = value->find(key);
  if (found == value->end()) return std::nullopt;
  return Node{&*found, pointer(path, key)};
}

std::vector<std::pair<std::string, Node>> Node::members() const {
  std::vector<std::pair<std::string, Node>> result;
  for (auto each = value->begin(); each != value->end(); ++each)
    result.emplace_back(each.key(), Node{&*each, pointer(path, each.key())});
  return result;
}

std::vector<Node> Node::elements() const {
  std::vector<Node> result;
  for (const nlohmann::json& each : *value)
    result.push_back({&each, pointer(path, std::to_string(result.size()))});
  return result;
}

Position Reading::position(const Node& node) const {
  const auto found = source_.locations.find(node.path);
  return found == source_.locations.end() ? Position{} : found->second.value;
}

void Reading::add(Position at, const Node& node, std::string what, std::string expected,
                  std::string suggestion) {
  errors_.push_back(
      {file_, at, node.path, std::move(what), std::move(expected), std::move(suggestion)});
}

void Reading::fail(const Node& node, std::string what, std::string expected,
                   std::string suggestion) {
  if (source_.refused.contains(node.path)) return;
  add(position(node), node, std::move(what), std::move(expected), std::move(suggestion));
}

void Reading::fail_at_key(const Node& node, std::string what, std::string expected,
                          std::string suggestion) {
  const auto found = source_.locations.find(node.path);
  const Position at = found == source_.locations.end() ? Position{} : found->second.key;
  add(at, node, std::move(what), std::move(expected), std::move(suggestion));
}

void Reading::fail_type(const Node& node, std::string_view expected) {
  fail(node, describe(*node.value) + " does not fit", std::string(expected));
}

void Reading::fail_word(const Node& node, std::string_view noun, std::string_view word,
                        const std::vector<std::string>& words) {
  WrongWord wrong = wrong_word(noun, word, words);
  fail(node, std::move(wrong.what), std::move(wrong.expected), std::move(wrong.suggestion));
}

void Reading::fail_missing(const Node& object, std::string_view key, std::string_view expected) {
  fail_missing(object, {key}, in_quotes(key) + " is missing", std::string(expected));
}

void Reading::fail_missing(const Node& object, const std::vector<std::string_view>& keys,
                           std::string what, std::string expected) {
  for (const std::string_view key : keys)
    missing_.emplace_back(errors_.size(), Key(object.path, key));
  fail(object, std::move(what), std::move(expected));
}

void Reading::forget_misspelt() {
  std::set<std::size_t> forgotten;
  for (const auto& [index, key] : missing_)
    if (misspelt_.contains(key)) forgotten.insert(index);
  for (auto index = forgotten.rbegin(); index != forgotten.rend(); ++index)
    errors_.erase(errors_.begin() + static_cast<std::ptrdiff_t>(*index));
  missing_.clear();
}

bool Reading::object(const Node& node, std::string_view expected) {
  if (node.is_object()) return true;
  fail_type(node, expected);
  return false;
}

bool Reading::object(const Node& node, std::string_view expected,
                     const std::vector<std::string>& keys) {
  if (!object(node, expected)) return false;
  for (const auto& [key, member] : node.members()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    WrongWord wrong = wrong_word("key", key, keys);
    misspelt_.emplace(node.path, wrong.suggestion);
    fail_at_key(member, std::move(wrong.what),
                keys.empty() ? "no keys here" : std::move(wrong.expected),
                std::move(wrong.suggestion));
  }
  return true;
}

bool Reading::list(const Node& node, std::string_view expected) {
  if (node.is_list()) return true;
  fail_type(node, expected);
  return false;
}

std::optional<std::string> Reading::text(const Node& node, std::string_view expected) {
  if (node.is_text()) return node.value->get<std::string>();
  fail_type(node, expected);
  return std::nullopt;
}

std::optional<std::string> Reading::kind(const Node& object, std::string_view noun,
                                         const std::vector<std::string>& words) {
  const std::optional<Node> node = object.member("kind");
  if (!node) {
    // Which other keys there may be depends on the kind.
    for (const auto& [key, member] : object.members())
      if (nearest(key, std::vector<std::string>{"kind"}) == "kind") {
        fail_at_key(member, "unknown key " + in_quotes(key), {}, "kind");
        return std::nullopt;
      }
    fail_missing(object, "kind", one_of(words));
    return std::nullopt;
  }
  std::optional<std::string> word = text(*node, one_of(words));
  if (!word || std::find(words.begin(), words.end(), *word) != words.end()) return word;
  fail_word(*node, noun, *word, words);
  return std::nullopt;
}

std::optional<engine::Duration> Reading::run_time(const Node& node) {
  const auto time = measure(node, kDurationForm, parse_duration);
  return time && fits_run(node, *time) ? time : std::nullopt;
}

bool Reading::fits_run(const Node& node, engine::Duration time) {
  if (time <= kLongestRun) return true;
  fail(node, format_duration(time) + " is too long",
       "at most " + format_duration(kLongestRun) +
           ": every second of a run is simulated, idle or not");
  return false;
}

std::optional<std::int64_t> Reading::integer(const Node& node, std::string_view expected) {
  if (node.value->is_number_integer()) return node.value->get<std::int64_t>();
  fail_type(node, expected);
  return std::nullopt;
}

}  // namespace faultline::scenarios
