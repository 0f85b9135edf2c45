// For tests: one plain Redis that runs commands and says its replies as redis-cli prints them:
// OK, (integer) 1, "text", (nil), (error) ERR …, and arrays as [1, 2].
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine {

inline constexpr const char* kWrongType =
    "(error) WRONGTYPE Operation against a key holding the wrong kind of value";
inline constexpr const char* kNotAnInteger = "(error) ERR value is not an integer or out of range";
inline constexpr const char* kSyntax = "(error) ERR syntax error";

// `name` in lower case.
[[nodiscard]] inline std::string wrong_count(const std::string& name) {
  return "(error) ERR wrong number of arguments for '" + name + "' command";
}

[[nodiscard]] inline std::string printed(const Reply& reply) {
  return std::visit(
      Overloaded{[](const Nil&) { return std::string("(nil)"); },
                 [](const Status& status) { return std::string(status.text.view()); },
                 [](const Error& error) { return "(error) " + std::string(error.text.view()); },
                 [](std::int64_t number) { return "(integer) " + std::to_string(number); },
                 [](const Bytes& text) { return "\"" + std::string(text.view()) + "\""; },
                 [](const std::vector<Reply>& list) {
                   std::string text = "[";
                   for (const Reply& each : list)
                     text += (text.size() > 1 ? ", " : "") + printed(each);
                   return text + "]";
                 }},
      reply.value);
}

class PlainRedis {
 public:
  std::string run(const Arguments& arguments) {
    Effects effects;
    const PlainView view(keyspace_, now_);
    const Reply reply = run_command({arguments, view, now_, effects, random_});
    effects_ = effects;
    for (const Effect& effect : effects.list()) keyspace_.apply(effect.key, effect.change);
    return printed(reply);
  }
  // Words separated by single spaces.
  std::string ask(std::string_view line) {
    Arguments arguments;
    for (std::size_t end = 0; end != std::string_view::npos;) {
      end = line.find(' ');
      arguments.emplace_back(line.substr(0, end));
      if (end != std::string_view::npos) line.remove_prefix(end + 1);
    }
    return run(arguments);
  }

  // What no command of the test's need leave.
  void apply(const Bytes& key, const Change& change) { keyspace_.apply(key, change); }
  void advance(Duration time) { now_ += time; }
  // Of the last command.
  [[nodiscard]] const Effects& effects() const { return effects_; }

 private:
  PlainKeyspace keyspace_;
  Effects effects_;
  Prng random_{1};
  // A real clock's order of magnitude: deadlines overflow where they do in Redis.
  WallTime now_{std::chrono::hours(24 * 365 * 56)};
};

}  // namespace faultline::engine
