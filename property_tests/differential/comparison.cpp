#include "property_tests/differential/comparison.h"

#include <array>

#include "property_tests/differential/both_replies.h"
#include "property_tests/differential/printing.h"
#include "property_tests/differential/reply_rules.h"

namespace faultline::differential {
namespace {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;
using List = std::vector<Reply>;

Verdict in_any_order(Sides& sides, const Arguments& arguments, std::size_t group) {
  const BothReplies replies = ask_both(sides, arguments);
  if (equal_unordered(replies.ours, replies.redis, group)) return std::nullopt;
  return differ(sides, arguments, replies);
}
Verdict unordered(Sides& sides, const Arguments& arguments) {
  return in_any_order(sides, arguments, 1);
}
Verdict unordered_pairs(Sides& sides, const Arguments& arguments) {
  return in_any_order(sides, arguments, 2);
}

// SORT leaves the order open BY a constant, which sorts nothing, and BY texts (ALPHA), of which
// many are equal. A part of that, or a list made of it, is anything.
Verdict sorted_or_not(Sides& sides, const Arguments& arguments) {
  // Redis's SORT refuses numbers if the last command that read one found it out of range. This
  // reads one that is not, and does nothing.
  (void)ask_both(sides, {"ZADD", "no such key", "XX", "0", "member"});
  bool open = false;
  for (std::size_t i = 2; i + 1 < arguments.size(); ++i)
    if (upper_case(arguments[i].view()) == "BY")
      open = open || has_option(arguments, "ALPHA") ||
             arguments[i + 1].view().find('*') == std::string_view::npos;
  if (!open) return as_it_is(sides, arguments);
  const bool anything = has_option(arguments, "LIMIT") || has_option(arguments, "STORE");
  return anything ? std::nullopt : unordered(sides, arguments);
}

// Which argument names the sorted set whose range is one of members, not of scores or ranks.
std::size_t lexical_source(const Arguments& arguments) {
  const std::string command = upper_case(arguments[0].view());
  if (command == "ZRANGE") return has_option(arguments, "BYLEX") ? 1 : 0;
  if (command == "ZRANGESTORE") return has_option(arguments, "BYLEX") ? 2 : 0;
  return 1;
}

bool has_one_score(Sides& sides, const Bytes& key) {
  const Reply reply = ask_model(sides, {"ZRANGE", key, "0", "-1", "WITHSCORES"});
  const auto* list = std::get_if<List>(&reply.value);
  for (std::size_t i = 1; list != nullptr && i < list->size(); i += 2)
    if ((*list)[i] != (*list)[1]) return false;
  return true;
}

// A range of members means something only where all have one score: with others, even two real
// servers answer differently.
Verdict lexical_range(Sides& sides, const Arguments& arguments) {
  const std::size_t source = lexical_source(arguments);
  if (source != 0 && source < arguments.size() && !has_one_score(sides, arguments[source]))
    return std::nullopt;
  return as_it_is(sides, arguments);
}

// How a value of a type is read as a whole.
struct Reading {
  std::string_view type;
  std::string_view command;
};
constexpr std::array kReadings = {Reading{"string", "GET"}, Reading{"hash", "HGETALL"},
                                  Reading{"set", "SMEMBERS"}, Reading{"zset", "ZRANGE"}};

Verdict compare_key(Sides& sides, const Bytes& key) {
  std::vector<Arguments> reads = {{"TYPE", key}};
  for (const Reading& reading : kReadings)
    if (sides.model.type_of(key) == reading.type) reads.push_back({reading.command, key});
  if (reads.back()[0].view() == "ZRANGE")
    reads.back().insert(reads.back().end(), {"0", "-1", "WITHSCORES"});
  if (sides.model.knows("PTTL")) reads.push_back({"PTTL", key});
  for (const Arguments& read : reads)
    if (const auto verdict = run_on_both(sides, read))
      return "then " + readable(read) + "\n" + *verdict;
  return std::nullopt;
}

// Each side must understand what the other one dumped.
Verdict dumped(Sides& sides, const Arguments& arguments) {
  const BothReplies replies = ask_both(sides, arguments);
  const auto* ours = std::get_if<Bytes>(&replies.ours.value);
  const auto* theirs = std::get_if<Bytes>(&replies.redis.value);
  if (ours == nullptr || theirs == nullptr)
    return replies.ours == replies.redis ? std::nullopt : differ(sides, arguments, replies);
  if (!sides.model.knows("RESTORE")) return std::nullopt;
  const Bytes copy("restored from a dump");
  const BothReplies restored{sides.model.run({"RESTORE", copy, "0", *theirs}),
                             sides.redis.run({"RESTORE", copy, "0", *ours})};
  if (restored.ours != engine::ok_reply() || restored.redis != engine::ok_reply())
    return "ours of theirs:  " + readable(restored.ours) +
           "\nredis of ours: " + readable(restored.redis) + "\nwhich is " + escaped(ours->view());
  Verdict verdict = compare_key(sides, copy);
  (void)ask_both(sides, {"DEL", copy});
  return verdict;
}

// Of two deadlines beyond the last moment of our time (differences.cpp) we cannot say which is
// later.
Verdict deadline_moved(Sides& sides, const Arguments& arguments) {
  constexpr std::int64_t kBeyond = 9'223'372'036'854;
  const bool compares = has_option(arguments, "GT") || has_option(arguments, "LT");
  if (compares && arguments.size() > 1) {
    const Reply before = sides.redis.run({"PEXPIRETIME", arguments[1]});
    const auto* time = std::get_if<std::int64_t>(&before.value);
    if (time != nullptr && *time > kBeyond) return std::nullopt;
  }
  return as_it_is(sides, arguments);
}

// Redis counts expired keys until somebody comes upon them, as a scan of all keys does.
Verdict counted_after_expiry(Sides& sides, const Arguments& arguments) {
  (void)ask_both(sides, {"SCAN", "0", "COUNT", "1000"});
  return as_it_is(sides, arguments);
}

struct Comparison {
  std::string_view command;
  Verdict (*compare)(Sides& sides, const Arguments& arguments);
};
constexpr std::array kComparisons = {
    Comparison{"DBSIZE", counted_after_expiry},
    Comparison{"DUMP", dumped},
    Comparison{"EXPIRE", deadline_moved},
    Comparison{"EXPIREAT", deadline_moved},
    Comparison{"GEORADIUS", stored_distances},
    Comparison{"GEORADIUSBYMEMBER", stored_distances},
    Comparison{"GEOSEARCHSTORE", stored_distances},
    Comparison{"HGETALL", unordered_pairs},
    Comparison{"HKEYS", unordered},
    Comparison{"HRANDFIELD", chosen_at_random},
    Comparison{"HSCAN", whole_iteration},
    Comparison{"HVALS", unordered},
    Comparison{"KEYS", unordered},
    Comparison{"PEXPIRE", deadline_moved},
    Comparison{"PEXPIREAT", deadline_moved},
    Comparison{"RANDOMKEY", chosen_at_random},
    Comparison{"SCAN", whole_iteration},
    Comparison{"SDIFF", unordered},
    Comparison{"SINTER", unordered},
    Comparison{"SMEMBERS", unordered},
    Comparison{"SORT", sorted_or_not},
    Comparison{"SORT_RO", sorted_or_not},
    Comparison{"SPOP", popped_at_random},
    Comparison{"SRANDMEMBER", chosen_at_random},
    Comparison{"SSCAN", whole_iteration},
    Comparison{"SUNION", unordered},
    Comparison{"ZLEXCOUNT", lexical_range},
    Comparison{"ZRANDMEMBER", chosen_at_random},
    Comparison{"ZRANGE", lexical_range},
    Comparison{"ZRANGEBYLEX", lexical_range},
    Comparison{"ZRANGESTORE", lexical_range},
    Comparison{"ZREMRANGEBYLEX", lexical_range},
    Comparison{"ZREVRANGEBYLEX", lexical_range},
    Comparison{"ZSCAN", whole_iteration},
};

}  // namespace

Verdict run_on_both(Sides& sides, const Arguments& arguments) {
  const std::string command = upper_case(arguments[0].view());
  for (const Comparison& comparison : kComparisons)
    if (comparison.command == command) return comparison.compare(sides, arguments);
  return as_it_is(sides, arguments);
}

Verdict compare_contents(Sides& sides) {
  List ours;
  for (const Bytes& key : sides.model.keys()) ours.push_back(engine::bulk_reply(key));
  const BothReplies keys{Reply{ours}, sides.redis.run({"KEYS", "*"})};
  if (!equal_unordered(keys.ours, keys.redis, 1)) return differ(sides, {"KEYS", "*"}, keys);
  for (const Reply& key : ours)
    if (auto verdict = compare_key(sides, std::get<Bytes>(key.value))) return verdict;
  return std::nullopt;
}

void set_time(Sides& sides, engine::WallTime now) {
  sides.model.set_time(now);
  sides.redis.set_time(now);
}

void begin_at(Sides& sides, engine::WallTime now) {
  set_time(sides, now);
  sides.model.clear();
  (void)sides.redis.run({"FLUSHALL"});
}

}  // namespace faultline::differential
