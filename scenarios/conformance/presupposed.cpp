#include "scenarios/conformance/presupposed.h"

#include <algorithm>
#include <set>

#include "engine/commands/command.h"
#include "engine/dynomite/real_commands.h"

namespace faultline::scenarios::conformance {
namespace {

using engine::Bytes;

// Where a step that runs at all may write. A key that only a refused command names is not written.
std::set<Bytes> written_keys(const DynomiteCase& plan) {
  std::set<Bytes> keys;
  for (const DynomiteStep& step : plan.steps) {
    const auto* run = std::get_if<NodeCommand>(&step);
    if (run == nullptr) continue;
    const bool runs =
        run->via == Via::kStorage || engine::dynomite::real_program_takes(run->command);
    const engine::CommandKind* kind = engine::find_command(run->command[0].view());
    if (!runs || kind == nullptr || kind->access == engine::Access::kRead) continue;
    for (Bytes& key : engine::keys_of(*kind, run->command)) keys.insert(std::move(key));
  }
  return keys;
}

NodeCommand at_storage(const std::string& node, engine::Arguments command) {
  NodeCommand step;
  step.node = node;
  step.via = Via::kStorage;
  step.command = std::move(command);
  return step;
}

// The write that lets the Redis answer so; empty where the answer is that of no key.
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
  const std::set<Bytes> written = written_keys(plan);
  std::vector<NodeCommand> commands;
  std::set<Bytes> shown;
  for (const NodeCommand& observed : plan.observed) {
    engine::Arguments command = write_for(observed);
    if (command.empty() || written.contains(command[1])) continue;
    shown.insert(command[1]);
    commands.push_back(at_storage(observed.node, std::move(command)));
  }
  // EXISTS that counts all of its keys: those of them that nothing else shows were there too.
  for (const DynomiteStep& step : plan.steps) {
    const auto* run = std::get_if<NodeCommand>(&step);
    if (run == nullptr || run->command[0] != Bytes("EXISTS")) continue;
    if (run->expected.reply != Json(run->command.size() - 1)) continue;
    for (std::size_t i = 1; i < run->command.size(); ++i) {
      const Bytes& key = run->command[i];
      if (written.contains(key) || !shown.insert(key).second) continue;
      for (const auto& [datacenter, racks] : plan.datacenters)
        for (const auto& [rack, nodes] : racks)
          for (std::uint32_t node = 0; node < nodes; ++node)
            commands.push_back(at_storage(datacenter + "/" + rack + "/" + std::to_string(node),
                                          {"SET", key, "presupposed"}));
    }
  }
  return commands;
}

}  // namespace faultline::scenarios::conformance
