#include "scenarios/conformance/presupposed.h"

#include <algorithm>
#include <set>

#include "engine/commands/command.h"
#include "engine/dynomite/real_commands.h"

namespace faultline::scenarios::conformance {
namespace {

using engine::Bytes;

// A command that the real program refuses writes nothing, whatever a Redis would do with it.
bool writes(const DynomiteStep& step) {
  const auto* run = std::get_if<NodeCommand>(&step);
  return run != nullptr && engine::writes(run->command) &&
         (run->via == Via::kStorage || engine::dynomite::real_program_takes(run->command));
}

// The write that lets a Redis answer so; empty where the answer is that of no key.
engine::Arguments write_for(const NodeCommand& observed) {
  if (!observed.expected.reply || observed.command.size() != 2) return {};
  const Json& reply = *observed.expected.reply;
  const Bytes& key = observed.command[1];
  if (observed.command[0] == Bytes("GET") && reply.is_string() &&
      !reply.get_ref<const std::string&>().starts_with('(') &&
      !reply.get_ref<const std::string&>().starts_with("-ERR"))
    return {"SET", key, reply.get<std::string>()};
  if (observed.command[0] == Bytes("SMEMBERS") && reply.is_array() && !reply.empty()) {
    engine::Arguments command = {"SADD", key};
    for (const Json& member : reply)
      if (member.is_string()) command.emplace_back(member.get<std::string>());
    return command;
  }
  return {};
}

}  // namespace

std::vector<NodeCommand> presupposed(const DynomiteCase& plan) {
  if (std::any_of(plan.steps.begin(), plan.steps.end(), writes)) return {};
  std::vector<NodeCommand> commands;
  std::set<Bytes> keys;
  const auto write = [&](const std::string& node, engine::Arguments command) {
    if (!keys.insert(command[1]).second) return;
    NodeCommand& step = commands.emplace_back();
    step.node = node;
    step.command = std::move(command);
  };
  for (const NodeCommand& observed : plan.observed)
    if (engine::Arguments command = write_for(observed); !command.empty())
      write(observed.node, std::move(command));
  // EXISTS that counts all of its keys: those of them that nothing else shows were there too.
  for (const DynomiteStep& step : plan.steps) {
    const auto* run = std::get_if<NodeCommand>(&step);
    if (run == nullptr || run->command[0] != Bytes("EXISTS")) continue;
    if (run->expected.reply != Json(run->command.size() - 1)) continue;
    for (std::size_t i = 1; i < run->command.size(); ++i)
      write(run->node, {"SET", run->command[i], "presupposed"});
  }
  return commands;
}

}  // namespace faultline::scenarios::conformance
