#include "sim/history/elements.h"

#include <algorithm>
#include <array>
#include <utility>

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::Reply;

std::vector<Element> elements_named(std::string_view type, const std::vector<Bytes>& names) {
  std::vector<Element> elements;
  for (const Bytes& name : names) elements.push_back({type, name});
  return elements;
}

std::vector<Bytes> names_in(const engine::set::Plain& value) {
  return value.members();
}
std::vector<Bytes> names_in(const engine::hash::Plain& value) {
  std::vector<Bytes> names;
  for (const auto& [field, text] : value.content()) names.push_back(field);
  return names;
}
std::vector<Bytes> names_in(const engine::sorted_set::Plain& value) {
  std::vector<Bytes> names;
  for (const auto& scored : value.ranking()) names.push_back(scored.member);
  return names;
}

bool is_there(const Reply& reply) {
  if (const auto* count = std::get_if<std::int64_t>(&reply.value)) return *count != 0;
  return std::holds_alternative<Bytes>(reply.value);
}

// How a read's reply is to be understood.
enum class AskedFor {
  kKey,    // the key is there or not
  kKeys,   // of each key: a text or nil
  kOne,    // the element after the key
  kMany,   // each of the elements after the key
  kNames,  // all names
  kPairs   // all names, each with its value
};
struct KnownRead {
  std::string_view command;
  std::string_view type;
  AskedFor asks;
};
constexpr std::array kReads = {KnownRead{"GET", "", AskedFor::kKey},
                               KnownRead{"EXISTS", "", AskedFor::kKey},
                               KnownRead{"MGET", "", AskedFor::kKeys},
                               KnownRead{"SISMEMBER", "set", AskedFor::kOne},
                               KnownRead{"SMISMEMBER", "set", AskedFor::kMany},
                               KnownRead{"SMEMBERS", "set", AskedFor::kNames},
                               KnownRead{"HGET", "hash", AskedFor::kOne},
                               KnownRead{"HEXISTS", "hash", AskedFor::kOne},
                               KnownRead{"HMGET", "hash", AskedFor::kMany},
                               KnownRead{"HKEYS", "hash", AskedFor::kNames},
                               KnownRead{"HGETALL", "hash", AskedFor::kPairs},
                               KnownRead{"ZSCORE", "zset", AskedFor::kOne},
                               KnownRead{"ZMSCORE", "zset", AskedFor::kMany}};

const KnownRead* find_read(const engine::CommandKind& kind) {
  if (kind.access != engine::Access::kRead) return nullptr;
  const auto* const found = std::find_if(kReads.begin(), kReads.end(), [&](const KnownRead& each) {
    return each.command == kind.name;
  });
  return found == kReads.end() ? nullptr : found;
}

Reading reading_of(const Bytes& key, const Element& element, bool shown) {
  Reading reading{key, {}, {}};
  (shown ? reading.shown : reading.missing).push_back(element);
  return reading;
}

std::vector<Reading> listed_readings(const KnownRead& read, const engine::Arguments& command,
                                     const std::vector<Reply>& replies) {
  std::vector<Reading> readings;
  if (read.asks == AskedFor::kKeys) {
    for (std::size_t i = 0; i < replies.size() && i + 1 < command.size(); ++i)
      readings.push_back(reading_of(command[i + 1], {}, is_there(replies[i])));
    return readings;
  }
  Reading reading{command[1], {}, {}};
  if (read.asks == AskedFor::kMany) {
    for (std::size_t i = 0; i < replies.size() && i + 2 < command.size(); ++i)
      (is_there(replies[i]) ? reading.shown : reading.missing)
          .push_back({read.type, command[i + 2]});
  } else {
    reading.all_of = read.type;
    for (std::size_t i = 0; i < replies.size(); i += read.asks == AskedFor::kPairs ? 2 : 1)
      if (const auto* name = std::get_if<Bytes>(&replies[i].value))
        reading.shown.push_back({read.type, *name});
  }
  readings.push_back(std::move(reading));
  return readings;
}

constexpr std::array<std::string_view, 6> kRemovals = {"DEL",  "UNLINK", "GETDEL",
                                                       "SREM", "HDEL",   "ZREM"};

}  // namespace

std::vector<Element> elements_of(const engine::PlainValue& value) {
  return std::visit(
      [&](const auto& plain) -> std::vector<Element> {
        if constexpr (requires { names_in(plain); })
          return elements_named(engine::type_name(value.index()), names_in(plain));
        else
          return {Element{}};
      },
      value);
}

std::vector<Element> added_by(const engine::Change& change) {
  if (!engine::leaves_a_trace(change)) return {};
  std::optional<engine::PlainKey> made;
  engine::apply_plain(made, change);
  if (!made) return {};
  std::vector<Element> elements = elements_of(made->value);
  if (!elements.front().is_key()) elements.insert(elements.begin(), Element{});
  return elements;
}

std::vector<Element> taken_by_name(const engine::Change& change) {
  return std::visit(
      [&](const auto& c) -> std::vector<Element> {
        if constexpr (requires { c.names; })
          return elements_named(engine::type_name(engine::type_of(change)), c.names);
        else
          return {};
      },
      change);
}

std::optional<Element> removal_of(const engine::CommandKind& kind, const engine::Unit& unit) {
  if (std::find(kRemovals.begin(), kRemovals.end(), kind.name) == kRemovals.end())
    return std::nullopt;
  return unit.element ? Element{kind.type, *unit.element} : Element{};
}

std::optional<Putting> putting_of(const engine::CommandKind& kind, const engine::Unit& unit) {
  if (kind.access == engine::kRead || removal_of(kind, unit)) return std::nullopt;
  if (!unit.element) return Putting{};
  return Putting{Element{kind.type, *unit.element}};
}

bool is_reading(const engine::CommandKind& kind) {
  return find_read(kind) != nullptr;
}

std::vector<Reading> readings_of(const engine::Arguments& command, const engine::Reply& reply) {
  const engine::CommandKind* kind =
      command.size() < 2 ? nullptr : engine::find_command(command[0].view());
  const KnownRead* read = kind == nullptr ? nullptr : find_read(*kind);
  if (read == nullptr || reply.is_error()) return {};
  if (const auto* replies = std::get_if<std::vector<Reply>>(&reply.value))
    return listed_readings(*read, command, *replies);
  if (read->asks == AskedFor::kOne && command.size() == 3)
    return {reading_of(command[1], {read->type, command[2]}, is_there(reply))};
  if (read->asks == AskedFor::kKey && command.size() == 2)
    return {reading_of(command[1], {}, is_there(reply))};
  return {};
}

}  // namespace faultline::sim
