// The elements of sets as clients alone can tell (shared checkers.md, 1.4, B variant, and 4;
// Jepsen's set-full): whatever was acknowledged, and nobody may have taken back, is in every final
// read; no read shows what nobody asked to add, or the same element twice.

#include <fmt/format.h>

#include "sim/checkers/checker.h"
#include "sim/checkers/findings.h"
#include "sim/history/final_elements.h"
#include "sim/history/measures.h"
#include "sim/story/numbers.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

class SetElements final : public Checker {
 public:
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "set_elements");
    const FinalElements found = final_elements(history);
    for (const FinalElement& each : found.elements) count(history, each, findings);
    for (const MisreadElement& each : found.unasked)
      report_misread(history, each, "never_added", "which nobody had asked to add", findings);
    for (const MisreadElement& each : found.repeated)
      report_misread(history, each, "listed_twice", "more than once in one answer", findings);
    const std::size_t misread = found.unasked.size() + found.repeated.size();
    const bool told = stable_ + lost_ > 0;
    const Verdict verdict = lost_ + misread > 0 ? Verdict::kFailed
                            : told              ? Verdict::kHeld
                                                : Verdict::kUnknown;
    std::string reason =
        told || misread > 0
            ? fmt::format("{} of {} certain to stay, {} lost, {} open",
                          counted(stable_ + lost_ + never_read_, "element"),
                          counted(found.keys, "set"), lost_, open_)
            : std::string("no element of a set was certain to stay and read at the end");
    if (never_read_ > 0) reason += fmt::format(", {} never read", never_read_);
    if (misread > 0) reason += fmt::format(", {} misread", misread);
    add_latency(", read by all after", latencies_of_stable_, reason);
    add_latency(", lost from sight after", latencies_of_lost_, reason);
    if (found.keys_left_out > 0)
      reason += ", " + counted(found.keys_left_out, "set") + " left out: other commands write it";
    findings.conclude(result, verdict, false, reason);
  }

 private:
  void count(const History& history, const FinalElement& element, Findings& findings) {
    switch (element.state) {
      case ElementState::kOpen:
        ++open_;
        return;
      case ElementState::kNeverRead:
        ++never_read_;
        return;
      case ElementState::kStable:
        ++stable_;
        latencies_of_stable_.push_back(element.latency.count());
        return;
      case ElementState::kLost:
        ++lost_;
        latencies_of_lost_.push_back(element.latency.count());
        report_lost(history, element, findings);
        return;
    }
  }

  static void add_latency(const std::string& words, std::vector<std::int64_t> latencies,
                          std::string& reason) {
    if (latencies.empty()) return;
    const Quantiles all = quantiles(std::move(latencies));
    reason +=
        fmt::format("{} {} (half) to {}", words, duration_text(all.p50), duration_text(all.max));
  }

  static const Rule& rule() {
    static const Rule kRule = {"an acknowledged addition stays until it is taken back",
                               Basis::kInferred};
    return kRule;
  }

  static void report_lost(const History& history, const FinalElement& element, Findings& findings) {
    const bool everywhere = element.shown_at.empty();
    FindingExample* example = findings.add(
        {"element_lost", "set", rule(), everywhere ? "gone_everywhere" : "gone_at_some"});
    if (example == nullptr) return;
    const KeyEntry& key = *history.find_key(element.key);
    const OperationEntry& operation = history.operation(*element.addition);
    std::string text = fmt::format(
        "{} was acknowledged at {}, and no removal may have seen it. At the end {} is missing at "
        "{}",
        command_text(operation.command), moment_text(engine::nanoseconds_of(*operation.returned)),
        printable_start(element.element.view()), replicas_text(history, key, element.missing_at));
    if (!everywhere)
      text += fmt::format(" and there at {}", replicas_text(history, key, element.shown_at));
    *example = example_of(history, *element.addition, element.key, text + ".");
  }

  static void report_misread(const History& history, const MisreadElement& misread,
                             const std::string& cause, const std::string& what,
                             Findings& findings) {
    FindingExample* example = findings.add({"element_misread", "set", rule(), cause});
    if (example == nullptr) return;
    const std::string element = printable_start(misread.element.view());
    if (misread.read) {
      *example = example_of(
          history, *misread.read, misread.key,
          fmt::format("{} answered {}, {}.", command_text(history.operation(*misread.read).command),
                      element, what));
      return;
    }
    const KeyEntry& key = *history.find_key(misread.key);
    example->key = misread.key.view();
    example->text = fmt::format("At the end {} shows {}, {}.",
                                replicas_text(history, key, {*misread.replica}), element, what);
  }

  std::uint64_t open_ = 0;
  std::uint64_t never_read_ = 0;
  std::uint64_t stable_ = 0;
  std::uint64_t lost_ = 0;
  std::vector<std::int64_t> latencies_of_stable_;
  std::vector<std::int64_t> latencies_of_lost_;
};

}  // namespace

CheckKind set_elements_check() {
  return {"set_elements",
          "an acknowledged element of a set that nobody may have taken back is in every final "
          "read, by what clients alone know",
          {"gone_everywhere", "gone_at_some", "never_added", "listed_twice"},
          [] { return std::unique_ptr<Checker>(std::make_unique<SetElements>()); }};
}

}  // namespace faultline::sim
