#include "property_tests/differential/both_replies.h"

#include <algorithm>

#include "property_tests/differential/printing.h"

namespace faultline::differential {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;

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

namespace {

Reply levelled(Sides& sides, const Arguments& arguments, Reply reply) {
  for (const DeliberateDifference& difference : deliberate_differences()) {
    if (difference.levelled == nullptr || !is_about(difference, arguments)) continue;
    Reply level = difference.levelled(reply);
    if (level != reply) ++sides.excused[difference.what];
    reply = std::move(level);
  }
  return reply;
}

}  // namespace

Reply ask_model(Sides& sides, const Arguments& arguments) {
  return levelled(sides, arguments, sides.model.run(arguments));
}

Reply ask_redis(Sides& sides, const Arguments& arguments) {
  return levelled(sides, arguments, sides.redis.run(arguments));
}

BothReplies ask_both(Sides& sides, const Arguments& arguments) {
  Reply ours = ask_model(sides, arguments);
  for (const DeliberateDifference& difference : deliberate_differences()) {
    if (difference.refused == nullptr || !is_about(difference, arguments)) continue;
    if (!difference.refused(ours)) continue;
    ++sides.excused[difference.what];
    return {ours, ours};
  }
  return {std::move(ours), ask_redis(sides, arguments)};
}

std::string shown(const BothReplies& replies) {
  return "ours:  " + readable(replies.ours) + "\nredis: " + readable(replies.redis);
}

Verdict differ(Sides& sides, const Arguments& arguments, const BothReplies& replies) {
  for (const DeliberateDifference& difference : deliberate_differences()) {
    if (difference.excused == nullptr || !is_about(difference, arguments)) continue;
    if (!difference.excused(arguments, replies.ours, replies.redis)) continue;
    ++sides.excused[difference.what];
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
