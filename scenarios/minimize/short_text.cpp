#include "scenarios/minimize/short_text.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "scenarios/loader/json_text.h"
#include "scenarios/loader/loader.h"

namespace faultline::scenarios {
namespace {

using nlohmann::ordered_json;
using Pointer = ordered_json::json_pointer;

// The members of the object at `at` but for those that must be there.
void add_members(const ordered_json& scenario, const Pointer& at,
                 std::initializer_list<std::string_view> required, std::vector<Pointer>& members) {
  if (!scenario.contains(at) || !scenario.at(at).is_object()) return;
  for (const auto& [key, value] : scenario.at(at).items())
    if (std::find(required.begin(), required.end(), key) == required.end())
      members.push_back(at / key);
}

// What has a default, in the order of the file.
std::vector<Pointer> optional_members(const ordered_json& scenario) {
  std::vector<Pointer> members;
  const Pointer links("/topology/links");
  for (std::size_t i = 0; scenario.contains(links) && i < scenario.at(links).size(); ++i) {
    add_members(scenario, links / i, {"between", "latency"}, members);
    add_members(scenario, links / i / "latency", {"kind"}, members);
  }
  for (const auto& [engine, options] : scenario.at("engines").items())
    add_members(scenario, Pointer("/engines") / engine, {}, members);
  for (std::size_t i = 0; i < scenario.at("faults").size(); ++i)
    add_members(scenario, Pointer("/faults") / i, {"at", "kind"}, members);
  members.emplace_back("/quiesce");
  return members;
}

ordered_json without(const ordered_json& scenario, const Pointer& member) {
  ordered_json left = scenario;
  left.at(member.parent_pointer()).erase(member.back());
  return left;
}

void drop_if_empty(ordered_json& scenario, const char* key) {
  if (scenario.contains(key) && scenario.at(key).empty()) scenario.erase(key);
}

}  // namespace

std::string short_text(const sim::Plan& plan, const std::function<bool(const sim::Plan&)>& shows) {
  const std::string file = plan.name + ".json";
  ordered_json scenario = ordered_json::parse(resolved_text(plan));
  sim::Plan same = load_scenario(to_text(scenario), file).plan.value();
  for (const Pointer& member : optional_members(scenario)) {
    ordered_json shorter = without(scenario, member);
    const std::optional<sim::Plan> other = load_scenario(to_text(shorter), file).plan;
    if (!other || (other->sha256 != same.sha256 && !shows(*other))) continue;
    scenario = std::move(shorter);
    same = *other;
  }
  for (const char* key : {"faults", "expect"}) drop_if_empty(scenario, key);
  return to_text(scenario);
}

}  // namespace faultline::scenarios
