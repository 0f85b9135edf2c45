#include "engine/dynomite/stamping.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "engine/base/assert.h"

namespace faultline::engine::dynomite {
namespace {

struct StampedCommand {
  std::string_view name;
  // Of reads: what repairs a replica that lacks the value, or the removal.
  std::string_view add{};
  std::string_view remove{};
};

constexpr StampedCommand kStampedCommands[] = {{"SET"},
                                               {"GET", "SET", "DEL"},
                                               {"DEL"},
                                               {"HSET"},
                                               {"HMSET"},
                                               {"HGET", "HSET", "HDEL"},
                                               {"HDEL"},
                                               {"SADD"},
                                               {"SREM"},
                                               {"SISMEMBER", "SADD", "SREM"},
                                               {"ZADD"},
                                               {"ZREM"},
                                               {"ZSCORE", "ZADD", "ZREM"}};

const StampedCommand* find_stamped(std::string_view name) {
  const auto found = std::find_if(std::begin(kStampedCommands), std::end(kStampedCommands),
                                  [&](const StampedCommand& each) { return each.name == name; });
  return found == std::end(kStampedCommands) ? nullptr : &*found;
}

// The name as the command table spells it; empty: it has none.
std::string_view name_of(const Arguments& command) {
  const CommandKind* kind = command.empty() ? nullptr : find_command(command[0].view());
  return kind == nullptr ? std::string_view() : kind->name;
}

// A request that does not fit into the real program's read buffer is not turned into a script.
constexpr std::size_t kReadBuffer = 16'384;

std::size_t size_of(const Arguments& command) {
  std::size_t size = 0;
  for (const Bytes& argument : command) size += argument.view().size();
  return size;
}

}  // namespace

bool is_stamped(const Arguments& command) {
  const std::string_view name = name_of(command);
  if (find_stamped(name) == nullptr || size_of(command) >= kReadBuffer) return false;
  return name != "DEL" || command.size() == 2;
}

bool kills_coordinator(const Arguments& command) {
  return name_of(command) == "DEL" && command.size() > 2;
}

bool leaves_tombstone(std::string_view name) {
  return name == "DEL" || name == "HDEL" || name == "SREM" || name == "ZREM";
}

std::optional<StampedReply> read_stamped(const Reply& reply) {
  const auto* parts = std::get_if<std::vector<Reply>>(&reply.value);
  if (parts == nullptr || parts->size() != 3) return std::nullopt;
  const auto* status = std::get_if<Bytes>(&(*parts)[0].value);
  if (status == nullptr) return std::nullopt;
  StampedReply stamped;
  stamped.missing = status->view() == "X";
  stamped.removed = status->view() == "R";
  if (const auto* stamp = std::get_if<Bytes>(&(*parts)[1].value))
    std::from_chars(stamp->view().data(), stamp->view().data() + stamp->view().size(),
                    stamped.stamp);
  stamped.value = &(*parts)[2];
  return stamped;
}

Arguments repair_command(const Arguments& read, const StampedReply& newest) {
  const StampedCommand* known = find_stamped(name_of(read));
  FL_ASSERT(known != nullptr && !known->add.empty(), "only stamped reads repair");
  const auto text = [&] {
    const auto* bulk = std::get_if<Bytes>(&newest.value->value);
    return bulk == nullptr ? Bytes() : *bulk;
  };
  Arguments command = {Bytes(newest.removed ? known->remove : known->add), read[1]};
  if (!newest.removed && known->add == "ZADD") command.push_back(text());
  if (read.size() > 2) command.push_back(read[2]);
  if (!newest.removed && (known->add == "SET" || known->add == "HSET")) command.push_back(text());
  return command;
}

}  // namespace faultline::engine::dynomite
