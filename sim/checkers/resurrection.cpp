// Resurrection (shared checkers.md, 5.1): a replica shows an element although every addition of it
// that the replica holds has a removal, held there or earlier, that happened after it. Looked at in
// what replicas show at the end and in every reply to a read that names elements. What clients can
// tell by themselves is looked at as well; where they see a removed element again and the replica
// that answered had the removal, both must say so.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/checkers/session_removals.h"
#include "sim/history/comeback_reasons.h"
#include "sim/history/interpretation.h"
#include "sim/history/records.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

using engine::Bytes;

class Resurrection final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Purged, engine::observation::Executed>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    if (const auto* purged = std::get_if<engine::observation::Purged>(&observation))
      purged_.emplace(
          std::pair(history.load().arrival_of(purged->effect.operation.value), purged->effect.unit),
          where.now);
    const auto* executed = std::get_if<engine::observation::Executed>(&observation);
    if (executed == nullptr) return;
    const auto operation = history.load().arrival_of(executed->operation);
    const engine::CommandKind* kind = history.operation(operation).kind;
    if (kind == nullptr || !is_reading(*kind)) return;
    Answer& answer = answers_.emplace_back(
        Answer{operation, where.process, history.position(), where.now, true});
    for (const Bytes& name : engine::keys_of(*kind, history.operation(operation).command))
      if (const KeyEntry* key = history.find_key(name); key != nullptr)
        answer.serves &= key->served_by(where.process).has_value();
  }

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "resurrection");
    Comebacks comebacks(history);
    std::sort(answers_.begin(), answers_.end(), by_operation);
    look_at_reads(history, comebacks, findings);
    look_at_contents(history, comebacks, findings);
    compare_with_clients(history, findings);
    const std::string left_out = left_out_text(left_out_, "look");
    if (looks_ == 0)
      return findings.conclude(result, Verdict::kUnknown, true,
                               "no element was shown anywhere" + left_out);
    const std::string clients = seen_again_ == 0
                                    ? ""
                                    : fmt::format(
                                          "; clients saw {} again, {} at replicas that had not got "
                                          "the removal",
                                          counted(seen_again_, "removed element"), stale_);
    if (at_the_end_ + in_replies_ + disagreements_ == 0)
      return findings.conclude(
          result, Verdict::kHeld, true,
          counted(looks_, "shown element") + " looked at" + clients + left_out);
    std::string reason = fmt::format("{} back at the end, {} in replies",
                                     counted(at_the_end_, "removed element"), in_replies_);
    for (const auto& [cause, count] : causes_) reason += fmt::format(", {}: {}", cause, count);
    if (disagreements_ > 0)
      reason += fmt::format(", {} seen by clients alone", grouped(disagreements_));
    findings.conclude(result, Verdict::kFailed, true, reason + clients + left_out);
  }

 private:
  // That a replica answered a read.
  struct Answer {
    OperationIndex operation = 0;
    engine::ProcessId replica;
    Position at = 0;
    engine::Instant when{};
    bool serves = true;  // its keys, when it answered
  };
  using Shown = std::tuple<OperationIndex, Bytes, Element>;
  struct FoundBack {
    const Answer* answer = nullptr;
    Comeback back;
  };

  void look_at_contents(const History& history, Comebacks& comebacks, Findings& findings) {
    for (KeyIndex index = 0; index < history.keys().size(); ++index) {
      const KeyEntry& key = history.keys()[index];
      for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
        const FinalContents* contents = key.contents_at(r);
        if (!history.in_core(key, r) || contents == nullptr || !contents->content) continue;
        if (key.ran_again) {
          ++left_out_;
          continue;
        }
        for (const Element& element : elements_of(contents->content->value)) {
          ++looks_;
          const auto back = comebacks.look(index, r, element, history.position() + 1);
          if (!back) continue;
          ++at_the_end_;
          report(history, comebacks, *back, std::nullopt, findings);
        }
      }
    }
  }

  // Key by key, so that only one key's past is laid out at a time; told in the order of time.
  void look_at_reads(const History& history, Comebacks& comebacks, Findings& findings) {
    const std::vector<std::vector<const Answer*>> by_key = readings_by_key(history);
    std::vector<FoundBack> found;
    for (KeyIndex key = 0; key < by_key.size(); ++key) {
      for (const Answer* answer : by_key[key]) look_at(history, comebacks, key, *answer, found);
      comebacks.put_away(key);
    }
    std::stable_sort(found.begin(), found.end(), [](const FoundBack& a, const FoundBack& b) {
      return a.answer->at < b.answer->at;
    });
    for (const FoundBack& each : found) {
      ++in_replies_;
      told_.emplace(each.answer->operation, history.keys()[each.back.key].name, each.back.element);
      report(history, comebacks, each.back, each.answer->when, findings);
    }
  }

  // The answers that tell of each key, in the order of time.
  [[nodiscard]] std::vector<std::vector<const Answer*>> readings_by_key(const History& history) {
    std::vector<const Answer*> in_order;
    for (const Answer& each : answers_)
      if (the_one(history, each.operation) == &each) in_order.push_back(&each);
    std::sort(in_order.begin(), in_order.end(),
              [](const Answer* a, const Answer* b) { return a->at < b->at; });
    std::vector<std::vector<const Answer*>> by_key(history.keys().size());
    for (const Answer* answer : in_order) {
      const OperationEntry& operation = history.operation(answer->operation);
      if (operation.outcome != engine::output::Outcome::kOk || !operation.reply) continue;
      for (const Reading& reading : readings_of(operation.command, *operation.reply)) {
        const KeyEntry* key = history.find_key(reading.key);
        if (key == nullptr) continue;
        std::vector<const Answer*>& of_key = by_key[history.index_of(*key)];
        if (key->ran_again)
          ++left_out_;
        else if (of_key.empty() || of_key.back() != answer)
          of_key.push_back(answer);
      }
    }
    return by_key;
  }

  // Null: nobody knows which of several it was.
  [[nodiscard]] const Answer* the_one(const History& history, OperationIndex index) const {
    const OperationEntry& operation = history.operation(index);
    if (operation.homes.size() != 1) return nullptr;
    const auto [first, end] = std::equal_range(
        answers_.begin(), answers_.end(), Answer{index, operation.homes.front()}, by_operation);
    return end - first == 1 && first->serves ? &*first : nullptr;
  }
  static bool by_operation(const Answer& a, const Answer& b) {
    return std::tie(a.operation, a.replica) < std::tie(b.operation, b.replica);
  }

  void look_at(const History& history, Comebacks& comebacks, KeyIndex index, const Answer& answer,
               std::vector<FoundBack>& found) {
    const OperationEntry& operation = history.operation(answer.operation);
    const KeyEntry& key = history.keys()[index];
    const auto local = key.of_copy(history.copy_of(operation.homes.front()));
    if (!local) return;
    for (const Reading& reading : readings_of(operation.command, *operation.reply)) {
      if (reading.key != key.name) continue;
      looks_ += reading.shown.size();
      for (const Element& element : reading.shown)
        if (auto back = comebacks.look(index, *local, element, answer.at))
          found.push_back({&answer, std::move(*back)});
    }
  }

  // `shown`: when a reply told of it; none: it is there at the end.
  void report(const History& history, Comebacks& comebacks, const Comeback& back,
              std::optional<engine::Instant> shown, Findings& findings) {
    const EffectEntry& removal = history.effects()[back.removal];
    SeenOf seen;
    if (!shown) seen.unexplained = is_unexplained(history, back);
    const auto purged = purged_.find({removal.operation, removal.unit});
    const Holding& added = history.effects()[back.addition].holdings[back.replica];
    seen.purged = purged != purged_.end() && purged->second <= added.came_before(back.at);
    const LossReason reason = reason_of(history, comebacks, back, seen);
    ++causes_[reason.cause];
    const std::string type = back.element.is_key() ? "key" : std::string(back.element.type);
    FindingExample* example =
        findings.add({"resurrected", type, reason.rule, std::string(reason.cause)});
    if (example == nullptr) return;
    *example = example_of(history, removal.operation, history.keys()[back.key].name,
                          story(history, back, shown));
    example->winner = record_of(history, history.effects()[back.addition].operation);
    example->saw =
        history.saw(back.removal, back.addition) ? "loser saw winner" : "loser knew of winner";
  }

  // Whether what the replica holds amounts to a value without the element.
  std::optional<bool> is_unexplained(const History& history, const Comeback& back) {
    const auto [found, added] = expected_.try_emplace(back.key);
    if (added) found->second = interpret_all(history, history.keys()[back.key]);
    const Interpretation& expected = found->second[back.replica];
    if (!expected.valued) return std::nullopt;
    if (!expected.value) return true;
    const std::vector<Element> elements = elements_of(expected.value->value);
    return std::find(elements.begin(), elements.end(), back.element) == elements.end();
  }

  static std::string story(const History& history, const Comeback& back,
                           std::optional<engine::Instant> shown) {
    const KeyEntry& key = history.keys()[back.key];
    const auto ran = [&](EffectIndex index) {
      const EffectEntry& effect = history.effects()[index];
      const Holding& home = effect.holdings[effect.home];
      const std::string what = effect.eviction() ? "an eviction"
                               : effect.implied()
                                   ? "the end of its time to live"
                                   : command_text(history.operation(effect.operation).command);
      return fmt::format("{}, at {} at {}", what, history.place(key.replicas[effect.home]).name,
                         moment_text(engine::nanoseconds_of(home.first_at())));
    };
    const auto came = [&](EffectIndex index) {
      const Holding& here = history.effects()[index].holdings[back.replica];
      return moment_text(engine::nanoseconds_of(here.came_before(back.at)));
    };
    const std::string what = back.element.is_key() ? printable_start(key.name.view())
                                                   : printable_start(back.element.name.view()) +
                                                         " in " + printable_start(key.name.view());
    return fmt::format(
        "{} {} {} {}. It was put there by {}. {} {}. "
        "Here the first came at {} and the second at {}.",
        history.place(key.replicas[back.replica]).name, shown ? "showed" : "shows", what,
        shown ? "at " + moment_text(engine::nanoseconds_of(*shown)) : "at the end",
        ran(back.addition),
        history.seen(back.addition, back.removal)
            ? "That was known to what removed it,"
            : "It was removed later, at a replica that had not got it, by",
        ran(back.removal), came(back.addition), came(back.removal));
  }

  // What clients know must not be more than what the replicas' own record tells.
  void compare_with_clients(const History& history, Findings& findings) {
    for (const SeenAgain& again : seen_again(history)) {
      ++seen_again_;
      if (told_.contains({again.read, again.key, again.element})) continue;
      if (!had_the_removal(history, again)) {
        ++stale_;
        continue;
      }
      ++disagreements_;
      FindingExample* example =
          findings.add({"tiers_disagree",
                        "key",
                        {"what was removed stays removed", Basis::kDocumented},
                        "tiers_disagree"});
      if (example == nullptr) continue;
      *example = example_of(
          history, again.removal, again.key,
          fmt::format("{} showed again what {} of the same client had removed, and nothing was "
                      "added since; the replica's own record does not say so.",
                      command_text(history.operation(again.read).command),
                      command_text(history.operation(again.removal).command)));
    }
  }

  // The replica that answered held the removal by then, as far as anybody knows.
  bool had_the_removal(const History& history, const SeenAgain& again) const {
    const KeyEntry* key = history.find_key(again.key);
    if (key == nullptr || key->ran_again) return false;
    const Answer* answer = the_one(history, again.read);
    const EffectIndex removal = history.operation(again.removal).effects[again.unit];
    if (answer == nullptr || removal == kNever) return false;
    const auto local = key->of_copy(history.copy_of(history.operation(again.read).homes.front()));
    if (!local) return false;
    const auto intervals = history.effects()[removal].holdings[*local].intervals();
    return !intervals.empty() && intervals.front().from < answer->at;
  }

  std::vector<Answer> answers_;  // in the end by operation
  std::map<std::pair<OperationIndex, std::uint32_t>, engine::Instant> purged_;  // first
  std::map<KeyIndex, std::vector<Interpretation>> expected_;
  std::set<Shown> told_;  // in replies, by the replicas' record
  std::map<std::string_view, std::uint64_t> causes_;
  std::uint64_t looks_ = 0;
  std::uint64_t left_out_ = 0;
  std::uint64_t at_the_end_ = 0;
  std::uint64_t in_replies_ = 0;
  std::uint64_t seen_again_ = 0;     // by clients alone
  std::uint64_t stale_ = 0;          // of these: the replica had not got the removal
  std::uint64_t disagreements_ = 0;  // of these: unexplained
};

}  // namespace

CheckKind resurrection_check() {
  return {"resurrection",
          "no replica shows what was removed after each of its additions",
          {"late_operation", "clock_skew", "equal_stamps", "older_stamp", "stamp_not_raised",
           "stale_state", "removal_lost", "read_repair", "expiry_race", "concurrent_write",
           "unseen_addition", "ran_several_times", "removal_undone", "tiers_disagree"},
          [] { return std::unique_ptr<Checker>(std::make_unique<Resurrection>()); }};
}

}  // namespace faultline::sim
