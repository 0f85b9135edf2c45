// Liveness of tombstone collection (shared checkers.md, 5.3; AA/develop/develop-for-aa.md): once
// everything is delivered, no core replica still keeps a tombstone at the end of the run. That of a
// deleted key waits for the acknowledgement of every member, so a member that stays away keeps it
// back, as documented, until it is removed from the database: that is excused and counted, and
// where nothing was ever dropped it is unknown whether anything would be.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::ProcessId;

class GcLiveness final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Metadata>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History&) override {
    const auto* metadata = std::get_if<engine::observation::Metadata>(&observation);
    if (metadata == nullptr || !metadata->tombstones) return;
    told_ = true;
    Kept& kept = kept_[where.process];
    if (*metadata->tombstones > kept.count) kept.since = where.now;
    if (*metadata->tombstones < kept.count) last_drop_ = where.now;
    kept.count = *metadata->tombstones;
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "gc_liveness");
    if (!told_)
      return findings.conclude(result, Verdict::kNotApplicable, true,
                               "the engine keeps no account of tombstones");
    find_served(history);
    std::uint64_t pending = 0;
    std::uint64_t excused = 0;
    for (const auto& [process, served] : served_) {
      const auto kept = kept_.find(process);
      if (kept == kept_.end() || kept->second.count == 0) continue;
      (served.away.empty() ? pending : excused) += kept->second.count;
      away_.insert(served.away.begin(), served.away.end());
      if (served.away.empty()) report(history, process, findings);
    }
    const std::string left = excused_text(history, excused);
    if (pending > 0)
      return findings.conclude(
          result, Verdict::kFailed, true,
          counted(pending, "tombstone") + " left at the end, and no member is away" + left);
    if (!last_drop_)
      return findings.conclude(result, Verdict::kUnknown, true, "no tombstone was dropped" + left);
    findings.conclude(
        result, Verdict::kHeld, true,
        fmt::format("at most {} at a time, none left to drop, the last dropped {}",
                    counted(history.tombstones_peak().value_or(0), "tombstone"), when(history)) +
            left);
  }

 private:
  struct Kept {
    std::uint64_t count = 0;
    engine::Instant since{};  // when the last one came
  };
  // What a process serves in the core: whether some core replica of it lacks something that another
  // has, and the members that are away.
  struct Served {
    bool delivered = true;
    std::set<DatacenterId> away;
  };

  void find_served(const History& history) {
    for (const KeyEntry& key : history.keys()) {
      std::vector<LocalReplica> core;
      std::set<DatacenterId> away;
      for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
        const DatacenterId datacenter = history.place(key.holders[r]).datacenter;
        if (history.in_core(key, r))
          core.push_back(r);
        else if (!history.removed(datacenter, engine::Instant::max()))
          away.insert(datacenter);
      }
      const bool everywhere = delivered(history, key, core);
      for (const LocalReplica r : core) {
        Served& served = served_[key.holders[r]];
        served.delivered &= everywhere;
        served.away.insert(away.begin(), away.end());
      }
    }
  }

  static bool delivered(const History& history, const KeyEntry& key,
                        const std::vector<LocalReplica>& core) {
    return std::all_of(key.effects.begin(), key.effects.end(), [&](EffectIndex index) {
      const EffectEntry& effect = history.effects()[index];
      const auto held = [&](LocalReplica r) { return effect.holdings[r].held(); };
      return !history.travels(effect) || std::all_of(core.begin(), core.end(), held) ||
             std::none_of(core.begin(), core.end(), held);
    });
  }

  static Rule garbage_rule(const History& history) {
    if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder)
      return {"the stamp of a removal goes once the racks of its own data center have answered",
              Basis::kMeasured};
    return {"a deleted key is kept until all members have seen it", Basis::kDocumented};
  }

  void report(const History& history, ProcessId process, Findings& findings) const {
    const Kept& kept = kept_.at(process);
    const std::string& name = history.place(process).name;
    const std::string waiting = waits_for(history, name);
    const std::string cause = !served_.at(process).delivered ? "not_delivered"
                              : waiting.empty()              ? "not_collected"
                                                             : "not_acknowledged";
    FindingExample* example =
        findings.add({"garbage_left", "key", garbage_rule(history), cause}, kept.count);
    if (example == nullptr) return;
    example->text = fmt::format("{} still keeps {}, the last since {}, and no member is away.",
                                name, counted(kept.count, "tombstone"),
                                moment_text(engine::nanoseconds_of(kept.since)));
    if (!waiting.empty()) example->text += fmt::format(" It says: {}.", waiting);
  }

  // What the process itself says; empty: nothing.
  static std::string waits_for(const History& history, const std::string& name) {
    const std::string start = name + ": garbage of ";
    for (const std::string& line : history.waiting())
      if (line.starts_with(start)) return line.substr(name.size() + 2);
    return {};
  }

  [[nodiscard]] std::string excused_text(const History& history, std::uint64_t excused) const {
    if (excused == 0) return {};
    std::vector<std::string> names;
    for (const DatacenterId each : away_) names.push_back(history.datacenter_name(each));
    return fmt::format("; {} excused: {} stays away", counted(excused, "tombstone"),
                       fmt::join(names, " and "));
  }
  [[nodiscard]] std::string when(const History& history) const {
    if (*last_drop_ <= history.heal()) return "before the heal";
    return duration_text((*last_drop_ - history.heal()).count()) + " after the heal";
  }

  bool told_ = false;
  std::map<ProcessId, Kept> kept_;
  std::optional<engine::Instant> last_drop_;
  std::map<ProcessId, Served> served_;
  std::set<DatacenterId> away_;
};

}  // namespace

CheckKind gc_liveness_check() {
  return {
      "gc_liveness",
      "after the heal core replicas drop all tombstones but those that a member that is away keeps "
      "back",
      {"not_delivered", "not_collected", "not_acknowledged"},
      [] { return std::unique_ptr<Checker>(std::make_unique<GcLiveness>()); }};
}

}  // namespace faultline::sim
