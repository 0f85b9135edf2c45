#include "sim/faults/swarm.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/assert.h"
#include "engine/commands/command.h"
#include "sim/engines.h"
#include "sim/faults/draws.h"
#include "sim/faults/fault.h"

namespace faultline::sim {

using engine::DatacenterId;
using engine::Duration;
using engine::Instant;
using engine::Names;
using engine::ParameterUnit;
using engine::ParameterValues;
using engine::Prng;
using std::chrono::milliseconds;

namespace {

constexpr Duration kShortest = milliseconds(10);
// Writes so close together were issued before either data center saw the other's. Chosen: some five
// times the one-way latency between continents.
constexpr Duration kConcurrent = milliseconds(500);
// How far before a contested write an aimed fault begins, at most.
constexpr Duration kLead = milliseconds(50);

bool answered_by_all(const FaultKind& kind, const Plan& plan) {
  return std::all_of(plan.engines.begin(), plan.engines.end(), [&](const EnginePlan& each) {
    const engine::EngineKind* engine = find_engine(each.name);
    FL_ASSERT(engine != nullptr, "the loader checked the engine's name");
    return engine->capable(kind.needs, each.options);
  });
}

class Swarm {
 public:
  Swarm(const Plan& plan, const FaultPlan& entry, const Topology& topology, const Load& load,
        Prng random)
      : topology_(topology), from_(entry.at), random_(random) {
    to_ = entry.lasts ? from_ + *entry.lasts
                      : std::max(load.end.time_since_epoch(), from_ + kShortest);
    most_ = static_cast<std::uint64_t>(engine::get<std::int64_t>(entry.parameters, "most"));
    doomed_ =
        DatacenterId(static_cast<std::uint32_t>(random_.below(topology.datacenter_names().size())));
    for (const FaultKind& kind : fault_kinds())
      if (kind.draw != nullptr && answered_by_all(kind, plan) &&
          (kind.possible == nullptr || kind.possible(topology)))
        kinds_.push_back(&kind);
    for (const Instant at : contested_writes(load))
      if (at.time_since_epoch() > from_ && at.time_since_epoch() < to_)
        contested_.push_back(at.time_since_epoch());
  }

  std::vector<FaultPlan> draw() {
    std::vector<const FaultKind*> on;
    for (std::uint64_t i = 0; i <= random_.below(kMostKinds); ++i) on.push_back(&any_kind());
    std::vector<FaultPlan> drawn;
    for (std::uint64_t left = 1 + random_.below(most_); left > 0; --left)
      drawn.push_back(draw_one(*on[random_.below(on.size())]));
    std::stable_sort(drawn.begin(), drawn.end(),
                     [](const FaultPlan& a, const FaultPlan& b) { return a.at < b.at; });
    return drawn;
  }

 private:
  static constexpr std::uint64_t kMostKinds = 5;

  const FaultKind& any_kind() {
    std::uint64_t all = 0;
    for (const FaultKind* kind : kinds_) all += kind->weight;
    std::uint64_t at = random_.below(all);
    for (const FaultKind* kind : kinds_) {
      if (at < kind->weight) return *kind;
      at -= kind->weight;
    }
    FL_ASSERT(false, "weights add up");
    return *kinds_.front();
  }

  FaultPlan draw_one(const FaultKind& kind) {
    const Duration lasts = drawn_duration(random_, kShortest, std::max(kShortest, to_ - from_));
    FaultPlan fault{std::string(kind.name), drawn_begin(lasts), lasts,
                    kind.draw(topology_, random_)};
    if (kind.endless) fault.lasts.reset();
    if (kind.destroys) fault.parameters["hosts"] = {Names{doomed_host()}};
    return fault;
  }

  Duration drawn_begin(Duration lasts) {
    if (!contested_.empty() && random_.below(2) == 0) {
      const Duration write = contested_[random_.below(contested_.size())];
      const Duration begin = std::max(from_, write - random_.between(Duration(0), kLead));
      if (begin + lasts <= to_) return begin;
    }
    return random_.between(from_, std::max(from_, to_ - lasts));
  }

  std::string doomed_host() {
    std::vector<std::string> hosts;
    for (const engine::Machine& machine : topology_.machines())
      if (machine.datacenter == doomed_) hosts.push_back(machine.name());
    return hosts[random_.below(hosts.size())];
  }

  const Topology& topology_;
  Duration from_;
  Duration to_{};
  std::uint64_t most_ = 1;
  DatacenterId doomed_;
  std::vector<const FaultKind*> kinds_;
  std::vector<Duration> contested_;
  Prng random_;
};

void expect_mark(Plan& plan, std::string mark) {
  auto& marks = plan.expected_marks;
  if (std::find(marks.begin(), marks.end(), mark) == marks.end()) marks.push_back(std::move(mark));
}

}  // namespace

std::vector<Instant> contested_writes(const Load& load) {
  struct Last {
    Instant at{};
    DatacenterId datacenter;
  };
  std::map<engine::Bytes, Last> last;
  std::vector<Instant> contested;
  for (const Arrival& arrival : load.arrivals) {
    if (arrival.command.size() < 2 || !engine::writes(arrival.command)) continue;
    const Last now{arrival.at, load.clients[arrival.client].datacenter};
    const auto [entry, first] = last.emplace(arrival.command[1], now);
    if (!first && entry->second.datacenter != now.datacenter &&
        now.at - entry->second.at <= kConcurrent)
      contested.push_back(now.at);
    entry->second = now;
  }
  return contested;
}

void draw_swarms(Plan& plan) {
  const auto is_swarm = [](const FaultPlan& fault) { return fault.kind == "swarm"; };
  if (std::none_of(plan.faults.begin(), plan.faults.end(), is_swarm)) return;
  const Topology topology(plan.topology);
  const Load load = draw_load(plan, topology.machines());
  std::vector<FaultPlan> faults;
  for (std::size_t i = 0; i < plan.faults.size(); ++i) {
    if (!is_swarm(plan.faults[i])) {
      faults.push_back(std::move(plan.faults[i]));
      continue;
    }
    const Prng random = Prng(plan.seed).child("swarm/" + std::to_string(i));
    for (FaultPlan& fault : Swarm(plan, plan.faults[i], topology, load, random).draw()) {
      expect_mark(plan, mark_of_fault(fault.kind));
      faults.push_back(std::move(fault));
    }
    expect_mark(plan, "effect_applied_remotely");
  }
  plan.faults = std::move(faults);
}

FaultKind swarm_fault() {
  return {.name = "swarm",
          .summary = "which faults there are, when, where and how hard is drawn from the seed",
          .parameters = {{.name = "most",
                          .unit = ParameterUnit::kInteger,
                          .summary = "so many faults at most",
                          .default_text = "8",
                          .least = 1,
                          .most = 100}},
          .make = [](const ParameterValues&) -> std::unique_ptr<Fault> {
            FL_ASSERT(false, "what a swarm draws takes its place before a run");
            return nullptr;
          }};
}

}  // namespace faultline::sim
