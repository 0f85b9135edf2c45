#include "sim/checkers/session_guarantee.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/checkers/session_record.h"
#include "sim/checkers/session_story.h"
#include "sim/checkers/session_tiers.h"
#include "sim/checkers/shown_before.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

bool does(const OperationEntry& operation, Doing what) {
  if (what == Doing::kWrites) return operation.kind->access == engine::Access::kWrite;
  return operation.kind->access == engine::Access::kRead ||
         (operation.reply && answers_what_it_found(operation, *operation.reply));
}

// Whether some session does the one and later the other, by its commands alone: reads are held to
// what was done to their key, writes to all.
bool asked_in_order(const History& history, const SessionGuarantee& guarantee) {
  std::set<std::pair<std::uint32_t, engine::Bytes>> earlier;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    if (operation.kind == nullptr) continue;
    std::vector<engine::Bytes> places = engine::keys_of(*operation.kind, operation.command);
    if (guarantee.later == Doing::kWrites) places = {{}};
    for (const engine::Bytes& place : places)
      if (does(operation, guarantee.later) && earlier.contains({operation.client, place}))
        return true;
    if (does(operation, guarantee.earlier))
      for (const engine::Bytes& place : places) earlier.insert({operation.client, place});
  }
  return false;
}

class SessionCheck final : public Checker {
 public:
  explicit SessionCheck(const SessionGuarantee& guarantee) : guarantee_(guarantee) {}

  void share(Recorders& recorders) override { record_ = &recorders.of<SessionRecord>(); }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, guarantee_.check);
    if (!asked_in_order(history, guarantee_))
      return findings.conclude(result, Verdict::kNotApplicable, true,
                               std::string(guarantee_.no_such_session));
    const Sessions sessions = sessions_of(history, *record_, guarantee_.earlier, guarantee_.later);
    const SessionWalk walk =
        walk_sessions(history, record_->lives(history), sessions, guarantee_.later);
    report(history, walk, findings);
    std::string reason = reason_of(history, sessions, walk);
    if (guarantee_.later == Doing::kReads) {
      const SessionTiers tiers =
          compare_tiers(history, record_->reads(history), walk, guarantee_.earlier);
      for (const SessionTiers::Disagreement& each : tiers.disagreements)
        report(history, each, findings);
      reason += reason_of(tiers);
    }
    const Verdict if_none = walk.looks == 0 ? Verdict::kUnknown : Verdict::kHeld;
    findings.conclude(result, walk.broken.empty() ? if_none : Verdict::kFailed, true,
                      reason + left_out_text(sessions.left_out, "operation"));
  }

 private:
  void report(const History& history, const SessionWalk& walk, Findings& findings) const {
    struct Cases {
      const BrokenSession* first = nullptr;
      std::uint64_t count = 0;
    };
    std::map<std::pair<std::string_view, Basis>, Cases> by_kind;  // many cases, few kinds
    for (const BrokenSession& each : walk.broken) {
      Cases& cases = by_kind[{cause_of(history, each), basis_of(history, guarantee_, each)}];
      if (cases.count++ == 0) cases.first = &each;
    }
    for (const auto& [kind, cases] : by_kind) {
      FindingExample* example = findings.add({"broken_session",
                                              "key",
                                              {std::string(guarantee_.name), kind.second},
                                              std::string(kind.first)},
                                             cases.count);
      if (example == nullptr) continue;
      const EffectEntry& effect = history.effects()[cases.first->effect];
      *example = example_of(history, effect.operation, history.keys()[effect.key].name,
                            story_of(history, guarantee_, *cases.first));
    }
  }

  static void report(const History& history, const SessionTiers::Disagreement& disagreement,
                     Findings& findings) {
    FindingExample* example = findings.add({std::string(kTiersDisagree),
                                            "key",
                                            {"a reply is what its replica holds", Basis::kInferred},
                                            std::string(kTiersDisagree)});
    if (example != nullptr)
      *example = example_of(history, disagreement.read, disagreement.key, disagreement.text);
  }

  // What is missing is counted both ways: of all that a read had seen (a), and of what it was shown
  // (b).
  [[nodiscard]] std::string reason_of(const History& history, const Sessions& sessions,
                                      const SessionWalk& walk) const {
    const bool of_writes = guarantee_.later == Doing::kWrites;
    const bool after_reads = guarantee_.earlier == Doing::kReads;
    const std::string looks =
        of_writes ? counted(walk.looks, "arrival") + " of writes" : counted(walk.looks, "read");
    if (walk.broken.empty()) return looks + " checked";
    std::uint64_t missing = 0;
    std::uint64_t on_another_key = 0;
    for (const BrokenSession& each : walk.broken) {
      if (each.breach == Breach::kOrder) continue;
      ++missing;
      on_another_key += each.earlier->key != each.later->key ? 1 : 0;
    }
    std::string reason = looks + " checked";
    if (missing > 0)
      reason = fmt::format(
          "{} of {} without {}", grouped(missing), looks,
          after_reads ? "what an earlier read had seen" : "an earlier write of the session");
    if (missing > 0 && of_writes)
      reason += fmt::format(", {} of them of another key", grouped(on_another_key));
    if (missing > 0 && after_reads)
      reason += fmt::format(", {} without what it was shown{}",
                            grouped(count_shown_before(history, *record_, sessions, walk.broken)),
                            of_writes ? " of the same key" : "");
    if (of_writes)
      reason += fmt::format("; {} out of order", counted(walk.broken.size() - missing, "write"));
    return reason;
  }

  static std::string reason_of(const SessionTiers& tiers) {
    if (tiers.checked == 0) return {};
    std::string reason = fmt::format("; by unique values alone {} of {} stale",
                                     grouped(tiers.stale), counted(tiers.checked, "read"));
    if (!tiers.disagreements.empty())
      reason += fmt::format(", {} against the record", grouped(tiers.disagreements.size()));
    return reason;
  }

  SessionGuarantee guarantee_;
  SessionRecord* record_ = nullptr;  // shared with the others
};

}  // namespace

std::unique_ptr<Checker> session_checker(const SessionGuarantee& guarantee) {
  return std::make_unique<SessionCheck>(guarantee);
}

}  // namespace faultline::sim
