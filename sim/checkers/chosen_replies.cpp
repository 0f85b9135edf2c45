#include "sim/checkers/chosen_replies.h"

#include <algorithm>
#include <set>

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::Reply;
using Unit = std::vector<Bytes>;  // an element, or an element with its value

// SRANDMEMBER key -3 may answer one thing twice.
bool may_repeat(const engine::Arguments& command) {
  return command.size() > 2 && engine::parse_integer(command[2].view()).value_or(0) < 0;
}

bool with_values(const engine::Arguments& command) {
  return command.size() > 3;
}

// Empty where the reply is of another shape.
std::vector<Unit> units_in(const Reply& reply, std::size_t width) {
  if (const auto* one = std::get_if<Bytes>(&reply.value)) return {{*one}};
  const auto* list = std::get_if<std::vector<Reply>>(&reply.value);
  std::vector<Unit> units;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* text = std::get_if<Bytes>(&(*list)[i].value);
    if (text == nullptr) return {};
    if (i % width == 0) units.emplace_back();
    units.back().push_back(*text);
  }
  return units;
}

}  // namespace

engine::Arguments all_to_choose_from(const engine::CommandKind& kind,
                                     const engine::Arguments& command) {
  if (kind.type == "key") return {"KEYS", "*"};
  if (kind.type == "set") return {"SMEMBERS", command[1]};
  const bool values = with_values(command);
  if (kind.type == "hash") return {values ? "HGETALL" : "HKEYS", command[1]};
  engine::Arguments all{"ZRANGE", command[1], "0", "-1"};
  if (values) all.push_back("WITHSCORES");
  return all;
}

bool could_be_drawn(const engine::Arguments& command, const Reply& expected, const Reply& seen,
                    const Reply& all) {
  if (seen.value.index() != expected.value.index()) return false;
  const std::size_t width = with_values(command) ? 2 : 1;
  const std::vector<Unit> drawn = units_in(seen, width);
  const std::vector<Unit> there = units_in(all, width);
  const std::set<Unit> different(drawn.begin(), drawn.end());
  return !drawn.empty() && drawn.size() == units_in(expected, width).size() &&
         (may_repeat(command) || different.size() == drawn.size()) &&
         std::all_of(different.begin(), different.end(), [&](const Unit& unit) {
           return std::find(there.begin(), there.end(), unit) != there.end();
         });
}

}  // namespace faultline::sim
