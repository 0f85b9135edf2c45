// report.html of a sweep: over all seeds of each scenario what the engines lost and how soon
// replicas agreed, as tables and charts, with the findings and the seeds that failed. One file that
// needs nothing else, like the page of a run (page.h). Who sweeps says in plain values what stands
// on it.
#pragma once

#include <string>
#include <vector>

#include "reports/render/embedded_chart.h"

namespace faultline::reports {

struct SweepPage {
  struct Row {
    std::string label;
    std::vector<std::string> cells;  // one an engine
  };
  struct Shown {
    std::string text;     // "0a1b2c3d4e5f in 20 seeds"
    std::string command;  // shows it
  };
  struct Scenario {
    std::string name;
    std::string seeds;                  // "1,000 seeds: 998 held, …"; empty: the verdict says it
    std::vector<std::string> verdicts;  // a sentence an engine
    std::vector<std::string> engines;
    std::vector<Row> rows;
    std::vector<std::string> pairs;  // a sentence each
    std::vector<Shown> findings;
    std::string no_charts;  // why there are none
    std::vector<EmbeddedChart> charts;
  };
  std::string verdict;  // of all seeds
  std::string outcome;  // held, failed or unknown
  bool is_interrupted = false;
  std::vector<Scenario> scenarios;
  std::vector<EmbeddedChart> charts;  // of several scenarios together
  std::vector<Shown> failed;          // seeds
  std::string more_failed;            // how many of them are left out, if any
};

[[nodiscard]] std::string sweep_page(const SweepPage& page);

}  // namespace faultline::reports
