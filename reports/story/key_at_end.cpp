#include "reports/story/key_at_end.h"

#include <algorithm>

namespace faultline::reports {

KeyAtEnd::KeyAtEnd(const sim::History& history, const sim::KeyEntry& key)
    : history_(history), key_(key), replicas_(sim::interpret_all(history, key)) {}

// Effects are numbered as they come, so those of a key are in order.
const sim::ReplicaFate& KeyAtEnd::fate(sim::EffectIndex effect, sim::LocalReplica replica) const {
  const auto place = std::lower_bound(key_.effects.begin(), key_.effects.end(), effect);
  return replicas_[replica].fates[static_cast<std::size_t>(place - key_.effects.begin())];
}

const sim::Execution* KeyAtEnd::execution(const sim::EffectEntry& effect) const {
  for (const sim::Execution& each : history_.operation(effect.operation).executions)
    if (history_.copy_of(each.replica) == key_.copies[effect.home]) return &each;
  return nullptr;
}

engine::Instant KeyAtEnd::ran_at(const sim::EffectEntry& effect) const {
  const sim::Holding& home = effect.holdings[effect.home];
  if (effect.unasked() && home.ever()) return home.first_at();
  const sim::Execution* ran = execution(effect);
  return ran != nullptr ? ran->at : history_.operation(effect.operation).invoked;
}

const sim::Execution* KeyAtEnd::answering(sim::OperationIndex operation) const {
  const sim::OperationEntry& entry = history_.operation(operation);
  for (const sim::Execution& each : entry.executions)
    if (std::find(entry.homes.begin(), entry.homes.end(), each.replica) != entry.homes.end())
      return &each;
  return entry.executions.empty() ? nullptr : &entry.executions.front();
}

}  // namespace faultline::reports
