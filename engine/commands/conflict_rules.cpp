#include "engine/commands/conflict_rules.h"

#include <algorithm>
#include <array>
#include <string>

namespace faultline::engine {
namespace {

enum Rule : std::size_t {
  kLatestStamp,
  kWholeValue,
  kAddsUp,
  kFractionsAddUp,
  kAdditionWins,
  kFieldOrScore,
  kObservedRemove,
  kDrawnRemove,
  kMoved,
  kAssigned,
  kLongestDeadline,
  kRules,
};

constexpr std::array<ConflictRule, kRules> kConflictRules = {{
    {"latest stamp", Basis::kDocumented,
     "a write takes what it had seen; of concurrent ones the latest wall stamp wins, then the "
     "smallest member"},
    {"whole value", Basis::kDocumented,
     "the value is opaque: concurrent changes of it do not merge, the latest wall stamp wins"},
    {"adds up", Basis::kDocumented, "concurrent increments are summed, on top of a number written"},
    {"fractions add up", Basis::kDocumented,
     "as increments; a sum with a fraction is taken member by member"},
    {"addition wins", Basis::kDocumented,
     "a member stays if one of its additions was not seen by any removal"},
    {"addition wins, latest", Basis::kDocumented,
     "as a member of a set; the value or score of it is the one with the latest wall stamp"},
    {"observed remove", Basis::kDocumented, "takes what its region had seen, nothing else"},
    {"drawn remove", Basis::kInferred,
     "what is popped is removed as by name: two regions may pop the same"},
    {"remove and add", Basis::kInferred,
     "an observed removal at one key, an addition at the other"},
    {"assignment", Basis::kChosen,
     "takes what it had seen of the key; what it puts there meets concurrent changes as an "
     "addition or a write would"},
    {"longest deadline", Basis::kDocumented,
     "of concurrent deadlines the longest stands, PERSIST above all; its region expires the key"},
}};

struct Ruled {
  std::string_view command;
  Rule rule;
};
// Sorted by name.
constexpr Ruled kRuled[] = {
    {"APPEND", kWholeValue},
    {"BITFIELD", kWholeValue},
    {"BITOP", kLatestStamp},
    {"COPY", kAssigned},
    {"DECR", kAddsUp},
    {"DECRBY", kAddsUp},
    {"DEL", kObservedRemove},
    {"EXPIRE", kLongestDeadline},
    {"EXPIREAT", kLongestDeadline},
    {"GEOADD", kFieldOrScore},
    {"GEORADIUS", kAssigned},
    {"GEORADIUSBYMEMBER", kAssigned},
    {"GEOSEARCHSTORE", kAssigned},
    {"GETDEL", kObservedRemove},
    {"GETEX", kLongestDeadline},
    {"GETSET", kLatestStamp},
    {"HDEL", kObservedRemove},
    {"HINCRBY", kAddsUp},
    {"HINCRBYFLOAT", kFractionsAddUp},
    {"HMSET", kFieldOrScore},
    {"HSET", kFieldOrScore},
    {"HSETNX", kFieldOrScore},
    {"INCR", kAddsUp},
    {"INCRBY", kAddsUp},
    {"INCRBYFLOAT", kFractionsAddUp},
    {"MSET", kLatestStamp},
    {"MSETNX", kLatestStamp},
    {"PERSIST", kLongestDeadline},
    {"PEXPIRE", kLongestDeadline},
    {"PEXPIREAT", kLongestDeadline},
    {"PSETEX", kLatestStamp},
    {"RENAME", kAssigned},
    {"RENAMENX", kAssigned},
    {"RESTORE", kAssigned},
    {"SADD", kAdditionWins},
    {"SDIFFSTORE", kAssigned},
    {"SET", kLatestStamp},
    {"SETBIT", kWholeValue},
    {"SETEX", kLatestStamp},
    {"SETNX", kLatestStamp},
    {"SETRANGE", kWholeValue},
    {"SINTERSTORE", kAssigned},
    {"SMOVE", kMoved},
    {"SPOP", kDrawnRemove},
    {"SREM", kObservedRemove},
    {"SUNIONSTORE", kAssigned},
    {"UNLINK", kObservedRemove},
    {"ZADD", kFieldOrScore},
    {"ZDIFFSTORE", kAssigned},
    {"ZINCRBY", kFractionsAddUp},
    {"ZINTERSTORE", kAssigned},
    {"ZMPOP", kDrawnRemove},
    {"ZPOPMAX", kDrawnRemove},
    {"ZPOPMIN", kDrawnRemove},
    {"ZRANGESTORE", kAssigned},
    {"ZREM", kObservedRemove},
    {"ZREMRANGEBYLEX", kObservedRemove},
    {"ZREMRANGEBYRANK", kObservedRemove},
    {"ZREMRANGEBYSCORE", kObservedRemove},
    {"ZUNIONSTORE", kAssigned},
};

}  // namespace

const ConflictRule* conflict_rule_of(std::string_view command) {
  const Ruled* found = std::lower_bound(
      std::begin(kRuled), std::end(kRuled), command,
      [](const Ruled& each, std::string_view name) { return each.command < name; });
  return found == std::end(kRuled) || found->command != command ? nullptr
                                                                : &kConflictRules[found->rule];
}

std::span<const ConflictRule> conflict_rules() {
  return kConflictRules;
}

}  // namespace faultline::engine
