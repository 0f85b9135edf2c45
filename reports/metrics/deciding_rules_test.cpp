#include "reports/metrics/deciding_rules.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("rules are told by what was lost by each, engine by engine, the most first") {
  SampleRun sample;
  sim::EngineResult& dynomite = sample.result.engines[2];
  REQUIRE(dynomite.engine == "dynomite");
  dynomite.findings.push_back(sample_finding("dynomite", "diverged_order", 6, "cart:1"));
  dynomite.findings.push_back(sample_finding("dynomite", "lost_tie", 500, "cart:1"));
  dynomite.findings.back().rule = {"stamp", sim::Basis::kInferred};
  const std::vector<DecidingRule> rules = deciding_rules({&dynomite, &sample.result.engines[0]});
  REQUIRE(rules.size() == 3);
  CHECK(rules[0].rule.name == "stamp");
  CHECK(rules[0].lost == 500);
  CHECK(rules[1].rule.name == "arrival_order");
  CHECK(rules[1].lost == 120);  // not the resurrected, which are no losses
  CHECK(rules[2].engine == "last_write_wins");
  CHECK(rules[2].rule.basis == sim::Basis::kChosen);
}

}  // namespace faultline::reports
