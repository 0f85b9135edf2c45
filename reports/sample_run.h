// A small finished run by hand, for the tests of this room: three engines, one partition, losses of
// several kinds, a key that would be markup in a careless document, and one that is not UTF-8.
#pragma once

#include <string>

#include "reports/report.h"

namespace faultline::reports {

inline const std::string kHostileKey = "cart:<script>alert('|`7`|')</script>";
inline const std::string kRawKey = std::string("raw\xff\x01", 5);

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline sim::OperationRecord sample_operation(std::uint64_t number, const std::string& datacenter,
                                             engine::Arguments command) {
  sim::OperationRecord operation;
  operation.operation = number;
  operation.client = "c" + std::to_string(number);
  operation.dc = datacenter;
  operation.home = datacenter + "/a/0";
  operation.invoke_ns = 5'213'004'000 + static_cast<std::int64_t>(number);
  operation.return_ns = operation.invoke_ns + 812'000;
  operation.outcome = engine::output::Outcome::kOk;
  operation.command = std::move(command);
  operation.reply = engine::integer_reply(1);
  operation.wall_ns = operation.invoke_ns - 20'000'000;
  operation.clock_offset_ns = -20'000'000;
  return operation;
}

inline sim::Finding sample_finding(const std::string& engine, const std::string& kind,
                                   std::uint64_t occurrences, const std::string& key) {
  sim::Finding finding;
  finding.id = engine == "dynomite" ? "0a1b2c3d4e5f" : "5f4e3d2c1b0a";
  finding.kind = kind;
  finding.engine = engine;
  finding.check = "ledger_sum";
  finding.type = "set";
  finding.rule = {"arrival_order", sim::Basis::kMeasured};
  finding.cause = "partition";
  finding.occurrences = occurrences;
  finding.example.key = key;
  finding.example.loser = sample_operation(17, "eu-west", {"SADD", key, "milk"});
  finding.example.winner = sample_operation(18, "us-east", {"DEL", key});
  finding.example.saw = "concurrent";
  finding.example.counterfactual = "under an add-wins set the element would have stayed";
  finding.example.text = "milk was added in eu-west while us-east deleted the cart " + key;
  return finding;
}

inline sim::EngineResult sample_engine(const std::string& name, std::uint64_t lost) {
  using sim::LedgerClass;
  sim::EngineResult engine;
  engine.engine = name;
  engine.fingerprint = 0x00ab'cdef'0123'4567 + lost;
  engine.events = 123'456;
  engine.virtual_ns = 43'000'000'000;
  engine.operations = {10'000, 9'950, 20, 30};
  engine.updates = 4'850;
  engine.ledger.emplace();
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    (*engine.ledger)[static_cast<LedgerClass>(index)] = 0;
  }
  sim::EngineResult::Ledger& ledger = *engine.ledger;
  ledger[LedgerClass::kSuperseded] = 800;
  ledger[LedgerClass::kNoEffect] = 12;
  ledger[LedgerClass::kLostConcurrent] = lost - lost / 4;
  ledger[LedgerClass::kDivergedOrder] = lost / 4;
  ledger[LedgerClass::kRejected] = 20;
  ledger[LedgerClass::kIndeterminateAbsent] = 8;
  ledger[LedgerClass::kIndeterminateKept] = 10;
  ledger[LedgerClass::kKept] = 4'850 - 850 - lost;
  engine.ledger_by_type["set"] = ledger;
  engine.converged = name != "dynomite";
  if (*engine.converged) engine.converged_after_heal_ns = 1'200'000'000;
  engine.differing_keys = *engine.converged ? 0 : 37;
  engine.divergence_area_key_ns = 1'000'000'000'000;
  engine.staleness_ns.emplace();
  (*engine.staleness_ns)["us-east->eu-west"] = {40'000'000, 60'000'000, 65'000'000, 8'000'000'000};
  for (const char* datacenter : {"eu-west", "us-east"}) {
    engine.latency_ns[datacenter] = {700'000, 900'000, 2'345'678, 80'000'000};
    engine.availability_ppm[datacenter] = 999'999;
  }
  engine.unavailable["timeout"] = 30;
  engine.wire_messages = 70'000;
  engine.wire_bytes = 9'000'000;
  engine.marks["effect_applied_remotely"] = 4'000;
  return engine;
}

// Keys differ from 5 s on, most at the heal (13 s); dynomite keeps 37, the others come down to 0.
inline void add_samples(sim::EngineResult& engine, std::int64_t peak) {
  const bool stays = engine.engine == "dynomite";
  for (std::int64_t tick = 0; tick <= 430; ++tick) {
    std::int64_t keys = 0;
    if (tick > 50) keys = std::min<std::int64_t>(tick, 130) - 50;
    keys = keys * peak / 80 + (tick % 7 == 0 && tick > 50 && tick < 130 ? 2 : 0);
    if (tick > 130) keys = std::max<std::int64_t>(0, peak - (tick - 130) * peak / 12);
    if (stays && tick > 60) keys = std::max<std::int64_t>(keys, 37);
    engine.divergence.push_back({tick * 100'000'000, keys});
  }
}

// Windows of a second: an outage of eu-west from 5 s on, and updates that wait for its end (13 s).
inline void add_windows(sim::EngineResult& engine) {
  const bool fails = engine.engine == "dynomite";
  for (std::int64_t second = 0; second < 20; ++second) {
    const std::int64_t at = second * 1'000'000'000;
    const bool is_cut = second >= 5 && second < 13;
    const std::uint64_t served = fails && is_cut ? 40 : 50;
    engine.service["eu-west"].push_back({at, 50, served, {700'000, 900'000, 2'345'678, 2'400'000}});
    engine.service["us-east"].push_back({at, 50, 50, {600'000, 800'000, 900'000, 1'000'000}});
    const std::int64_t lag = is_cut ? (13 - second) * 1'000'000'000 : 40'000'000;
    const std::uint64_t arrived = fails && is_cut ? 0 : 20;
    sim::Quantiles lags;
    if (arrived > 0) lags = {lag, lag, lag + 20'000'000, lag + 30'000'000};
    engine.lag["us-east->eu-west"].push_back({at, arrived, 20 - arrived, lags});
  }
}

// Windows of a second until the end of the run: copies that wait for the end of the cut (under
// dynomite most of them for ever), bytes that follow the load, metadata that grows, and clocks of
// which eu-west's are ahead.
inline void add_series(sim::EngineResult& engine) {
  const bool fails = engine.engine == "dynomite";
  const std::int64_t last = engine.virtual_ns / 1'000'000'000 - 1;
  for (std::int64_t second = 0; second <= last; ++second) {
    const std::int64_t at = second * 1'000'000'000;
    const bool is_cut = second >= 5 && second < 13;
    const std::uint64_t waiting = is_cut ? 20 * static_cast<std::uint64_t>(second - 4) : 0;
    const std::uint64_t lacked = fails && second >= 13 ? 160 : waiting;
    if (lacked > 0)
      for (const char* direction : {"us-east->eu-west", sim::kAllWays})
        engine.missing[direction].push_back({at, lacked, lacked});
    const std::uint64_t load = second < 20 ? 400'000 : 10'000;
    engine.costs.push_back({at, is_cut ? load / 2 : load, load / 200, {}, {}});
    if (fails) continue;
    engine.costs.back().metadata_bytes = 2'000 * static_cast<std::uint64_t>(second + 1);
    engine.costs.back().tombstones = second < 20 ? static_cast<std::uint64_t>(second) : 3;
  }
  for (std::int64_t second = 9; second < 21; ++second)
    engine.clock_windows["eu-west"].push_back({second * 1'000'000'000, 20'000'000, 0});
}

inline sim::RunResult sample_result() {
  using sim::LedgerClass;
  sim::RunResult result;
  result.faults = {{"partition us-east | eu-west", 5'000'000'000, 13'000'000'000},
                   {"clock +20 ms at eu-west/a/0", 9'000'000'000, 9'000'000'000},
                   {"pause eu-west/b/0", 10'000'000'000, 11'500'000'000}};
  result.load_end_ns = 20'000'000'000;
  result.heal_ns = 20'000'000'000;
  result.window_ns = 1'000'000'000;
  sim::EngineResult active = sample_engine("active_active", 0);
  active.checks = {{"specification", "active_active", sim::Verdict::kHeld, true, "", {}},
                   {"staleness", "active_active", sim::Verdict::kUnknown, true, "no read", {}}};
  active.fates = {{{17, 0}, LedgerClass::kKept},
                  {{17, 1}, LedgerClass::kKept},
                  {{18, 0}, LedgerClass::kKept},
                  {{19, 0}, LedgerClass::kLostTie}};
  sim::EngineResult dynomite = sample_engine("dynomite", 151);
  dynomite.findings = {sample_finding("dynomite", "resurrected", 900, kRawKey),
                       sample_finding("dynomite", "lost_concurrent", 114, kHostileKey)};
  dynomite.checks = {{"specification",
                      "dynomite",
                      sim::Verdict::kFailed,
                      true,
                      "37 keys differ <after> \"quiescence\"",
                      {"0a1b2c3d4e5f"}}};
  dynomite.fates = {{{17, 0}, LedgerClass::kLostConcurrent},
                    {{17, 1}, LedgerClass::kDivergedMissing},
                    {{18, 0}, LedgerClass::kSuperseded},
                    {{19, 0}, LedgerClass::kLostInverted},
                    {{20, 0}, LedgerClass::kResurrected}};
  dynomite.history = {sample_operation(16, "eu-west", {"GET", kRawKey}),
                      sample_operation(17, "eu-west", {"SADD", kHostileKey, "milk"}),
                      sample_operation(18, "us-east", {"DEL", kHostileKey})};
  sim::EngineResult last = sample_engine("last_write_wins", 29);
  last.findings = {sample_finding("last_write_wins", "lost_concurrent", 22, "cart:8")};
  last.findings[0].rule = {"set_tie", sim::Basis::kChosen};
  add_samples(active, 61);
  add_samples(dynomite, 83);
  add_samples(last, 58);
  for (sim::EngineResult* engine : {&active, &dynomite, &last}) {
    add_windows(*engine);
    add_series(*engine);
  }
  result.engines = {last, active, dynomite};  // not in the order of the plan
  return result;
}

inline sim::Plan sample_plan() {
  sim::Plan plan;
  plan.name = "carts_across_a_cut";
  plan.purpose = "Two carts filled on both sides of a cut: who loses goods?";
  plan.seed = 18'446'744'073'709'551'615ULL;
  for (const char* name : {"active_active", "dynomite", "last_write_wins"}) {
    plan.engines.push_back({name, {}});
  }
  plan.sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  return plan;
}

// Owns what a ReportInput refers to.
struct SampleRun {
  sim::Plan plan = sample_plan();
  sim::RunResult result = sample_result();

  [[nodiscard]] ReportInput input() const {
    return {plan,
            result,
            {{"active_active.lost", "== 0", "0", sim::Verdict::kHeld},
             {"dynomite.converged", "true", "false", sim::Verdict::kFailed},
             {"dynomite.checks.ledger_sum", "held", "held", sim::Verdict::kHeld}},
            "failed",
            "faultline run carts_across_a_cut.json --seed 18446744073709551615",
            "{\n  \"purpose\": \"Two carts\"\n}\n"};
  }
};

}  // namespace faultline::reports
