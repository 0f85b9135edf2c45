#include "engine/dynomite/real_commands.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/commands/option_word.h"

namespace faultline::engine::dynomite {
namespace {

// What the parser wants after the name. Only exact numbers are held here: of the open ones the
// Redis behind the node is the judge.
enum class Shape : std::uint8_t {
  kNothing,
  kKey,
  kKeyAndOne,
  kKeyAndTwo,
  kKeyAndThree,
  kKeyAndAny,
  kKeys,
  kKeysAndValues,
  kAny,
};

constexpr std::string_view kChooseLevel = "DYNO_CONFIG:CONN_CONSISTENCY";

struct RealCommand {
  std::string_view name;
  Shape shape;
};

constexpr RealCommand kTaken[] = {{"APPEND", Shape::kKeyAndOne},
                                  {"BITCOUNT", Shape::kKeyAndAny},
                                  {"CONFIG", Shape::kKeyAndOne},
                                  {"DECR", Shape::kKey},
                                  {"DECRBY", Shape::kKeyAndOne},
                                  {"DEL", Shape::kKeys},
                                  {"DUMP", Shape::kKey},
                                  {kChooseLevel, Shape::kAny},
                                  {"EVAL", Shape::kAny},
                                  {"EVALSHA", Shape::kAny},
                                  {"EXISTS", Shape::kKeys},
                                  {"EXPIRE", Shape::kKeyAndOne},
                                  {"EXPIREAT", Shape::kKeyAndOne},
                                  {"GEOADD", Shape::kKeyAndAny},
                                  {"GEODIST", Shape::kKeyAndAny},
                                  {"GEOHASH", Shape::kKeyAndAny},
                                  {"GEOPOS", Shape::kKeyAndAny},
                                  {"GEORADIUS", Shape::kKeyAndAny},
                                  {"GEORADIUSBYMEMBER", Shape::kKeyAndAny},
                                  {"GET", Shape::kKey},
                                  {"GETBIT", Shape::kKeyAndOne},
                                  {"GETRANGE", Shape::kKeyAndTwo},
                                  {"GETSET", Shape::kKeyAndOne},
                                  {"HDEL", Shape::kKeyAndAny},
                                  {"HEXISTS", Shape::kKeyAndOne},
                                  {"HGET", Shape::kKeyAndOne},
                                  {"HGETALL", Shape::kKey},
                                  {"HINCRBY", Shape::kKeyAndTwo},
                                  {"HINCRBYFLOAT", Shape::kKeyAndTwo},
                                  {"HKEYS", Shape::kKey},
                                  {"HLEN", Shape::kKey},
                                  {"HMGET", Shape::kKeyAndAny},
                                  {"HMSET", Shape::kKeyAndAny},
                                  {"HSCAN", Shape::kKeyAndAny},
                                  {"HSET", Shape::kKeyAndTwo},
                                  {"HSETNX", Shape::kKeyAndTwo},
                                  {"HVALS", Shape::kKey},
                                  {"INCR", Shape::kKey},
                                  {"INCRBY", Shape::kKeyAndOne},
                                  {"INCRBYFLOAT", Shape::kKeyAndOne},
                                  {"INFO", Shape::kAny},
                                  {"JSON.ARRAPPEND", Shape::kKeyAndAny},
                                  {"JSON.ARRINSERT", Shape::kKeyAndAny},
                                  {"JSON.ARRLEN", Shape::kKeyAndAny},
                                  {"JSON.DEL", Shape::kKeyAndAny},
                                  {"JSON.GET", Shape::kKeyAndAny},
                                  {"JSON.MGET", Shape::kKeyAndAny},
                                  {"JSON.OBJKEYS", Shape::kKeyAndAny},
                                  {"JSON.OBJLEN", Shape::kKeyAndAny},
                                  {"JSON.SET", Shape::kKeyAndAny},
                                  {"JSON.TYPE", Shape::kKeyAndAny},
                                  {"KEYS", Shape::kKey},
                                  {"LINDEX", Shape::kKeyAndOne},
                                  {"LINSERT", Shape::kKeyAndThree},
                                  {"LLEN", Shape::kKey},
                                  {"LPOP", Shape::kKey},
                                  {"LPUSH", Shape::kKeyAndAny},
                                  {"LPUSHX", Shape::kKeyAndOne},
                                  {"LRANGE", Shape::kKeyAndTwo},
                                  {"LREM", Shape::kKeyAndTwo},
                                  {"LSET", Shape::kKeyAndTwo},
                                  {"LTRIM", Shape::kKeyAndTwo},
                                  {"MGET", Shape::kKeys},
                                  {"MSET", Shape::kKeysAndValues},
                                  {"PERSIST", Shape::kKey},
                                  {"PEXPIRE", Shape::kKeyAndOne},
                                  {"PEXPIREAT", Shape::kKeyAndOne},
                                  {"PFADD", Shape::kKeyAndAny},
                                  {"PFCOUNT", Shape::kKey},
                                  {"PING", Shape::kNothing},
                                  {"PSETEX", Shape::kKeyAndTwo},
                                  {"PTTL", Shape::kKey},
                                  {"QUIT", Shape::kNothing},
                                  {"RESTORE", Shape::kKeyAndTwo},
                                  {"RPOP", Shape::kKey},
                                  {"RPOPLPUSH", Shape::kKeyAndOne},
                                  {"RPUSH", Shape::kKeyAndAny},
                                  {"RPUSHX", Shape::kKeyAndOne},
                                  {"SADD", Shape::kKeyAndAny},
                                  {"SCAN", Shape::kKeyAndAny},
                                  {"SCARD", Shape::kKey},
                                  {"SCRIPT", Shape::kAny},
                                  {"SDIFF", Shape::kKeyAndAny},
                                  {"SDIFFSTORE", Shape::kKeyAndAny},
                                  {"SET", Shape::kKeyAndAny},
                                  {"SETBIT", Shape::kKeyAndTwo},
                                  {"SETEX", Shape::kKeyAndTwo},
                                  {"SETNX", Shape::kKeyAndOne},
                                  {"SETRANGE", Shape::kKeyAndTwo},
                                  {"SINTER", Shape::kKeyAndAny},
                                  {"SINTERSTORE", Shape::kKeyAndAny},
                                  {"SISMEMBER", Shape::kKeyAndOne},
                                  {"SLAVEOF", Shape::kKeyAndOne},
                                  {"SMEMBERS", Shape::kKey},
                                  {"SMOVE", Shape::kKeyAndTwo},
                                  {"SORT", Shape::kKeyAndAny},
                                  {"SPOP", Shape::kKeyAndAny},
                                  {"SRANDMEMBER", Shape::kKey},
                                  {"SREM", Shape::kKeyAndAny},
                                  {"SSCAN", Shape::kKeyAndAny},
                                  {"STRLEN", Shape::kKey},
                                  {"SUNION", Shape::kKeyAndAny},
                                  {"SUNIONSTORE", Shape::kKeyAndAny},
                                  {"TTL", Shape::kKey},
                                  {"TYPE", Shape::kKey},
                                  {"ZADD", Shape::kKeyAndAny},
                                  {"ZCARD", Shape::kKey},
                                  {"ZCOUNT", Shape::kKeyAndTwo},
                                  {"ZINCRBY", Shape::kKeyAndTwo},
                                  {"ZINTERSTORE", Shape::kKeyAndAny},
                                  {"ZLEXCOUNT", Shape::kKeyAndTwo},
                                  {"ZRANGE", Shape::kKeyAndAny},
                                  {"ZRANGEBYLEX", Shape::kKeyAndAny},
                                  {"ZRANGEBYSCORE", Shape::kKeyAndAny},
                                  {"ZRANK", Shape::kKeyAndOne},
                                  {"ZREM", Shape::kKeyAndAny},
                                  {"ZREMRANGEBYLEX", Shape::kKeyAndTwo},
                                  {"ZREMRANGEBYRANK", Shape::kKeyAndTwo},
                                  {"ZREMRANGEBYSCORE", Shape::kKeyAndTwo},
                                  {"ZREVRANGE", Shape::kKeyAndAny},
                                  {"ZREVRANGEBYLEX", Shape::kKeyAndAny},
                                  {"ZREVRANGEBYSCORE", Shape::kKeyAndAny},
                                  {"ZREVRANK", Shape::kKeyAndOne},
                                  {"ZSCAN", Shape::kKeyAndAny},
                                  {"ZSCORE", Shape::kKeyAndOne},
                                  {"ZUNIONSTORE", Shape::kKeyAndAny}};

const RealCommand* find(std::string_view name) {
  std::array<char, 32> text{};  // longer than any name of the table
  if (name.size() > text.size()) return nullptr;
  std::transform(name.begin(), name.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const std::string_view wanted(text.data(), name.size());
  const RealCommand* const found = std::lower_bound(
      std::begin(kTaken), std::end(kTaken), wanted,
      [](const RealCommand& each, std::string_view other) { return each.name < other; });
  return found != std::end(kTaken) && found->name == wanted ? found : nullptr;
}

}  // namespace

bool real_program_knows(std::string_view name) {
  return find(name) != nullptr;
}

bool real_program_takes(const Arguments& command) {
  const RealCommand* const known = command.empty() ? nullptr : find(command[0].view());
  if (known == nullptr) return false;
  const std::size_t given = command.size() - 1;
  switch (known->shape) {
    case Shape::kNothing:
      return given == 0;
    case Shape::kKey:
      return given == 1;
    case Shape::kKeyAndOne:
      return given == 2;
    case Shape::kKeyAndTwo:
      return given == 3;
    case Shape::kKeyAndThree:
      return given == 4;
    case Shape::kKeyAndAny:
    case Shape::kKeys:
      return given >= 1;
    case Shape::kKeysAndValues:
      return given >= 2 && given % 2 == 0;
    case Shape::kAny:
      return true;
  }
  return false;
}

namespace {

template <std::size_t kCount>
bool is_among(const CommandKind& kind, const std::string_view (&names)[kCount]) {
  return std::find(std::begin(names), std::end(names), kind.name) != std::end(names);
}

}  // namespace

Access routed_as(const CommandKind& kind) {
  constexpr std::string_view kTakenForReads[] = {"GEORADIUS",   "GEORADIUSBYMEMBER", "SORT",
                                                 "SUNIONSTORE", "ZINTERSTORE",       "ZUNIONSTORE"};
  constexpr std::string_view kTakenForWrites[] = {"PFCOUNT", "TTL"};
  if (is_among(kind, kTakenForReads)) return Access::kRead;
  return is_among(kind, kTakenForWrites) ? Access::kWrite : kind.access;
}

bool asks_one_replica(const CommandKind& kind) {
  constexpr std::string_view kOwnersOfTheRack[] = {"HGETALL", "HKEYS", "HSCAN",
                                                   "HVALS",   "SSCAN", "ZSCAN"};
  return is_among(kind, kOwnersOfTheRack);
}

bool chooses_level(const Arguments& command) {
  return !command.empty() && is_word(command[0], kChooseLevel);
}

bool quits(const Arguments& command) {
  return command.size() == 1 && is_word(command[0], "QUIT");
}

const CommandKind* taken_command(const Arguments& command) {
  // What it takes and Redis does not, as a SADD without a member, is Redis's to refuse.
  return real_program_takes(command) ? find_command(command[0].view()) : nullptr;
}

}  // namespace faultline::engine::dynomite
