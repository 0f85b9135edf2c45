#include "property_tests/differential/differences.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

#include "engine/datatypes/number.h"
#include "property_tests/differential/arguments.h"
#include "property_tests/differential/both_replies.h"

namespace faultline::differential {
namespace {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;

bool is_refusal_of_lists(const Reply& ours) {
  return ours == engine::error_reply("ERR STORE makes a list, and there are no lists yet");
}

// "-0" stands for a score wherever it is a text in a reply about sorted sets: no member drawn is
// named so.
Reply without_negative_zero(const Reply& reply) {
  if (reply == engine::bulk_reply("-0")) return engine::bulk_reply("0");
  const auto* list = std::get_if<std::vector<Reply>>(&reply.value);
  if (list == nullptr) return reply;
  std::vector<Reply> levelled;
  for (const Reply& each : *list) levelled.push_back(without_negative_zero(each));
  return {std::move(levelled)};
}

// ZSCAN's reply: a cursor, and members and scores.
Reply without_notation(const Reply& reply) {
  if (const auto* list = std::get_if<std::vector<Reply>>(&reply.value)) {
    std::vector<Reply> levelled;
    for (const Reply& each : *list) levelled.push_back(without_notation(each));
    return {std::move(levelled)};
  }
  constexpr std::size_t kDigits = 17;
  const auto* text = std::get_if<Bytes>(&reply.value);
  if (text == nullptr || text->size() < kDigits) return reply;
  const auto number = engine::parse_integer(text->view());
  return number ? engine::bulk_reply(engine::format_score(static_cast<double>(*number))) : reply;
}

// The last millisecond that nanoseconds in 64 bits can name.
constexpr std::int64_t kLastMillisecond =
    std::chrono::floor<std::chrono::milliseconds>(engine::WallTime::max().time_since_epoch())
        .count();

bool is_last_moment(const Arguments& /*arguments*/, const Reply& ours, const Reply& redis) {
  const auto* our_time = std::get_if<std::int64_t>(&ours.value);
  const auto* their_time = std::get_if<std::int64_t>(&redis.value);
  if (our_time == nullptr || their_time == nullptr) return false;
  // As a time or as what is left until then, in milliseconds or seconds.
  constexpr std::int64_t kLeftAtLeast = kLastMillisecond - kStartMilliseconds - 1'000'000'000;
  return *their_time > *our_time && *our_time >= kLeftAtLeast / 1000;
}

bool is_shared_or_not(const Arguments& /*arguments*/, const Reply& ours, const Reply& redis) {
  return ours == engine::integer_reply(std::numeric_limits<std::int32_t>::max()) &&
         redis == engine::integer_reply(1);
}

bool is_encoding_kept(const Arguments& /*arguments*/, const Reply& ours, const Reply& redis) {
  const auto pair = [&](const char* small, const char* big) {
    return ours == engine::bulk_reply(small) && redis == engine::bulk_reply(big);
  };
  return pair("listpack", "hashtable") || pair("listpack", "skiplist") ||
         pair("intset", "hashtable") || pair("int", "raw") || pair("embstr", "raw") ||
         pair("int", "embstr");
}

constexpr std::array kDifferences = {
    DeliberateDifference{"SORT", "SORT ... STORE", "its result is a list, which is no type here",
                         is_refusal_of_lists},
    DeliberateDifference{"Z*", "a score of minus zero",
                         "Redis forgets the sign of a zero in a small sorted set and keeps it in a "
                         "big one; we have one kind, which forgets it",
                         nullptr, without_negative_zero},
    DeliberateDifference{"ZSCAN", "a whole score of 17 digits",
                         "Redis writes it out in a small sorted set and with an exponent in a big "
                         "one; we go by the size that its defaults call small",
                         nullptr, without_notation},
    DeliberateDifference{"OBJECT", "OBJECT REFCOUNT",
                         "Redis shares a small integer if a client set it, not if it computed it; "
                         "we know values alone",
                         nullptr, nullptr, is_shared_or_not},
    DeliberateDifference{"OBJECT", "OBJECT ENCODING",
                         "we say the encoding that the value would get today; Redis keeps a bigger "
                         "one that it once needed",
                         nullptr, nullptr, is_encoding_kept},
    DeliberateDifference{"GEORADIUS GEORADIUSBYMEMBER GEOSEARCHSTORE", kStoredDistances,
                         "the C library that Redis calls chooses its instructions by the "
                         "processor; ours are the same on every machine"},
    DeliberateDifference{"TTL PTTL EXPIRETIME PEXPIRETIME", "a deadline beyond the year 2262",
                         "wall time counts nanoseconds in 64 bits; what they cannot hold is the "
                         "last moment of time, beyond every run",
                         nullptr, nullptr, is_last_moment},
};

}  // namespace

std::span<const DeliberateDifference> deliberate_differences() {
  return kDifferences;
}

bool is_about(const DeliberateDifference& difference, const Arguments& arguments) {
  const std::string command = upper_case(arguments[0].view());
  for (std::string_view rest = difference.commands; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (name.ends_with('*') ? command.starts_with(name.substr(0, name.size() - 1))
                            : command == name)
      return true;
  }
  return false;
}

}  // namespace faultline::differential
