// The two tiers against each other (shared checkers.md, 0 and 7): what replicas show at the end,
// and what clients miss by their own records, is what the ledger says became of each addition to a
// set and of each increment. The ledger knows more: which removal saw what, and what each replica
// applied. What that explains is counted; the rest is a bug of one of the two.
//
// Where arrival order decides, no other check holds the ledger to what replicas really show.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/left_out.h"
#include "sim/history/final_counters.h"
#include "sim/history/final_elements.h"
#include "sim/story/numbers.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

// The ledger's classes of the additions of one element, or of one counter.
class Booked {
 public:
  explicit Booked(const EngineResult& result) : result_(result) {}
  void add(OperationIndex operation, std::uint32_t unit) {
    const auto found = result_.fates.find({operation + 1, unit});
    if (found != result_.fates.end()) ++counts_.at(static_cast<std::size_t>(found->second));
  }
  [[nodiscard]] bool any(std::initializer_list<LedgerClass> classes) const {
    return std::any_of(classes.begin(), classes.end(),
                       [&](LedgerClass each) { return count(each) > 0; });
  }
  [[nodiscard]] bool any_lost() const {
    for (std::size_t i = 0; i < kLedgerClasses; ++i)
      if (counts_[i] > 0 && is_lost(static_cast<LedgerClass>(i))) return true;
    return false;
  }
  // "kept, 2 superseded"
  [[nodiscard]] std::string text() const {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < kLedgerClasses; ++i) {
      const auto booked = static_cast<LedgerClass>(i);
      if (count(booked) == 0) continue;
      words.push_back(count(booked) == 1 ? std::string(word(booked))
                                         : fmt::format("{} {}", count(booked), word(booked)));
    }
    return fmt::format("{}", fmt::join(words, ", "));
  }

 private:
  [[nodiscard]] std::uint64_t count(LedgerClass booked) const {
    return counts_.at(static_cast<std::size_t>(booked));
  }

  const EngineResult& result_;
  std::array<std::uint64_t, kLedgerClasses> counts_{};
};

// Where the ledger says that an element is to be seen.
enum class Place { kNowhere, kSomewhere, kEverywhere, kUnknown };

Place place_of(const Booked& booked) {
  if (booked.any({LedgerClass::kKept})) return Place::kEverywhere;
  // An addition that changed nothing, or ran twice: no class says whether it is there now. What the
  // client does not know of may be there at some replicas only.
  if (booked.any({LedgerClass::kDuplicated, LedgerClass::kIndeterminateKept}))
    return Place::kUnknown;
  if (booked.any({LedgerClass::kDivergedMissing, LedgerClass::kDivergedOrder}))
    return Place::kSomewhere;
  if (booked.any({LedgerClass::kNoEffect})) return Place::kUnknown;
  return Place::kNowhere;
}

bool fits(Place place, const FinalElement& element) {
  switch (place) {
    case Place::kNowhere:
      return element.shown_at.empty();
    case Place::kSomewhere:
      return !element.shown_at.empty() && !element.missing_at.empty();
    case Place::kEverywhere:
      return element.missing_at.empty();
    case Place::kUnknown:
      return true;
  }
  return true;
}

bool was_evicted(const History& history, const KeyEntry& key) {
  return std::any_of(key.effects.begin(), key.effects.end(),
                     [&](EffectIndex effect) { return history.effects()[effect].eviction(); });
}

// A removal that answered that it found nothing, at a replica that had had the addition and lost it
// to something else, and that took it away where it was still to be seen.
bool seen_by_idle_removal(const History& history, const KeyEntry& key, EffectIndex addition) {
  const std::optional<engine::Change>& added = history.effects()[addition].change;
  return added && std::any_of(key.effects.begin(), key.effects.end(), [&](EffectIndex each) {
           const EffectEntry& effect = history.effects()[each];
           return effect.change && engine::takes_away(*effect.change, *added) &&
                  history.operation(effect.operation).reply == engine::integer_reply(0) &&
                  history.saw(each, addition);
         });
}

// Why the ledger sees no loss where clients do; empty: for no reason.
std::string_view why_no_loss(const History& history, const FinalElement& element,
                             const Booked& staying) {
  const KeyEntry& key = *history.find_key(element.key);
  const auto taken = [&](const ElementAddition& each) {
    const EffectIndex effect = history.operation(each.operation).effects.at(each.unit);
    return each.stays && effect != kNever && seen_by_idle_removal(history, key, effect);
  };
  if (staying.any({LedgerClass::kNoEffect})) return "had changed nothing";
  if (staying.any({LedgerClass::kDuplicated})) return "had run twice";
  if (was_evicted(history, key)) return "evicted";
  if (std::any_of(element.additions.begin(), element.additions.end(), taken))
    return "taken by a removal that answered 0";
  return {};
}

// Some replica ran it more than once.
bool ran_several_times(const History& history, OperationIndex operation) {
  const EffectIndex effect = history.operation(operation).effects.at(0);
  if (effect == kNever) return false;
  const std::vector<Holding>& holdings = history.effects()[effect].holdings;
  return std::any_of(holdings.begin(), holdings.end(),
                     [](const Holding& each) { return each.duplicates > 0; });
}

class TiersAgree final : public Checker {
 public:
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "tiers_agree");
    if (!result.ledger)
      return findings.conclude(result, Verdict::kUnknown, true,
                               "no ledger was kept: ledger_sum was left out");
    for (const FinalElement& each : final_elements(history, ReadsByClients::kLeaveOut).elements)
      compare(history, each, result, findings);
    for (const FinalCounter& each : history.once(final_counters).counters)
      compare(history, each, result, findings);
    std::string reason = fmt::format(
        "{} and {} compared, {} disagree; lost to clients and by the ledger {}, by the ledger "
        "alone {}, to clients alone {}",
        counted(elements_, "element"), counted(counters_, "counter"), disagree_, lost_to_both_,
        lost_to_ledger_, lost_to_clients_);
    for (const auto& [why, count] : whys_) reason += fmt::format(", {} {}", count, why);
    reason += left_out_text(left_out_, "element or counter");
    findings.conclude(result,
                      disagree_ > 0                ? Verdict::kFailed
                      : elements_ + counters_ == 0 ? Verdict::kUnknown
                                                   : Verdict::kHeld,
                      true, reason);
  }

 private:
  void compare(const History& history, const FinalElement& element, const EngineResult& result,
               Findings& findings) {
    if (element.shown_at.empty() && element.missing_at.empty()) return;  // nobody read it
    const KeyEntry& key = *history.find_key(element.key);
    if (key.ran_again) {
      ++left_out_;
      return;
    }
    ++elements_;
    Booked all(result);
    Booked staying(result);
    for (const ElementAddition& each : element.additions) {
      all.add(each.operation, each.unit);
      if (each.stays) staying.add(each.operation, each.unit);
    }
    const Place place = place_of(all);
    if (!fits(place, element))
      return report(history, element, all,
                    place == Place::kNowhere      ? "there_but_lost"
                    : place == Place::kEverywhere ? "kept_but_gone"
                                                  : "same_but_diverged",
                    findings);
    const bool lost = element.state == ElementState::kLost;
    if (lost && staying.any_lost()) {
      ++lost_to_both_;
    } else if (!lost && all.any_lost()) {
      ++lost_to_ledger_;
    } else if (lost) {
      const std::string_view why = why_no_loss(history, element, staying);
      if (why.empty()) return report(history, element, all, "lost_but_replaced", findings);
      ++lost_to_clients_;
      ++whys_[why];
    }
  }

  // What the ledger says amounts to a sum; what is only at some replicas, or unknown to the client,
  // may be in it.
  void compare(const History& history, const FinalCounter& counter, const EngineResult& result,
               Findings& findings) {
    if (counter.shown.empty()) return;
    const KeyEntry& key = *history.find_key(counter.key);
    if (key.ran_again) {
      ++left_out_;
      return;
    }
    ++counters_;
    Booked booked(result);
    ReachableSums sums;
    bool twice = false;
    for (const CounterAddition& each : counter.additions) {
      twice |= ran_several_times(history, each.operation);
      Booked one(result);
      one.add(each.operation, 0);
      booked.add(each.operation, 0);
      if (one.any({LedgerClass::kKept})) sums.add_certain(each.delta);
      if (one.any({LedgerClass::kDivergedMissing, LedgerClass::kDivergedOrder,
                   LedgerClass::kIndeterminateKept}))
        sums.add_possible(each.delta);
    }
    const auto off = [&](const ReachableSums& expected) {
      return std::any_of(counter.shown.begin(), counter.shown.end(), [&](const auto& shown) {
        return !shown.value || !expected.contains(*shown.value);
      });
    };
    const bool off_to_clients = off(counter.possible);
    // The ledger does not say how often.
    if (twice || booked.any({LedgerClass::kDuplicated})) {
      lost_to_both_ += off_to_clients ? 1 : 0;
      lost_to_ledger_ += off_to_clients ? 0 : 1;
    } else if (off(sums)) {
      report(history, counter, booked, "adds_up_otherwise", findings);
    } else if (booked.any_lost()) {
      ++(off_to_clients ? lost_to_both_ : lost_to_ledger_);
    } else if (off_to_clients && !was_evicted(history, key)) {
      report(history, counter, booked, "lost_but_replaced", findings);
    } else if (off_to_clients) {
      ++lost_to_clients_;
      ++whys_["evicted"];
    }
  }

  void report(const History& history, const FinalElement& element, const Booked& booked,
              const std::string& cause, Findings& findings) {
    ++disagree_;
    FindingExample* example = findings.add({"tiers_disagree", "set", rule(), cause});
    if (example == nullptr) return;
    const KeyEntry& key = *history.find_key(element.key);
    const auto at = [&](const std::vector<LocalReplica>& replicas) {
      return replicas.empty() ? "nowhere" : "at " + replicas_text(history, key, replicas);
    };
    *example = example_of(
        history, element.additions.front().operation, element.key,
        fmt::format("Final reads show {} of {} {} and miss it {}{}. The ledger says of the "
                    "commands that added it: {}.",
                    printable_start(element.element.view()), printable_start(element.key.view()),
                    at(element.shown_at), at(element.missing_at),
                    element.addition
                        ? fmt::format(", though no removal may have seen {}",
                                      command_text(history.operation(*element.addition).command))
                        : "",
                    booked.text()));
  }

  void report(const History& history, const FinalCounter& counter, const Booked& booked,
              const std::string& cause, Findings& findings) {
    ++disagree_;
    FindingExample* example = findings.add({"tiers_disagree", "string", rule(), cause});
    if (example == nullptr) return;
    const KeyEntry& key = *history.find_key(counter.key);
    std::string shown;
    for (const FinalCounter::Shown& each : counter.shown)
      shown += fmt::format("{}{} at {}", shown.empty() ? "" : ", ",
                           each.value ? std::to_string(*each.value) : "no number",
                           replicas_text(history, key, {each.replica}));
    *example = example_of(
        history, counter.additions.front().operation, counter.key,
        fmt::format("Final reads show {} for {}. By clients' records it is {} to {}. The ledger "
                    "says of the commands that counted: {}.",
                    shown, printable_start(counter.key.view()), counter.possible.least(),
                    counter.possible.most(), booked.text()));
  }

  static const Rule& rule() {
    static const Rule kRule = {"the ledger says what clients see", Basis::kInferred};
    return kRule;
  }

  std::uint64_t elements_ = 0;
  std::uint64_t counters_ = 0;
  std::uint64_t disagree_ = 0;
  std::uint64_t lost_to_both_ = 0;
  std::uint64_t lost_to_ledger_ = 0;
  std::uint64_t lost_to_clients_ = 0;
  std::map<std::string_view, std::uint64_t> whys_;
  std::uint64_t left_out_ = 0;
};

}  // namespace

CheckKind tiers_agree_check() {
  return {"tiers_agree",
          "what the ledger says of sets and counters is what final reads show and clients miss",
          {"there_but_lost", "kept_but_gone", "same_but_diverged", "lost_but_replaced",
           "adds_up_otherwise"},
          [] { return std::unique_ptr<Checker>(std::make_unique<TiersAgree>()); }};
}

}  // namespace faultline::sim
