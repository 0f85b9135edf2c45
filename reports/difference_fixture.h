// Two runs to compare, read from the result.json of the sample run: alike until a test changes one
// of them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "reports/metrics/difference.h"
#include "reports/sample_run.h"

namespace faultline::reports {

struct TwoRuns {
  ReadResult before_run = sample();
  ReadResult after_run = sample();

  static ReadResult sample() {
    const SampleRun run;
    ReadResult read = *read_result(nlohmann::ordered_json::parse(result_json(run.input())));
    // The sample's findings are of a check that it does not list.
    for (sim::EngineResult& engine : read.engines) {
      if (engine.engine != "dynomite") engine.findings.clear();
      for (sim::Finding& finding : engine.findings) finding.check = "specification";
    }
    return read;
  }
  static sim::EngineResult& engine_of(ReadResult& run, const std::string& name) {
    for (sim::EngineResult& engine : run.engines)
      if (engine.engine == name) return engine;
    return run.engines.at(0);
  }
  sim::EngineResult& before(const std::string& name) { return engine_of(before_run, name); }
  sim::EngineResult& after(const std::string& name) { return engine_of(after_run, name); }
  [[nodiscard]] Difference difference() const { return reports::difference(before_run, after_run); }
};

// Of the check that the sample ran on dynomite.
inline sim::Finding comparable(const std::string& id, std::uint64_t occurrences) {
  sim::Finding finding = sample_finding("dynomite", "lost_concurrent", occurrences, "k");
  finding.id = id;
  finding.check = "specification";
  return finding;
}

}  // namespace faultline::reports
