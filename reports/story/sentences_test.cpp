#include "reports/story/sentences.h"

#include <catch2/catch.hpp>

#include "reports/metrics/deciding_rules.h"
#include "reports/render/page.h"
#include "reports/render/summary.h"
#include "reports/sample_run.h"
#include "reports/story/titles.h"

namespace faultline::reports {

TEST_CASE("a verdict says what was lost and how the replicas ended") {
  const SampleRun sample;
  const EngineResults engines = engine_results(sample.input());
  CHECK(verdict_sentence(*engines[1], sample.result) ==
        "Dynomite lost 151 of 4,812 acknowledged updates (3.13 %); its replicas never agreed "
        "again: 37 keys differ at the end.");
  CHECK(reason_sentence(*engines[2]) ==
        "Why: 22 were lost to a concurrent write. The rule: set_tie (by definition: this engine is "
        "our yardstick, not a product).");
}

TEST_CASE("the outcome says what held, failed or stayed open") {
  const SampleRun sample;
  ReportInput input = sample.input();
  CHECK(outcome_sentence(input) == "1 of 3 expectations of this scenario failed");
  input.expectations[1].verdict = sim::Verdict::kUnknown;
  CHECK(outcome_sentence(input) == "1 of 3 expectations of this scenario is undecided");
  input.expectations[1].verdict = sim::Verdict::kHeld;
  CHECK(outcome_sentence(input) == "All 3 expectations of this scenario held");
  input.expectations[1].verdict = sim::Verdict::kNotApplicable;
  CHECK(outcome_sentence(input) ==
        "2 of 3 expectations of this scenario held, the others were left out");
  input.expectations.clear();
  CHECK(outcome_sentence(input) == "Nothing was expected of this run");
}

TEST_CASE("the setting names the faults with their times, one without an end as such") {
  SampleRun sample;
  sample.result.faults = {{"partition", 5'000'000'000, 13'000'000'000},
                          {"clock_offset", 9'000'000'000, 9'000'000'000},
                          {"crash", 10'000'000'000, 43'000'000'000, false}};
  CHECK(setting_sentence(sample.input()) ==
        "clients for 20 s; partition from 5 s to 13 s; clock offset at 9 s; crash from 10 s on.");
}

TEST_CASE(
    "where no update was acknowledged, none was saved either: sentence, title and table say so") {
  SampleRun sample;
  for (sim::EngineResult& engine : sample.result.engines) {
    for (auto& [ledger_class, effects] : *engine.ledger) effects = 0;
    (*engine.ledger)[sim::LedgerClass::kRejected] = 3;
  }
  const EngineResults engines = engine_results(sample.input());
  CHECK(verdict_sentence(*engines[0], sample.result)
            .starts_with("Active-Active: no update was acknowledged; its replicas"));
  CHECK(losses_title(engines) == "No update was acknowledged");
  CHECK(has(result_table(sample.input()), "none acknowledged"));
  CHECK(has(summary_markdown(sample.input()),
            "| lost, all in all | none acknowledged | none acknowledged | none acknowledged |"));
  const std::string page = report_page(sample.input(), {});
  CHECK(has(page, "<strong>–</strong> no update was acknowledged</p>"));
  CHECK(has(page, "<li class=\"unknown\">"));
  CHECK_FALSE(has(page, "of 0 acknowledged"));
}

TEST_CASE("a title tells an engine that acknowledged nothing from one that lost nothing") {
  SampleRun sample;
  for (auto& [ledger_class, effects] : *sample.result.engines[1].ledger) effects = 0;
  CHECK(has(losses_title(engine_results(sample.input())),
            "Active-Active: no update was acknowledged; Dynomite lost 151"));
}

TEST_CASE("why names the rule by which most was lost, not the largest of its parts") {
  sim::EngineResult engine;
  engine.engine = "last_write_wins";
  engine.ledger.emplace();
  (*engine.ledger)[sim::LedgerClass::kLostConcurrent] = 20;
  (*engine.ledger)[sim::LedgerClass::kDivergedMissing] = 36;
  const auto add = [&](const char* kind, const char* type, const char* rule, std::uint64_t lost) {
    sim::Finding& finding = engine.findings.emplace_back();
    finding.engine = engine.engine;
    finding.kind = kind;
    finding.type = type;
    finding.rule = {rule, sim::Basis::kChosen};
    finding.occurrences = lost;
  };
  add("lost_concurrent", "set", "the last one stays", 20);
  add("diverged_missing", "set", "what is not taken is not sent", 19);
  add("diverged_missing", "string", "what is not taken is not sent", 17);
  CHECK_THAT(
      reason_sentence(engine),
      Catch::Equals(
          "Why: 19 were missing at some replicas. The rule: what is not taken is not "
          "sent (by definition: this engine is our yardstick, not a product). By it 36 of 56 "
          "were lost, the others by another rule."));
  CHECK(main_loss(engine) == &engine.findings[1]);
  (*engine.ledger)[sim::LedgerClass::kLostConcurrent] = 0;
  engine.findings.erase(engine.findings.begin());
  CHECK_THAT(reason_sentence(engine), Catch::EndsWith("By it all 36 were lost."));
}

TEST_CASE("of an engine that was interrupted nothing is said but that") {
  SampleRun sample;
  sample.result.interrupted = true;
  sample.result.engines.back().virtual_ns = 6'200'000'000;
  const std::string last = verdict_sentence(sample.result.engines.back(), sample.result);
  CHECK(has(last, " was interrupted at 6.2 s: it is not judged."));
  CHECK(has(verdict_sentence(sample.result.engines.front(), sample.result), "lost"));
}

TEST_CASE("where a fault stays for good, replicas catch up after the last of the others") {
  SampleRun sample;
  const EngineResults engines = engine_results(sample.input());
  CHECK_THAT(agreement_clause(*engines[0], sample.result), Catch::Contains("the last fault"));
  sample.result.faults.push_back({"crash", 8'000'000'000, 43'000'000'000, false});
  CHECK(has(agreement_clause(*engines[0], sample.result), "the last fault that does not stay"));
}

TEST_CASE("a verdict never claims what was not measured") {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  CHECK(verdict_sentence(engine, sim::RunResult()) ==
        "Dynomite: losses were not measured; whether its replicas agree was not measured.");
  CHECK(reason_sentence(engine).empty());
}

}  // namespace faultline::reports
