// Functional correctness at every command (shared checkers.md, 1.4): each reply at each replica is
// what the command answers on the value that the specification gives for the effects held there,
// and it is what the client got. The specification arbitrates by the stamps that the engine claims,
// so those are checked too.

#include <fmt/format.h>

#include <algorithm>

#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"
#include "sim/checkers/checker.h"
#include "sim/checkers/chosen_replies.h"
#include "sim/checkers/claimed_stamps.h"
#include "sim/checkers/delivered_replies.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/history/interpretation.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

// Some keys as they should be.
class ReferenceView final : public engine::PlainKeysView {
 public:
  ReferenceView(const std::vector<const KeyEntry*>& keys, engine::ProcessId process,
                LiveReference& reference, engine::WallTime now)
      : PlainKeysView(now) {
    for (const KeyEntry* key : keys)
      if (const auto local = key->served_by(process))
        if (const engine::PlainKey* content = reference.value(*key, *local))
          contents_.push_back({&key->name, content});
    std::sort(contents_.begin(), contents_.end(), comes_first);
  }
  [[nodiscard]] std::vector<engine::Bytes> keys() const override {
    std::vector<engine::Bytes> keys;
    for (const Content& each : contents_)
      if (shown(*each.key) != nullptr) keys.push_back(*each.key);
    return keys;
  }

 private:
  struct Content {
    const engine::Bytes* key;
    const engine::PlainKey* content;
  };
  static bool comes_first(const Content& a, const Content& b) { return *a.key < *b.key; }
  [[nodiscard]] const engine::PlainKey* content(const engine::Bytes& key) const override {
    const auto found =
        std::lower_bound(contents_.begin(), contents_.end(), Content{&key, nullptr}, comes_first);
    return found != contents_.end() && *found->key == key ? found->content : nullptr;
  }
  std::vector<Content> contents_;  // by key
};

class SpecificationCheck final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Applied, engine::observation::Executed>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder) return;
    if (const auto* applied = std::get_if<engine::observation::Applied>(&observation))
      stamps_.observe(where, *applied, history);
    const auto* executed = std::get_if<engine::observation::Executed>(&observation);
    if (executed == nullptr) return;
    const auto operation = history.load().arrival_of(executed->operation);
    const engine::Arguments& asked = history.operation(operation).command;
    const engine::Arguments& command = executed->command.empty() ? asked : executed->command;
    const engine::CommandKind* kind = history.operation(operation).kind;
    const engine::Scope scope = kind == nullptr ? engine::Scope::kNamed : kind->scope;
    // Of all keys each replica answers a part.
    if (command == asked && scope != engine::Scope::kAll)
      delivered_.ran(operation, executed->reply, history);
    const std::vector<const KeyEntry*> keys = scope == engine::Scope::kNamed
                                                  ? keys_of(command, history)
                                                  : keys_at(where.process, history);
    // Or another process serves the key by now, and nobody knows what this one still held.
    if (std::any_of(keys.begin(), keys.end(), [&](const KeyEntry* key) {
          return key->ran_again || !key->served_by(where.process);
        })) {
      ++left_out_;
      return;
    }
    const engine::Reply expected = expected_reply(where, command, keys, history);
    ++compared_;
    if (expected == executed->reply) return;
    if (kind != nullptr && kind->chooses &&
        could_be_drawn(command, expected, executed->reply,
                       expected_reply(where, all_to_choose_from(*kind, command), keys, history)))
      return;
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
      findings.conclude(result, Verdict::kUnknown, true,
                        "no command ran" + left_out_text(left_out_, "answer"));
      return;
    }
    stamps_.report(history, findings);
    delivered_.conclude(history, findings);
    report_wrong_reply(history, findings);
    if (wrong_ + stamps_.wrong() + delivered_.wrong() == 0) {
      findings.conclude(
          result, Verdict::kHeld, true,
          fmt::format("{} replies compared", compared_) + left_out_text(left_out_, "answer"));
      return;
    }
    std::string reason =
        fmt::format("{} of {} replies differ from the specification", wrong_, compared_);
    if (stamps_.wrong() > 0)
      reason += fmt::format(", {} stamps from their machine's clock", stamps_.wrong());
    if (delivered_.wrong() > 0)
      reason += fmt::format(", {} clients got another reply", delivered_.wrong());
    findings.conclude(result, Verdict::kFailed, true, reason);
  }

 private:
  struct Wrong {
    OperationIndex operation;
    engine::ProcessId replica;
    engine::Arguments command;
    engine::Reply expected;
    engine::Reply seen;
  };

  void report_wrong_reply(const History& history, Findings& findings) const {
    if (!first_wrong_) return;
    FindingExample* example =
        findings.add({"wrong_reply",
                      "key",
                      {"the specification of the data type", Basis::kDocumented},
                      "reply_differs"},
                     wrong_);
    if (example == nullptr) return;
    const Wrong& wrong = *first_wrong_;
    *example =
        example_of(history, wrong.operation, first_key(wrong.command),
                   fmt::format("{} at {} answered {}; the effects that it held amount to {}.",
                               command_text(wrong.command), history.place(wrong.replica).name,
                               reply_text(wrong.seen), reply_text(wrong.expected)));
  }

  // Those of which this replica is one.
  static std::vector<const KeyEntry*> keys_at(engine::ProcessId replica, const History& history) {
    std::vector<const KeyEntry*> keys;
    for (const KeyEntry& key : history.keys())
      if (key.served_by(replica)) keys.push_back(&key);
    return keys;
  }

  // Those that some effect has touched.
  static std::vector<const KeyEntry*> keys_of(const engine::Arguments& command,
                                              const History& history) {
    const engine::CommandKind* kind =
        command.empty() ? nullptr : engine::find_command(command[0].view());
    if (kind == nullptr) return {};
    std::vector<const KeyEntry*> keys;
    for (const engine::Bytes& name : engine::keys_of(*kind, command))
      if (const KeyEntry* key = history.find_key(name)) keys.push_back(key);
    return keys;
  }

  engine::Reply expected_reply(const History::Where& where, const engine::Arguments& command,
                               const std::vector<const KeyEntry*>& keys, const History& history) {
    if (!reference_) reference_.emplace(history);
    const ReferenceView view(keys, where.process, *reference_, where.wall);
    engine::Effects effects;
    engine::Prng random(0);
    return engine::run_command(
        {command, view, where.wall, effects, random, history.deployment().counter_bits});
  }

  std::optional<LiveReference> reference_;
  std::uint64_t compared_ = 0;
  std::uint64_t left_out_ = 0;
  std::uint64_t wrong_ = 0;
  std::optional<Wrong> first_wrong_;
  ClaimedStamps stamps_;
  DeliveredReplies delivered_;
};

}  // namespace

CheckKind specification_check() {
  return {"specification",
          "every reply is what the visible effects amount to by the data type's definition",
          {"reply_differs", "stamp_off_the_clock", "reply_of_another"},
          [] { return std::unique_ptr<Checker>(std::make_unique<SpecificationCheck>()); }};
}

}  // namespace faultline::sim
