// Counters as clients alone can tell (shared checkers.md, 1.4, B variant; Maelstrom's
// pn_counter.clj): at the end each replica shows the sum of the acknowledged additions and of some
// of those whose fate nobody knows.

#include <fmt/format.h>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/history/final_counters.h"
#include "sim/story/numbers.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

class CounterInterval final : public Checker {
 public:
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "counter_interval");
    const FinalCounters& found = history.once(final_counters);
    for (const FinalCounter& counter : found.counters) judge(history, counter, findings);
    std::string reason =
        read_ == 0 ? std::string("no counter was read at the end")
                   : fmt::format("{} read at the end, {} off", counted(read_, "counter"), off_);
    if (found.keys_left_out > 0)
      reason += ", " + counted(found.keys_left_out, "counter") +
                " left out: other commands write it, or its sum is too large";
    findings.conclude(result,
                      off_ > 0    ? Verdict::kFailed
                      : read_ > 0 ? Verdict::kHeld
                                  : Verdict::kUnknown,
                      false, reason);
  }

 private:
  void judge(const History& history, const FinalCounter& counter, Findings& findings) {
    if (counter.shown.empty()) return;
    ++read_;
    const FinalCounter::Shown* wrong = nullptr;
    for (const FinalCounter::Shown& each : counter.shown)
      if (wrong == nullptr && !(each.value && counter.possible.contains(*each.value)))
        wrong = &each;
    if (wrong == nullptr) return;
    ++off_;
    report(history, counter, *wrong, findings);
  }

  static std::string cause_of(const FinalCounter& counter, const FinalCounter::Shown& wrong) {
    if (!wrong.value) return "no_number";
    if (*wrong.value < counter.possible.least()) return "too_low";
    return *wrong.value > counter.possible.most() ? "too_high" : "between";
  }

  static void report(const History& history, const FinalCounter& counter,
                     const FinalCounter::Shown& wrong, Findings& findings) {
    FindingExample* example = findings.add(
        {"counter_off",
         "string",
         {"a counter shows all that was acknowledged, and of the rest some", Basis::kInferred},
         cause_of(counter, wrong)});
    if (example == nullptr) return;
    const std::int64_t least = counter.possible.least();
    const std::int64_t most = counter.possible.most();
    example->key = counter.key.view();
    example->text =
        fmt::format("At the end {} shows {} for {}, which clients counted to {}{} by {}.",
                    replicas_text(history, *history.find_key(counter.key), {wrong.replica}),
                    wrong.value ? std::to_string(*wrong.value) : "no number",
                    printable_start(counter.key.view()), least,
                    least == most ? "" : fmt::format(" at least and {} at most", most),
                    counted(counter.additions.size(), "command"));
  }

  std::uint64_t read_ = 0;
  std::uint64_t off_ = 0;
};

}  // namespace

CheckKind counter_interval_check() {
  return {"counter_interval",
          "a counter ends at the sum of what was acknowledged and of some of the rest, by what "
          "clients alone know",
          {"too_low", "too_high", "between", "no_number"},
          [] { return std::unique_ptr<Checker>(std::make_unique<CounterInterval>()); }};
}

}  // namespace faultline::sim
