#include "sim/checkers/causal_level.h"

#include <fmt/format.h>

#include "sim/checkers/causal_story.h"
#include "sim/checkers/client_registers.h"
#include "sim/checkers/findings.h"
#include "sim/story/numbers.h"

namespace faultline::sim {
namespace {

// The clocks of more take above a gibibyte.
constexpr std::uint64_t kClockEntriesMax = std::uint64_t{1} << 28;

class CausalLevelCheck final : public Checker {
 public:
  explicit CausalLevelCheck(const CausalLevel& level) : level_(level) {}

  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, level_.check);
    const ClientRegisters& registers = history.once(client_registers);
    const auto [verdict, reason] = judge(history, registers, findings);
    findings.conclude(result, verdict, false, reason + left_out_keys(registers));
  }

 private:
  using Judgement = std::pair<Verdict, std::string>;

  Judgement judge(const History& history, const ClientRegisters& registers,
                  Findings& findings) const {
    if (registers.writes == 0 && registers.values_read == 0)
      return {Verdict::kNotApplicable, "no register with unique values"};
    if (registers.reads == 0) return {Verdict::kUnknown, "nobody read a register"};
    if (registers.history.sessions.size() * registers.operations.size() > kClockEntriesMax)
      return {Verdict::kUnknown, "too many sessions and operations to compare"};
    const CausalOrder order(registers.history);
    const CausalStory story(history, registers, order);
    std::vector<BadPattern> patterns = consistency_patterns(order);
    if (level_.above_consistency != nullptr) {
      if (!patterns.empty())
        return {Verdict::kFailed, "not even causally consistent: " + story.text(patterns.front())};
      auto above = level_.above_consistency(order);
      if (!above) return {Verdict::kUnknown, "too many operations to decide"};
      patterns = *std::move(above);
    }
    for (const BadPattern& pattern : patterns) {
      const AccessIndex shown = pattern.steps.back().access;
      FindingExample* example = findings.add({std::string(word(pattern.kind)),
                                              "string",
                                              {std::string(level_.rule), Basis::kChosen},
                                              std::string(cause_of(pattern.kind))},
                                             pattern.occurrences);
      if (example != nullptr)
        *example = example_of(history, registers.operations[shown],
                              registers.keys[order.accesses()[shown].key], story.text(pattern));
    }
    if (!patterns.empty()) return {Verdict::kFailed, story.text(patterns.front())};
    return {Verdict::kHeld, fmt::format("{} and {} of {} checked", counted(registers.reads, "read"),
                                        counted(registers.writes, "write"),
                                        counted(registers.keys.size(), "register"))};
  }

  static std::string left_out_keys(const ClientRegisters& registers) {
    if (registers.left_out == 0) return {};
    return fmt::format(" ({} left out: other commands, options, or a value written twice)",
                       counted(registers.left_out, "key"));
  }

  CausalLevel level_;
};

}  // namespace

std::unique_ptr<Checker> causal_level_checker(const CausalLevel& level) {
  return std::make_unique<CausalLevelCheck>(level);
}

std::string_view cause_of(PatternKind kind) {
  switch (kind) {
    case PatternKind::kCyclicCo:
      return "read_before_written";
    case PatternKind::kThinAirRead:
      return "never_written";
    case PatternKind::kWriteCoInitRead:
    case PatternKind::kWriteHbInitRead:
      return "known_write_missing";
    case PatternKind::kWriteCoRead:
      return "overwritten_value_read";
    case PatternKind::kCyclicCf:
      return "clients_see_opposite_orders";
    case PatternKind::kCyclicHb:
      return "session_sees_opposite_orders";
  }
  return {};
}

}  // namespace faultline::sim
