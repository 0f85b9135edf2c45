// Functional correctness at every command (shared checkers.md, 1.4): each reply at each replica is
// what the command answers on the value that the specification gives for the effects held there.
// The specification arbitrates by the stamps that the engine claims, so those are held to the clock
// of the machine that gave them.

#include <fmt/format.h>

#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/registry.h"
#include "sim/history/interpretation.h"
#include "sim/history/text.h"

namespace faultline::sim {
namespace {

// Stamps are rounded down to what a real database keeps, at the coarsest.
constexpr engine::Duration kRounding = std::chrono::milliseconds(1);

class SpecificationCheck final : public Checker {
 public:
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder) return;
    if (const auto* applied = std::get_if<engine::observation::Applied>(&observation))
      check_stamp(where, *applied, history);
    const auto* executed = std::get_if<engine::observation::Executed>(&observation);
    if (executed == nullptr) return;
    const auto operation = history.load().arrival_of(executed->operation);
    const engine::Arguments& command =
        executed->command.empty() ? history.load().arrivals[operation].command : executed->command;
    const engine::Reply expected = expected_reply(where, command, history);
    ++compared_;
    if (expected == executed->reply) return;
    ++wrong_;
    if (!first_wrong_)
      first_wrong_ = Wrong{operation, where.process, command, expected, executed->reply};
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "specification");
    if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder) {
      findings.conclude(result, Verdict::kNotApplicable, true,
                        "arrival order has no specification: each replica keeps what came last");
      return;
    }
    if (compared_ == 0) {
      findings.conclude(result, Verdict::kUnknown, true, "no command ran");
      return;
    }
    report_stamps(history, findings);
    if (!first_wrong_ && wrong_stamps_ > 0) {
      findings.conclude(result, Verdict::kFailed, true,
                        fmt::format("{} stamps are not their machine's time", wrong_stamps_));
      return;
    }
    if (!first_wrong_) {
      findings.conclude(result, Verdict::kHeld, true,
                        fmt::format("{} replies compared", compared_));
      return;
    }
    bool first = false;
    Finding& finding = findings.add({"wrong_reply",
                                     "key",
                                     {"the specification of the data type", Basis::kDocumented},
                                     "reply_differs"},
                                    first);
    finding.occurrences = wrong_;
    finding.example.loser = record_of(history, first_wrong_->operation);
    if (first_wrong_->command.size() > 1) finding.example.key = first_wrong_->command[1].view();
    finding.example.text =
        fmt::format("{} at {} answered {}; the effects that it held amount to {}.",
                    command_text(first_wrong_->command), history.place(first_wrong_->replica).name,
                    reply_text(first_wrong_->seen), reply_text(first_wrong_->expected));
    findings.conclude(
        result, Verdict::kFailed, true,
        fmt::format("{} of {} replies differ from the specification", wrong_, compared_));
  }

 private:
  struct WrongStamp {
    OperationIndex operation;
    engine::ProcessId replica;
    engine::Bytes key;
    engine::Duration ahead{};
  };

  void check_stamp(const History::Where& where, const engine::observation::Applied& applied,
                   const History& history) {
    if (applied.how != engine::observation::How::kLocal || !applied.change) return;
    const engine::Duration ahead = applied.stamp - where.wall;
    if (ahead <= engine::Duration::zero() && -ahead < kRounding) return;
    ++wrong_stamps_;
    if (!first_wrong_stamp_)
      first_wrong_stamp_ = WrongStamp{history.load().arrival_of(applied.effect.operation.value),
                                      where.process, applied.key, ahead};
  }

  void report_stamps(const History& history, Findings& findings) const {
    if (!first_wrong_stamp_) return;
    bool first = false;
    Finding& finding =
        findings.add({"wrong_stamp",
                      "key",
                      {"an effect's stamp is its home's wall clock", Basis::kInferred},
                      "stamp_off_the_clock"},
                     first);
    finding.occurrences = wrong_stamps_;
    finding.example.loser = record_of(history, first_wrong_stamp_->operation);
    finding.example.key = first_wrong_stamp_->key.view();
    finding.example.text =
        fmt::format("{} stamped an effect on {} with its wall clock {:+} ns.",
                    history.place(first_wrong_stamp_->replica).name, first_wrong_stamp_->key.view(),
                    first_wrong_stamp_->ahead.count());
  }

  struct Wrong {
    OperationIndex operation;
    engine::ProcessId replica;
    engine::Arguments command;
    engine::Reply expected;
    engine::Reply seen;
  };

  engine::Reply expected_reply(const History::Where& where, const engine::Arguments& command,
                               const History& history) {
    if (!reference_) reference_.emplace(history);
    engine::PlainKeyspace keyspace;
    const engine::CommandKind* kind =
        command.empty() ? nullptr : engine::find_command(command[0].view());
    if (kind != nullptr) {
      for (const engine::Bytes& name : engine::keys_of(*kind, command)) {
        const KeyEntry* key = history.find_key(name);
        const auto local = key == nullptr ? std::nullopt : key->local(where.process);
        if (!local) continue;
        keyspace.put(name, reference_->value(*key, *local));
      }
    }
    engine::Effects effects;
    return engine::run_command(
        {command, engine::PlainView(keyspace, where.wall), where.wall, effects});
  }

  std::optional<LiveReference> reference_;
  std::uint64_t compared_ = 0;
  std::uint64_t wrong_ = 0;
  std::optional<Wrong> first_wrong_;
  std::uint64_t wrong_stamps_ = 0;
  std::optional<WrongStamp> first_wrong_stamp_;
};

}  // namespace

CheckKind specification() {
  return {"specification",
          "every reply is what the visible effects amount to by the data type's definition",
          {"reply_differs", "stamp_off_the_clock"},
          [] { return std::unique_ptr<Checker>(std::make_unique<SpecificationCheck>()); }};
}

}  // namespace faultline::sim
