#include "sim/search/smaller_plans.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/assert.h"
#include "engine/commands/command.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Groups;
using engine::Names;

bool is_within(const std::string& name, const std::string& place) {
  return name == place || name.starts_with(place + "/");
}

// Whether nothing is left of the value.
bool forget_place(engine::ParameterValue& value, const std::string& place) {
  const auto drop = [&](Names& names) {
    return std::erase_if(names, [&](const auto& name) { return is_within(name, place); }) > 0 &&
           names.empty();
  };
  if (auto* names = std::get_if<Names>(&value.value)) return drop(*names);
  if (const auto* name = std::get_if<std::string>(&value.value)) return is_within(*name, place);
  auto* groups = std::get_if<Groups>(&value.value);
  if (groups == nullptr) return false;
  for (Names& each : *groups) drop(each);
  std::erase_if(*groups, [](const Names& each) { return each.empty(); });
  return groups->size() < 2;
}

// Whether the fault is of that place alone.
bool forget_place(FaultPlan& fault, const std::string& place) {
  bool gone = false;
  for (auto& [name, value] : fault.parameters) gone |= forget_place(value, place);
  return gone;
}

void forget_in_topology(TopologyPlan& topology, const std::string& place) {
  std::erase_if(topology.datacenters, [&](const auto& each) { return each.name == place; });
  std::erase_if(topology.links,
                [&](const auto& each) { return each.from == place || each.to == place; });
  for (DatacenterPlan& datacenter : topology.datacenters) {
    std::erase_if(datacenter.racks,
                  [&](const auto& rack) { return datacenter.name + "/" + rack.name == place; });
    for (RackPlan& rack : datacenter.racks)
      if (place.starts_with(datacenter.name + "/" + rack.name + "/")) --rack.hosts;
  }
}

}  // namespace

std::vector<std::string> places_of(const Plan& plan) {
  std::vector<std::string> datacenters;
  std::vector<std::string> racks;
  std::vector<std::string> hosts;
  for (const DatacenterPlan& datacenter : plan.topology.datacenters) {
    datacenters.push_back(datacenter.name);
    for (const RackPlan& rack : datacenter.racks) {
      const std::string name = datacenter.name + "/" + rack.name;
      if (datacenter.racks.size() > 1) racks.push_back(name);
      if (rack.hosts > 1) hosts.push_back(name + "/" + std::to_string(rack.hosts - 1));
    }
  }
  if (datacenters.size() < 2) datacenters.clear();
  datacenters.insert(datacenters.end(), racks.begin(), racks.end());
  datacenters.insert(datacenters.end(), hosts.begin(), hosts.end());
  return datacenters;
}

Plan without_place(const Plan& plan, const std::string& place) {
  Plan left = plan;
  forget_in_topology(left.topology, place);
  std::erase_if(left.faults, [&](FaultPlan& fault) { return forget_place(fault, place); });
  auto& script = std::get<Script>(left.load);
  std::erase_if(script, [&](const ScriptStep& step) { return step.datacenter == place; });
  for (ScriptStep& step : script)
    if (step.host && is_within(*step.host, place)) step.host.reset();
  return left;
}

std::vector<std::pair<std::size_t, std::string>> listed_places(const Plan& plan) {
  std::vector<std::pair<std::size_t, std::string>> places;
  for (std::size_t i = 0; i < plan.faults.size(); ++i)
    for (const auto& [parameter, value] : plan.faults[i].parameters) {
      const auto add = [&](const Names& names) {
        for (const std::string& name : names) places.emplace_back(i, name);
      };
      if (const auto* names = std::get_if<Names>(&value.value)) add(*names);
      if (const auto* groups = std::get_if<Groups>(&value.value))
        std::for_each(groups->begin(), groups->end(), add);
    }
  return places;
}

Plan spare_place(const Plan& plan, std::size_t fault, const std::string& place) {
  Plan left = plan;
  if (forget_place(left.faults.at(fault), place))
    left.faults.erase(left.faults.begin() + static_cast<std::ptrdiff_t>(fault));
  return left;
}

std::vector<Duration> moments_of(const Plan& plan) {
  std::set<Duration> moments;
  for (const ScriptStep& step : std::get<Script>(plan.load)) moments.insert(step.at);
  for (const FaultPlan& fault : plan.faults) {
    moments.insert(fault.at);
    if (fault.lasts) moments.insert(fault.at + *fault.lasts);
  }
  return {moments.begin(), moments.end()};
}

Plan sooner(const Plan& plan, Duration moment, Duration by) {
  Plan moved = plan;
  const auto move = [&](Duration at) { return at < moment ? at : at - by; };
  for (ScriptStep& step : std::get<Script>(moved.load)) step.at = move(step.at);
  for (FaultPlan& fault : moved.faults) {
    if (fault.lasts) *fault.lasts = move(fault.at + *fault.lasts) - move(fault.at);
    fault.at = move(fault.at);
  }
  return moved;
}

namespace {

bool is_whole_number(const std::string& text) {
  return engine::parse_integer(text).has_value();
}

// NX, EX, LIMIT and the like, which mean something to Redis.
bool is_keyword(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) {
    return (each >= 'A' && each <= 'Z') || each == '+' || each == '-';
  });
}

}  // namespace

ScriptWords words_of(const Script& script) {
  ScriptWords words;
  std::set<std::string> known;
  const auto add = [&](const std::string& word, std::vector<std::string>& list) {
    if (known.insert(word).second) list.push_back(word);
  };
  for (const ScriptStep& step : script) {
    const engine::CommandKind* kind = engine::find_command(step.command.front());
    if (kind == nullptr) continue;
    const engine::Arguments command(step.command.begin(), step.command.end());
    for (const std::size_t at : engine::key_positions(*kind, command))
      add(step.command.at(at), words.keys);
  }
  for (const ScriptStep& step : script)
    for (std::size_t i = 1; i < step.command.size(); ++i)
      if (!is_whole_number(step.command[i]) && !is_keyword(step.command[i]))
        add(step.command[i], words.values);
  return words;
}

Plan reworded(const Plan& plan, const std::vector<std::string>& from,
              const std::vector<std::string>& to) {
  FL_ASSERT(from.size() == to.size(), "a word for a word");
  Plan other = plan;
  for (ScriptStep& step : std::get<Script>(other.load))
    for (std::size_t i = 1; i < step.command.size(); ++i) {
      const auto found = std::find(from.begin(), from.end(), step.command[i]);
      if (found != from.end()) step.command[i] = to[static_cast<std::size_t>(found - from.begin())];
    }
  return other;
}

PlanSize size_of(const Plan& plan) {
  PlanSize size;
  if (const auto* script = std::get_if<Script>(&plan.load)) size.commands = script->size();
  size.faults = plan.faults.size();
  for (const DatacenterPlan& datacenter : plan.topology.datacenters)
    for (const RackPlan& rack : datacenter.racks) size.nodes += rack.hosts;
  return size;
}

}  // namespace faultline::sim
