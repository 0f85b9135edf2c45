#include "engine/dynomite/split.h"

#include <map>
#include <utility>

namespace faultline::engine::dynomite {
namespace {

bool is_split(const CommandKind& kind) {
  return kind.name == "MGET" || kind.name == "MSET" || kind.name == "DEL" || kind.name == "EXISTS";
}

Reply merge_arrays(const std::vector<PartReply>& parts) {
  std::map<std::uint32_t, Reply> by_position;
  for (const PartReply& part : parts) {
    const auto* values = std::get_if<std::vector<Reply>>(&part.reply.value);
    if (values == nullptr || values->size() != part.positions.size()) continue;
    for (std::size_t i = 0; i < values->size(); ++i)
      by_position.emplace(part.positions[i], (*values)[i]);
  }
  std::vector<Reply> merged;
  for (auto& [position, reply] : by_position) merged.push_back(std::move(reply));
  return {std::move(merged)};
}

}  // namespace

std::vector<Part> split(const CommandKind& kind, const Arguments& command,
                        const std::function<std::size_t(const Bytes&)>& owner_of) {
  const std::vector<Bytes> keys = keys_of(kind, command);
  if (keys.empty()) return {{command, {}, std::nullopt}};
  if (!is_split(kind) || keys.size() == 1) return {{command, {}, keys[0]}};
  std::map<std::size_t, Part> by_owner;
  const auto step = static_cast<std::size_t>(kind.keys.step);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Part& part = by_owner[owner_of(keys[i])];
    if (part.command.empty()) {
      part.command.push_back(command[0]);
      part.key = keys[i];
    }
    const std::size_t at = static_cast<std::size_t>(kind.keys.first) + i * step;
    for (std::size_t j = at; j < at + step; ++j) part.command.push_back(command[j]);
    part.positions.push_back(static_cast<std::uint32_t>(i));
  }
  if (by_owner.size() == 1) return {{command, {}, keys[0]}};
  std::vector<Part> parts;
  for (auto& [owner, part] : by_owner) parts.push_back(std::move(part));
  return parts;
}

Reply merge(const CommandKind& kind, const std::vector<PartReply>& parts) {
  if (parts.size() == 1) return parts[0].reply;
  for (const PartReply& part : parts)
    if (part.reply.is_error()) return part.reply;
  if (kind.name == "MSET") return ok_reply();
  if (kind.name == "MGET") return merge_arrays(parts);
  std::int64_t sum = 0;  // DEL and EXISTS count keys
  for (const PartReply& part : parts)
    if (const auto* count = std::get_if<std::int64_t>(&part.reply.value)) sum += *count;
  return integer_reply(sum);
}

}  // namespace faultline::engine::dynomite
