// The commands of random schedules, by data type: few, on few keys and elements, so that much
// meets. A registered type without its commands does not compile.
#pragma once

#include <array>
#include <vector>

#include "engine/datatypes/change.h"
#include "engine/ports/reply.h"

namespace faultline {

using namespace engine;

inline const std::array<Bytes, 2> kKeys = {Bytes("{k}:a"), Bytes("{k}:b")};

inline const Bytes& other_than(const Bytes& key) {
  return key == kKeys[0] ? kKeys[1] : kKeys[0];
}

template <class Type>
struct CommandsOf;
template <>
struct CommandsOf<StringType> {
  static std::vector<Arguments> all(const Bytes& key) {
    return {{"SET", key, "1"},    {"SET", key, "abc"},  {"SET", key, "7", "NX"},
            {"INCR", key},        {"INCRBY", key, "5"}, {"DECRBY", key, "2"},
            {"APPEND", key, "z"}, {"GETSET", key, "9"}, {"SET", key, "4", "PX", "9"},
            {"SETNX", key, "3"},  {"DEL", key},         {"GET", key}};
  }
};
template <>
struct CommandsOf<SetType> {
  static std::vector<Arguments> all(const Bytes& key) {
    const Bytes& other = other_than(key);
    // SPOP is not among them: what it draws is not the specification's to say.
    return {{"SADD", key, "x"},
            {"SADD", key, "y", "z"},
            {"SREM", key, "x"},
            {"SREM", key, "y", "x"},
            {"SADD", key, "x", "y"},
            {"SMOVE", key, other, "x"},
            {"SUNIONSTORE", key, key, other},
            {"SINTERSTORE", other, key, other},
            {"SDIFFSTORE", other, key, other},
            {"DEL", key},
            {"SMEMBERS", key}};
  }
};
template <>
struct CommandsOf<HashType> {
  static std::vector<Arguments> all(const Bytes& key) {
    return {{"HSET", key, "f", "1"},
            {"HSET", key, "f", "abc", "g", "2"},
            {"HSETNX", key, "g", "x"},
            {"HINCRBY", key, "f", "5"},
            {"HINCRBY", key, "g", "-2"},
            {"HINCRBYFLOAT", key, "f", "0.1"},
            {"HINCRBYFLOAT", key, "g", "0.7"},
            {"HDEL", key, "f"},
            {"HDEL", key, "g", "f"},
            {"DEL", key},
            {"HGETALL", key}};
  }
};
template <>
struct CommandsOf<SortedSetType> {
  static std::vector<Arguments> all(const Bytes& key) {
    return {{"ZADD", key, "1", "x"},
            {"ZADD", key, "4.1", "x", "-1", "y"},
            {"ZADD", key, "GT", "3", "x"},
            {"ZADD", key, "NX", "6", "y"},
            {"ZINCRBY", key, "0.1", "x"},
            {"ZINCRBY", key, "2.7", "x"},
            {"ZINCRBY", key, "inf", "y"},
            {"ZINCRBY", key, "-inf", "y"},
            {"ZREM", key, "x"},
            {"ZREM", key, "y", "x"},
            {"ZPOPMIN", key},
            {"ZUNIONSTORE", key, "1", key, "WEIGHTS", "2"},
            {"DEL", key},
            {"ZRANGE", key, "0", "-1", "WITHSCORES"}};
  }
};
// What may come to a key of any type.
struct AnyType {};
template <>
struct CommandsOf<AnyType> {
  static std::vector<Arguments> all(const Bytes& key) {
    const Bytes& other = other_than(key);
    return {{"PEXPIRE", key, "3"},  {"PEXPIRE", key, "9"},
            {"PERSIST", key},       {"PTTL", key},
            {"TYPE", key},          {"EXISTS", key},
            {"COPY", key, other},   {"COPY", key, other, "REPLACE"},
            {"RENAME", key, other}, {"PEXPIRE", key, "0"}};
  }
};
// All types under the same keys: concurrent writes give a key two types.
struct MixedTypes {};
template <>
struct CommandsOf<MixedTypes> {
  static std::vector<Arguments> all(const Bytes& key) { return all_of(key, DataTypes{}); }

 private:
  template <class... Types>
  static std::vector<Arguments> all_of(const Bytes& key, TypeList<Types...>) {
    std::vector<Arguments> commands;
    const auto add = [&](std::vector<Arguments> more) {
      commands.insert(commands.end(), more.begin(), more.end());
    };
    (add(CommandsOf<Types>::all(key)), ...);
    add(CommandsOf<AnyType>::all(key));
    return commands;
  }
};

}  // namespace faultline
