#include "sim/search/freeze.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace faultline::sim {

Script script_of(const History& history) {
  Script script;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    const LoadClient& client = history.load().clients[operation.client];
    const HostPlace* host = history.host(client.preferred);
    FL_ASSERT(host != nullptr, "a client turns to a machine of the plan");
    ScriptStep step;
    step.at = operation.invoked.time_since_epoch();
    step.datacenter = history.datacenter_name(client.datacenter);
    step.client = client.name;
    step.host = host->name;
    for (const engine::Bytes& argument : operation.command)
      step.command.emplace_back(argument.view());
    script.push_back(std::move(step));
  }
  std::stable_sort(script.begin(), script.end(),
                   [](const ScriptStep& a, const ScriptStep& b) { return a.at < b.at; });
  return script;
}

Plan frozen(const Plan& plan, const std::string& engine, const History& history) {
  Plan script = plan;
  std::erase_if(script.engines, [&](const EnginePlan& each) { return each.name != engine; });
  if (const auto* workload = std::get_if<WorkloadPlan>(&plan.load)) {
    Script steps = script_of(history);
    // A script is over with its last command; the run ends when it did.
    const engine::Duration last = steps.empty() ? engine::Duration(0) : steps.back().at;
    script.quiesce += engine::get<engine::Duration>(workload->parameters, "for") - last;
    script.load = std::move(steps);
  }
  script.expectations.clear();
  script.expected_marks.clear();
  return script;
}

}  // namespace faultline::sim
