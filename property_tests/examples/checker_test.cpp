// How to add a check, as a program. In the product, the first half would be
// sim/checkers/nothing_from_nowhere.cpp, with `CheckKind nothing_from_nowhere_check()` outside of
// the unnamed namespace and its line in registry.cpp; the second half its test beside it. Runs,
// reports, `--checks` and `faultline list checks` then know it by themselves.
#include <catch2/catch.hpp>
#include <map>

#include "property_tests/plans.h"
#include "sim/checkers/findings.h"
#include "sim/checkers/hand_history_fixture.h"
#include "sim/run.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::sim {
namespace {

// No read of a set shows a member that nobody had asked to add by then (Jepsen's "phantom"; the
// thin-air read of Bouajjani et al. 2017, for sets). It looks at the history alone: what clients
// asked for and were answered, never at the inside of an engine.
class NothingFromNowhere final : public Checker {
 public:
  // Once, when the run is over and the history closed.
  void conclude(const History& history, EngineResult& result) override {
    Findings findings(result.engine, "nothing_from_nowhere");
    std::map<Member, engine::Instant> asked;
    for (const OperationIndex i : history.issued())
      if (const OperationEntry& operation = history.operation(i); is(operation, "SADD"))
        for (std::size_t word = 2; word < operation.command.size(); ++word)
          asked.try_emplace({operation.command[1], operation.command[word]}, operation.invoked);
    std::uint64_t reads = 0;
    std::uint64_t phantoms = 0;
    for (const OperationIndex i : history.issued()) {
      const std::vector<engine::Reply>* members = shown_by(history.operation(i));
      if (members == nullptr) continue;
      ++reads;
      for (const engine::Reply& member : *members)
        phantoms += came_from(member, history, i, asked, findings) ? 0 : 1;
    }
    // A check that had nothing to look at says so: unknown is never a success.
    const Verdict verdict = reads == 0     ? Verdict::kUnknown
                            : phantoms > 0 ? Verdict::kFailed
                                           : Verdict::kHeld;
    findings.conclude(result, verdict, false,
                      counted(reads, "read") + ", " + counted(phantoms, "phantom"));
  }

 private:
  using Member = std::pair<engine::Bytes, engine::Bytes>;

  static bool is(const OperationEntry& operation, std::string_view name) {
    return operation.kind != nullptr && operation.kind->name == name;
  }
  // Null: no read of a set that was answered.
  static const std::vector<engine::Reply>* shown_by(const OperationEntry& operation) {
    if (!is(operation, "SMEMBERS") || !operation.reply) return nullptr;
    return std::get_if<std::vector<engine::Reply>>(&operation.reply->value);
  }
  static bool came_from(const engine::Reply& member, const History& history, OperationIndex read,
                        const std::map<Member, engine::Instant>& asked, Findings& findings) {
    const auto& name = std::get<engine::Bytes>(member.value);
    const OperationEntry& operation = history.operation(read);
    const auto found = asked.find({operation.command[1], name});
    if (found != asked.end() && found->second <= *operation.returned) return true;
    // What makes two findings the same: kind, type, rule and cause; the first example stays.
    FindingExample* example = findings.add(
        {"phantom", "set", {"what is read was written", Basis::kInferred}, "nobody_added_it"});
    if (example != nullptr)
      *example = example_of(history, read, operation.command[1],
                            command_text(operation.command) + " showed " +
                                std::string(name.view()) + ", which nobody had added.");
    return false;
  }
};

// Its row; `causes` is the closed list of words for its findings.
CheckKind nothing_from_nowhere() {
  return {"nothing_from_nowhere",
          "no read of a set shows what nobody had asked to add",
          {"nobody_added_it"},
          [] { return std::unique_ptr<Checker>(std::make_unique<NothingFromNowhere>()); }};
}

// ---- nothing_from_nowhere_test.cpp

// A client adds x, and another one reads what is said here.
EngineResult after_reading(const std::vector<engine::Bytes>& shown) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SMEMBERS", "s"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.run(2, 0, reply_of(shown), 0, {});
  EngineResult result = history.conclude();
  nothing_from_nowhere().make()->conclude(history.history(), result);
  return result;
}

TEST_CASE("a member that somebody added comes from somewhere, and so does none") {
  for (const std::vector<engine::Bytes>& shown : {std::vector<engine::Bytes>{"x"}, {}}) {
    const EngineResult result = after_reading(shown);
    CHECK(verdict_of(result, "nothing_from_nowhere") == Verdict::kHeld);
    CHECK(reason_of(result, "nothing_from_nowhere") == "1 read, 0 phantoms");
  }
}

TEST_CASE("a member that nobody added fails the check, with an example") {
  const EngineResult result = after_reading({"x", "ghost"});
  CHECK(verdict_of(result, "nothing_from_nowhere") == Verdict::kFailed);
  CHECK(cause_found(result, "nothing_from_nowhere") == "nobody_added_it");
  CHECK(story_found(result, "nothing_from_nowhere") ==
        "SMEMBERS s showed ghost, which nobody had added.");
}

TEST_CASE("a history without reads decides nothing") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  EngineResult result = history.conclude();
  nothing_from_nowhere().make()->conclude(history.history(), result);
  CHECK(verdict_of(result, "nothing_from_nowhere") == Verdict::kUnknown);
}

TEST_CASE("a new check can be tried on whole runs before it has its line in the table") {
  RunOptions options;
  std::map<std::string, Verdict> verdicts;
  options.closed = [&](const EngineResult& judged, const History& history) {
    EngineResult result;
    result.engine = judged.engine;
    nothing_from_nowhere().make()->conclude(history, result);
    verdicts[result.engine] = verdict_of(result, "nothing_from_nowhere");
  };
  const RunResult run_through = run(tests::mixed_plan(1), options);
  CHECK(verdicts.size() == run_through.engines.size());
  for (const auto& [engine, verdict] : verdicts) {
    INFO(engine);
    CHECK(verdict == Verdict::kHeld);
  }
}

}  // namespace
}  // namespace faultline::sim
