// HSET HMSET HSETNX HGET HMGET HGETALL HKEYS HVALS HLEN HSTRLEN HEXISTS HDEL.

#include <array>
#include <map>
#include <optional>
#include <set>

#include "engine/commands/element_units.h"
#include "engine/commands/lookup.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

using HashFound = Typed<HashType>;

HashFound hash_at(const CommandContext& context) {
  return look_up<HashType>(context.keys, context.arguments[1]);
}

std::optional<Bytes> field_of(const HashFound& found, const Bytes& field) {
  return found.reader == nullptr ? std::nullopt : found.reader->value_of(field);
}

hash::Fields content_of(const HashFound& found) {
  return found.reader == nullptr ? hash::Fields() : found.reader->content();
}

Reply field_reply(const HashFound& found, const Bytes& field) {
  const auto value = field_of(found, field);
  return value ? bulk_reply(*value) : nil_reply();
}

// Puts all pairs; answers how many fields are new, or the error.
Reply put_fields(const CommandContext& context, const std::string& command) {
  const Arguments& arguments = context.arguments;
  if (arguments.size() % 2 != 0) return wrong_number_of_arguments(command);
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  std::int64_t added = 0;
  std::map<Bytes, Bytes> put;  // by the pairs before
  for (std::size_t i = 2; i < arguments.size(); i += 2) {
    const auto earlier = put.find(arguments[i]);
    const auto old =
        earlier == put.end() ? field_of(found, arguments[i]) : std::optional(earlier->second);
    added += old ? 0 : 1;
    put[arguments[i]] = arguments[i + 1];
    // The value that is there already is sent too: it must outlive a concurrent removal.
    context.effects.add(arguments[1], unit_at<2>(i), hash::Put{arguments[i], arguments[i + 1]},
                        old != arguments[i + 1]);
  }
  return integer_reply(added);
}

Reply hset(const CommandContext& context) {
  return put_fields(context, "hset");
}

Reply hmset(const CommandContext& context) {
  Reply reply = put_fields(context, "hmset");
  return reply.is_error() ? reply : ok_reply();
}

Reply hsetnx(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  if (field_of(found, arguments[2])) return integer_reply(0);
  context.effects.add(arguments[1], 0, hash::Put{arguments[2], arguments[3]});
  return integer_reply(1);
}

Reply hget(const CommandContext& context) {
  const HashFound found = hash_at(context);
  return found.wrong_type ? wrong_type() : field_reply(found, context.arguments[2]);
}

Reply hmget(const CommandContext& context) {
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  std::vector<Reply> values;
  for (std::size_t i = 2; i < context.arguments.size(); ++i)
    values.push_back(field_reply(found, context.arguments[i]));
  return {std::move(values)};
}

template <bool kNames, bool kValues>
Reply list_fields(const CommandContext& context) {
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  std::vector<Bytes> listed;
  for (const auto& [name, value] : content_of(found)) {
    if (kNames) listed.push_back(name);
    if (kValues) listed.push_back(value);
  }
  return texts_reply(std::move(listed));
}

Reply hlen(const CommandContext& context) {
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  return integer_reply(found.reader == nullptr ? 0
                                               : static_cast<std::int64_t>(found.reader->size()));
}

Reply hstrlen(const CommandContext& context) {
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  const auto value = field_of(found, context.arguments[2]);
  return integer_reply(value ? static_cast<std::int64_t>(value->size()) : 0);
}

Reply hexists(const CommandContext& context) {
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  return integer_reply(field_of(found, context.arguments[2]).has_value());
}

Reply hdel(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  const HashFound found = hash_at(context);
  if (found.wrong_type) return wrong_type();
  std::set<Bytes> deleted;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    if (!field_of(found, arguments[i]) || !deleted.insert(arguments[i]).second) continue;
    context.effects.add(arguments[1], unit_at<1>(i), hash::Remove{{arguments[i]}});
  }
  return integer_reply(static_cast<std::int64_t>(deleted.size()));
}

constexpr std::array kHashCommands = {
    CommandKind{"HSET", "sets fields", -4, Access::kWrite, kFirstKey, hset, element_units<2>},
    CommandKind{"HMSET", "sets fields, and answers OK", -4, Access::kWrite, kFirstKey, hmset,
                element_units<2>},
    CommandKind{"HSETNX", "sets a field if it is absent", 4, Access::kWrite, kFirstKey, hsetnx,
                element_units<2>},
    CommandKind{"HGET", "the value of a field", 3, Access::kRead, kFirstKey, hget},
    CommandKind{"HMGET", "the values of several fields", -3, Access::kRead, kFirstKey, hmget},
    CommandKind{"HGETALL", "all fields with their values", 2, Access::kRead, kFirstKey,
                list_fields<true, true>},
    CommandKind{"HKEYS", "all fields", 2, Access::kRead, kFirstKey, list_fields<true, false>},
    CommandKind{"HVALS", "all values", 2, Access::kRead, kFirstKey, list_fields<false, true>},
    CommandKind{"HLEN", "how many fields a hash has", 2, Access::kRead, kFirstKey, hlen},
    CommandKind{"HSTRLEN", "the length of a field's value", 3, Access::kRead, kFirstKey, hstrlen},
    CommandKind{"HEXISTS", "whether a hash has a field", 3, Access::kRead, kFirstKey, hexists},
    CommandKind{"HDEL", "deletes fields", -3, Access::kWrite, kFirstKey, hdel, element_units<1>},
};

}  // namespace

std::span<const CommandKind> hash_commands() {
  return kHashCommands;
}

}  // namespace faultline::engine
