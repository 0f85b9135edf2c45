#include "property_tests/differential/both_replies.h"

#include <algorithm>

#include "property_tests/differential/printing.h"

namespace faultline::differential {

using engine::Arguments;
using engine::Bytes;

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

bool has_option(const Arguments& arguments, std::string_view option) {
  return std::any_of(arguments.begin() + 1, arguments.end(),
                     [&](const Bytes& argument) { return upper_case(argument.view()) == option; });
}

BothReplies ask_both(Sides& sides, const Arguments& arguments) {
  return {sides.model.run(arguments), sides.redis.run(arguments)};
}

std::string shown(const BothReplies& replies) {
  return "ours:  " + readable(replies.ours) + "\nredis: " + readable(replies.redis);
}

Verdict differ(Sides& sides, const Arguments& arguments, const BothReplies& replies) {
  if (const auto* excuse = find_deliberate(arguments, replies.ours, replies.redis)) {
    ++sides.excused[excuse->what];
    return std::nullopt;
  }
  return shown(replies);
}

Verdict as_it_is(Sides& sides, const Arguments& arguments) {
  const BothReplies replies = ask_both(sides, arguments);
  if (replies.ours == replies.redis) return std::nullopt;
  return differ(sides, arguments, replies);
}

}  // namespace faultline::differential
