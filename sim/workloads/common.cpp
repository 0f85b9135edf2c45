#include "sim/workloads/common.h"

#include <utility>
#include <vector>

#include "engine/base/assert.h"
#include "sim/kernel/draws.h"
#include "sim/workloads/ramp.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

using engine::Duration;
using engine::ParameterUnit;

// The rate is the whole run's; one of n clients waits n times as long between two of its own.
Duration mean_gap(Duration whole_run, std::uint32_t clients) {
  if (whole_run > kExponentialMeanMax / clients) return kExponentialMeanMax;
  return whole_run * clients;
}

}  // namespace

std::span<const engine::Parameter> common_parameters() {
  static const std::vector<engine::Parameter> kParameters = {
      {"clients_per_datacenter",
       ParameterUnit::kInteger,
       "clients in each data center",
       "8",
       {},
       {},
       1,
       10'000},
      {"rate", ParameterUnit::kRate, "arrivals of the whole run, divided evenly over clients", ""},
      {"keys",
       ParameterUnit::kNested,
       "which keys are hit how often",
       R"({"kind":"uniform","count":1000})",
       {},
       key_distribution_kinds()},
      {"for", ParameterUnit::kDuration, "how long commands arrive", ""},
      {"ramp",
       ParameterUnit::kNested,
       "how much of the rate there is while the load lasts",
       R"({"kind":"none"})",
       {},
       ramp_kinds()},
      {"loop",
       ParameterUnit::kWord,
       "open: commands arrive whatever happens; closed: a client asks its next one when it has its "
       "answer and has thought as long as it would otherwise have waited",
       "\"open\"",
       {"open", "closed"}},
      {"databases",
       ParameterUnit::kInteger,
       "isolated databases on the same machines, taken by the clients of a data center in turn; "
       "keys begin with the name of theirs, as db7:; Dynomite holds all in one",
       "1",
       {},
       {},
       1,
       1'000},
  };
  return kParameters;
}

std::unique_ptr<KeyDistribution> keys_of(const engine::ParameterValues& values) {
  return make_key_distribution(engine::get<engine::Nested>(values, "keys"));
}

std::size_t weighted(engine::Prng& random, std::span<const std::uint32_t> weights) {
  std::uint64_t total = 0;
  for (const std::uint32_t weight : weights) total += weight;
  std::uint64_t drawn = random.below(total);
  std::size_t index = 0;
  while (drawn >= weights[index]) drawn -= weights[index++];
  return index;
}

std::vector<engine::Parameter> parameters_of(const WorkloadKind& kind) {
  const auto common = common_parameters();
  std::vector<engine::Parameter> all(common.begin(), common.end());
  all.insert(all.end(), kind.parameters.begin(), kind.parameters.end());
  return all;
}

std::vector<Intent> draw_intents(const WorkloadKind& kind, const engine::ParameterValues& values,
                                 const KeyDistribution& keys, std::uint32_t client,
                                 std::uint32_t clients, engine::Prng random) {
  FL_ASSERT(client < clients, "a client is one of the run's");
  const Duration mean = mean_gap(engine::get<Duration>(values, "rate"), clients);
  FL_ASSERT(mean.count() > 0, "arrivals have a time between them");
  const Duration until = engine::get<Duration>(values, "for");
  const engine::Nested& ramp = engine::get<engine::Nested>(values, "ramp");
  const auto workload = kind.make(values, keys, client);
  engine::Prng arrivals = random.child("arrivals");
  engine::Prng commands = random.child("commands");
  std::vector<Intent> intents;
  // Thinned (Lewis and Shedler 1979), so that a ramp moves no arrival that it leaves.
  engine::Prng thinning = random.child("ramp");
  for (Duration at = exponential(arrivals, mean); at < until; at += exponential(arrivals, mean)) {
    if (!thinning.chance(ramp_share(ramp, at, until))) continue;
    engine::Arguments command = workload->next(commands);
    auto follow_up = workload->follow_up(command, commands);
    intents.push_back({at, std::move(command), std::move(follow_up)});
  }
  return intents;
}

}  // namespace faultline::sim
