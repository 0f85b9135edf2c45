#include "engine/commands/memory_flags.h"

#include <algorithm>
#include <array>

namespace faultline::engine {
namespace {

// In byte order. Those that our table has not got yet are here too.
constexpr std::array<std::string_view, 54> kDenied = {"APPEND",
                                                      "BITFIELD",
                                                      "BITOP",
                                                      "BLMOVE",
                                                      "BRPOPLPUSH",
                                                      "COPY",
                                                      "DECR",
                                                      "DECRBY",
                                                      "GEOADD",
                                                      "GEORADIUS",
                                                      "GEORADIUSBYMEMBER",
                                                      "GEOSEARCHSTORE",
                                                      "GETSET",
                                                      "HINCRBY",
                                                      "HINCRBYFLOAT",
                                                      "HMSET",
                                                      "HSET",
                                                      "HSETNX",
                                                      "INCR",
                                                      "INCRBY",
                                                      "INCRBYFLOAT",
                                                      "LINSERT",
                                                      "LMOVE",
                                                      "LPUSH",
                                                      "LPUSHX",
                                                      "LSET",
                                                      "MSET",
                                                      "MSETNX",
                                                      "PFADD",
                                                      "PFMERGE",
                                                      "PSETEX",
                                                      "RESTORE",
                                                      "RPOPLPUSH",
                                                      "RPUSH",
                                                      "RPUSHX",
                                                      "SADD",
                                                      "SDIFFSTORE",
                                                      "SET",
                                                      "SETBIT",
                                                      "SETEX",
                                                      "SETNX",
                                                      "SETRANGE",
                                                      "SINTERSTORE",
                                                      "SORT",
                                                      "SUNIONSTORE",
                                                      "XADD",
                                                      "XGROUP",
                                                      "XSETID",
                                                      "ZADD",
                                                      "ZDIFFSTORE",
                                                      "ZINCRBY",
                                                      "ZINTERSTORE",
                                                      "ZRANGESTORE",
                                                      "ZUNIONSTORE"};
constexpr std::array<std::string_view, 7> kOnlyLook = {
    "EXISTS", "EXPIRETIME", "OBJECT", "PEXPIRETIME", "PTTL", "TTL", "TYPE"};

template <std::size_t kSize>
bool has(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

const CommandKind* known_kind(const Arguments& arguments) {
  return arguments.empty() ? nullptr : find_command(arguments[0].view());
}

}  // namespace

bool denied_out_of_memory(const Arguments& arguments) {
  const CommandKind* kind = known_kind(arguments);
  return kind != nullptr && has(kDenied, kind->name);
}

std::vector<Bytes> accessed_keys(const Arguments& arguments) {
  const CommandKind* kind = known_kind(arguments);
  if (kind == nullptr || has(kOnlyLook, kind->name)) return {};
  return keys_of(*kind, arguments);
}

Reply out_of_memory_error() {
  return error_reply("OOM command not allowed when used memory > 'maxmemory'.");
}

}  // namespace faultline::engine
