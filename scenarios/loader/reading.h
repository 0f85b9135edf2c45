// A scenario document under the eyes of the loader: values with their paths, and the errors found
// so far. Everything that reads goes on after an error, so that all of them are reported at once.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/json_source.h"
#include "scenarios/loader/units.h"

namespace faultline::scenarios {

struct Node {
  const nlohmann::json* value = nullptr;
  std::string path;

  [[nodiscard]] bool is_object() const { return value->is_object(); }
  [[nodiscard]] bool is_list() const { return value->is_array(); }
  [[nodiscard]] bool is_text() const { return value->is_string(); }
  [[nodiscard]] std::optional<Node> member(std::string_view key) const;
  [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const;  // sorted by key
  [[nodiscard]] std::vector<Node> elements() const;
};

class Reading {
 public:
  Reading(JsonSource source, std::string file, std::vector<InputError>& errors)
      : source_(std::move(source)), file_(std::move(file)), errors_(errors) {}

  [[nodiscard]] Node root() const { return {&source_.document, ""}; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] Position position(const Node& node) const;

  // Notes that something is wrong with a value, or with the key that it stands under.
  void fail(const Node& node, std::string what, std::string expected = {},
            std::string suggestion = {});
  void fail_at_key(const Node& node, std::string what, std::string expected = {},
                   std::string suggestion = {});
  // For a value of a wrong type: says what it is.
  void fail_type(const Node& node, std::string_view expected);
  // A word that is none of `words`: what it should have been, and the nearest.
  void fail_word(const Node& node, std::string_view noun, std::string_view word,
                 const std::vector<std::string>& words);
  // A required key that is not there.
  void fail_missing(const Node& object, std::string_view key, std::string_view expected);
  // One of several keys is required: nothing of that is said if one of them is misspelt.
  void fail_missing(const Node& object, const std::vector<std::string_view>& keys, std::string what,
                    std::string expected);
  // Something is wrong with another file that the document names.
  void fail_elsewhere(InputError error) { errors_.push_back(std::move(error)); }
  void warn(std::string line) { warnings_.push_back(std::move(line)); }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  // A required key that seems to be misspelt has been reported as an unknown one; it is not
  // missing as well.
  void forget_misspelt();

  // The value as an object with no keys but these; unknown keys are reported, the rest can be read.
  bool object(const Node& node, std::string_view expected, const std::vector<std::string>& keys);
  bool object(const Node& node, std::string_view expected);  // any keys
  bool list(const Node& node, std::string_view expected);
  std::optional<std::string> text(const Node& node, std::string_view expected);
  std::optional<std::int64_t> integer(const Node& node, std::string_view expected);
  // The word under "kind", one of `words`.
  std::optional<std::string> kind(const Node& object, std::string_view noun,
                                  const std::vector<std::string>& words);
  // A time of the run: a duration that a run can last.
  std::optional<engine::Duration> run_time(const Node& node);
  // False, and reported, if no run lasts so long.
  bool fits_run(const Node& node, engine::Duration time);

  // A text with a unit.
  template <class T>
  std::optional<T> measure(const Node& node, std::string_view form,
                           Parsed<T> (*parse)(std::string_view));

 private:
  void add(Position at, const Node& node, std::string what, std::string expected,
           std::string suggestion);

  JsonSource source_;
  std::string file_;
  std::vector<InputError>& errors_;
  std::vector<std::string> warnings_;
  using Key = std::pair<std::string, std::string>;    // an object's path, a key of it
  std::set<Key> misspelt_;                            // keys that unknown ones are near to
  std::vector<std::pair<std::size_t, Key>> missing_;  // index of the error
};

template <class T>
std::optional<T> Reading::measure(const Node& node, std::string_view form,
                                  Parsed<T> (*parse)(std::string_view)) {
  if (node.value->is_number()) {
    const bool only_quotes = form.find("in quotes") != std::string_view::npos;
    fail(node, node.value->dump() + (only_quotes ? " is not in quotes" : " has no unit"),
         std::string(form));
    return std::nullopt;
  }
  const std::optional<std::string> written = text(node, form);
  if (!written) return std::nullopt;
  Parsed<T> parsed = parse(*written);
  if (!parsed.value)
    fail(node, std::move(parsed.problem), std::string(form), std::move(parsed.suggestion));
  return parsed.value;
}

}  // namespace faultline::scenarios
