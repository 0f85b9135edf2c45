#include "scenarios/conformance/presupposed.h"

#include <algorithm>
#include <charconv>
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

const NodeCommand* command_of(const DynomiteStep& step) {
  return std::get_if<NodeCommand>(&step);
}

bool names_key(const NodeCommand& step, const Bytes& key) {
  return step.command.size() > 1 && step.command[1] == key;
}

// Of a key that the case writes by nothing but SET: the text that none of these has written.
bool is_older_text(const DynomiteCase& plan, const NodeCommand& observed) {
  if (observed.via != Via::kStorage || observed.command.size() != 2 ||
      observed.command[0] != Bytes("GET") || write_for(observed).empty())
    return false;
  bool any = false;
  for (const DynomiteStep& each : plan.steps) {
    const NodeCommand* step = command_of(each);
    if (step == nullptr || !names_key(*step, observed.command[1]) || !writes(each)) continue;
    if (step->command[0] != Bytes("SET") || step->command.size() < 3) return false;
    if (step->command[2] == Bytes(observed.expected.reply->get<std::string>())) return false;
    any = true;
  }
  return any;
}

// How much the INCRs of that data center add to the key; none: something else writes it, or a
// quorum was reached.
std::optional<std::int64_t> failed_steps(const DynomiteCase& plan, const Bytes& key,
                                         std::string_view datacenter) {
  std::int64_t sum = 0;
  for (const DynomiteStep& each : plan.steps) {
    const NodeCommand* step = command_of(each);
    if (step == nullptr || !names_key(*step, key) || !writes(each)) continue;
    const bool failed = step->expected.reply && step->expected.reply->is_string() &&
                        step->expected.reply->get_ref<const std::string&>().find(
                            "achieve Quorum") != std::string::npos;
    if (step->command[0] != Bytes("INCR") || !failed || !step->node.starts_with(datacenter))
      return std::nullopt;
    ++sum;
  }
  return sum > 0 ? std::optional(sum) : std::nullopt;
}

// The counter as the store of that node had it before; empty: nothing says so.
engine::Arguments older_counter(const DynomiteCase& plan, const NodeCommand& observed) {
  if (observed.via != Via::kStorage || observed.command.size() != 2 ||
      observed.command[0] != Bytes("GET") || !observed.expected.reply ||
      !observed.expected.reply->is_string())
    return {};
  const std::string datacenter = observed.node.substr(0, observed.node.find('/') + 1);
  const auto steps = failed_steps(plan, observed.command[1], datacenter);
  const std::string& text = observed.expected.reply->get_ref<const std::string&>();
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!steps || read.ec != std::errc() || value == *steps) return {};
  return {"SET", observed.command[1], Bytes(std::to_string(value - *steps))};
}

std::vector<NodeCommand> older_than_the_steps(const DynomiteCase& plan) {
  std::vector<NodeCommand> commands;
  std::set<Bytes> keys;
  for (const NodeCommand& observed : plan.observed) {
    NodeCommand step;
    step.node = observed.node;
    step.command = older_counter(plan, observed);
    step.via = Via::kStorage;
    if (step.command.empty()) {
      if (!is_older_text(plan, observed) || !keys.insert(observed.command[1]).second) continue;
      step.command = write_for(observed);
      step.via = Via::kDynomite;
    }
    commands.push_back(std::move(step));
  }
  return commands;
}

}  // namespace

std::vector<NodeCommand> presupposed(const DynomiteCase& plan) {
  if (std::any_of(plan.steps.begin(), plan.steps.end(), writes)) return older_than_the_steps(plan);
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
