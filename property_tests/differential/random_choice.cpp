#include <algorithm>
#include <array>

#include "property_tests/differential/both_replies.h"
#include "property_tests/differential/reply_rules.h"

namespace faultline::differential {

using engine::Arguments;
using engine::Bytes;
using engine::Reply;
using List = std::vector<Reply>;
namespace {

// What the commands of random choice choose from, and how that is read.
struct PopulationCommand {
  std::string_view command;
  std::string_view read;
  std::size_t group;  // the reply's elements are pairs if 2
};
constexpr std::array kPopulationCommands = {
    PopulationCommand{"SPOP", "SMEMBERS", 1}, PopulationCommand{"SRANDMEMBER", "SMEMBERS", 1},
    PopulationCommand{"HRANDFIELD", "HGETALL", 2}, PopulationCommand{"ZRANDMEMBER", "ZRANGE", 2}};

Population population_of(Sides& sides, const Arguments& arguments) {
  Population population;
  const std::string command = upper_case(arguments[0].view());
  if (command == "RANDOMKEY")
    for (const Bytes& key : sides.model.keys()) population.emplace(key, "");
  for (const PopulationCommand& each : kPopulationCommands) {
    if (each.command != command || arguments.size() < 2) continue;
    Arguments read = {each.read, arguments[1]};
    if (each.read == "ZRANGE") read.insert(read.end(), {"0", "-1", "WITHSCORES"});
    const Reply reply = ask_model(sides, read);
    const auto* list = std::get_if<List>(&reply.value);
    for (std::size_t i = 0; list != nullptr && i < list->size(); i += each.group)
      population.emplace(std::get<Bytes>((*list)[i].value),
                         each.group == 2 ? std::get<Bytes>((*list)[i + 1].value) : Bytes());
  }
  return population;
}

Choice choice_of(const Arguments& arguments) {
  return {.with_values = arguments.size() > 3,
          .distinct = arguments.size() < 3 || !arguments[2].view().starts_with('-')};
}

Verdict choose_on_both(Sides& sides, const Arguments& arguments, BothReplies& replies) {
  const Population population = population_of(sides, arguments);
  const Choice choice = choice_of(arguments);
  replies = ask_both(sides, arguments);
  if (!same_shape(replies.ours, replies.redis)) return differ(sides, arguments, replies);
  for (const Reply& reply : {replies.ours, replies.redis})
    if (const auto why = implausible(reply, population, choice))
      return shown(replies) + "\n" + *why;
  return std::nullopt;
}

}  // namespace

Verdict chosen_at_random(Sides& sides, const Arguments& arguments) {
  BothReplies replies;
  return choose_on_both(sides, arguments, replies);
}

// Both popped something: the model puts back what it took and takes what Redis took.
Verdict popped_at_random(Sides& sides, const Arguments& arguments) {
  BothReplies replies;
  if (auto verdict = choose_on_both(sides, arguments, replies)) return verdict;
  if (replies.redis.is_error()) return std::nullopt;
  const std::vector<Bytes> ours = chosen(replies.ours, {});
  const std::vector<Bytes> theirs = chosen(replies.redis, {});
  // First what comes back, so that the set is never empty in between and keeps its deadline.
  for (const auto& [command, members, but] :
       {std::tuple{"SADD", ours, theirs}, std::tuple{"SREM", theirs, ours}}) {
    Arguments repair = {command, arguments[1]};
    for (const Bytes& member : members)
      if (std::find(but.begin(), but.end(), member) == but.end()) repair.push_back(member);
    if (repair.size() > 2) (void)sides.model.run(repair);
  }
  return std::nullopt;
}

}  // namespace faultline::differential
