#include <functional>
#include <set>

#include "property_tests/differential/both_replies.h"
#include "property_tests/differential/reply_rules.h"

namespace faultline::differential {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;
using List = std::vector<Reply>;
namespace {

using Run = std::function<Reply(const Arguments&)>;

// All that the steps of an iteration yield, each once; or a reply that is no step.
struct Iteration {
  std::set<std::string> elements;
  std::optional<Reply> other;
  bool endless = false;
};

Iteration iterate(const Run& run, Arguments arguments, std::size_t cursor, std::size_t group) {
  constexpr int kSteps = 10'000;
  Iteration iteration;
  for (int i = 0; i < kSteps; ++i) {
    const Reply reply = run(arguments);
    const auto* step = std::get_if<List>(&reply.value);
    if (step == nullptr || step->size() != 2 || !std::holds_alternative<Bytes>((*step)[0].value) ||
        !std::holds_alternative<List>((*step)[1].value)) {
      iteration.other = reply;
      return iteration;
    }
    for (std::string& each : sorted_groups(std::get<List>((*step)[1].value), group))
      iteration.elements.insert(std::move(each));
    arguments[cursor] = std::get<Bytes>((*step)[0].value);
    if (arguments[cursor].view() == "0") return iteration;
  }
  iteration.endless = true;
  return iteration;
}

std::string listed(const std::set<std::string>& elements) {
  std::string text;
  for (const std::string& each : elements) text += (text.empty() ? "" : ", ") + each;
  return "[" + text + "]";
}

}  // namespace

Verdict whole_iteration(Sides& sides, const Arguments& arguments) {
  const std::string command = upper_case(arguments[0].view());
  const std::size_t cursor = command == "SCAN" ? 1 : 2;
  const std::size_t group = command == "HSCAN" || command == "ZSCAN" ? 2 : 1;
  if (arguments.size() <= cursor) return as_it_is(sides, arguments);
  const bool whole = arguments[cursor].empty() || arguments[cursor].view() == "0";
  const Iteration ours = iterate([&](const Arguments& step) { return ask_model(sides, step); },
                                 arguments, cursor, group);
  const Iteration redis = iterate([&](const Arguments& step) { return ask_redis(sides, step); },
                                  arguments, cursor, group);
  if (ours.endless) return "our iteration does not end";
  if (ours.other || redis.other) {
    const BothReplies replies{ours.other.value_or(Reply{List{}}),
                              redis.other.value_or(Reply{List{}})};
    if (replies.ours == replies.redis) return std::nullopt;
    return differ(sides, arguments, replies);
  }
  // From another cursor than the first one on, what comes is open.
  if (!whole || ours.elements == redis.elements) return std::nullopt;
  return "ours:  " + listed(ours.elements) + "\nredis: " + listed(redis.elements);
}

}  // namespace faultline::differential
