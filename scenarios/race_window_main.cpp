// How far apart in time two writes of one key in two data centers must be to end in one order: the
// same two SETs with growing pauses over a slow link, forty times each, as they were run on a
// real cluster (shared dynomite/cases.jsonl, A-wan40-plain and B-wan40-ts).
//   race_window DIR    writes plain.svg, stamps.svg and race-window.csv, and prints the table
// The recorder's proxy delayed by a little more than 40 ms; 43 ms here, chosen so that 42 ms are
// too short as they were there.

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/base/assert.h"
#include "reports/charts/chart.h"
#include "reports/charts/gnuplot.h"
#include "scenarios/loader/loader.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

constexpr int kTrials = 40;

struct Mode {
  const char* name;
  const char* racks;
  const char* options;
};
constexpr Mode kPlain = {"plain", R"("a": 1)", "{}"};
constexpr Mode kStamps = {
    "stamps", R"("a": 1, "b": 1, "c": 1)",
    R"({ "conflict": "timestamp", "write": "DC_SAFE_QUORUM", "read": "DC_SAFE_QUORUM" })"};

struct Pause {
  int milliseconds;
  int measured_plain;  // trials of 40 that differed for ever on the real cluster
  int measured_stamps;
};
constexpr std::array<Pause, 8> kPauses = {{{0, 40, 24},
                                           {1, 40, 1},
                                           {5, 40, 0},
                                           {20, 40, 0},
                                           {30, 40, 0},
                                           {38, 40, 0},
                                           {42, 40, 0},
                                           {60, 0, 0}}};

struct Window {
  const Mode* mode = nullptr;
  Pause pause{};
  std::uint64_t differing = 0;
  [[nodiscard]] int measured() const {
    return mode == &kPlain ? pause.measured_plain : pause.measured_stamps;
  }
};

std::string step_of(int at_us, const char* datacenter, int trial, int value) {
  return fmt::format(
      R"({{ "at": "{}us", "datacenter": "{}", "client": "{}",
            "command": ["SET", "k{}", "{}"] }})",
      at_us, datacenter, datacenter, trial, value);
}

// One key a trial, a fifth of a second apart, spread over the milliseconds; the second client
// starts up to 300 us later, as in the cases (shared cli.md, conformance).
sim::Plan plan_of(const Mode& mode, int pause_ms) {
  std::vector<std::string> steps;
  for (int trial = 0; trial < kTrials; ++trial) {
    const int at = 1'000'000 + 200'000 * trial + 25 * trial;
    const int late = 7919 * trial % 300;
    steps.push_back(step_of(at, "dc1", trial, 1));
    steps.push_back(step_of(at + late + 1000 * pause_ms, "dc2", trial, 2));
  }
  const std::string text = fmt::format(
      R"({{ "purpose": "How far apart must two writes be?",
            "topology": {{ "datacenters": {{ "dc1": {{ "racks": {{ {0} }} }},
                                             "dc2": {{ "racks": {{ {0} }} }} }},
                           "links": [ {{ "between": ["dc1", "dc2"], "latency":
                                         {{ "kind": "constant", "value": "43ms" }} }} ] }},
            "engines": {{ "dynomite": {1} }}, "script": [ {2} ], "quiesce": "10s" }})",
      mode.racks, mode.options, fmt::join(steps, ", "));
  const LoadedScenario loaded = load_scenario(text, "race-window.json");
  FL_ASSERT(loaded.plan, "the program's own scenario is right");
  return plan_for_seed(*loaded.plan, 1);
}

std::vector<Window> windows_of(const Mode& mode) {
  std::vector<Window> windows;
  for (const Pause& pause : kPauses) {
    const sim::RunResult run = sim::run(plan_of(mode, pause.milliseconds), {});
    windows.push_back({&mode, pause, run.engines.front().differing_keys.value_or(0)});
  }
  return windows;
}

std::string title_of(const std::vector<Window>& windows) {
  int longest = 0;
  for (const Window& window : windows)
    if (window.differing > 0) longest = window.pause.milliseconds;
  const bool plain = windows.front().mode == &kPlain;
  return fmt::format("{} of one key differ for ever up to {} ms apart, over a link of 43 ms",
                     plain ? "Two writes" : "With stamps two writes", longest);
}

std::string draw(const std::vector<Window>& windows, const std::filesystem::path& path) {
  reports::BarChart chart;
  chart.title = title_of(windows);
  chart.value_label = fmt::format("trials of {} that differ for ever", kTrials);
  chart.parts = {"differ for ever"};
  for (const Window& window : windows)
    chart.bars.push_back(
        {fmt::format("{} ms apart: {} (real cluster: {})", window.pause.milliseconds,
                     window.differing, window.measured()),
         {static_cast<std::int64_t>(window.differing)}});
  return reports::draw_chart(chart, reports::kWideCanvas, path.string(),
                             reports::gnuplot_command());
}

int write_windows(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::string table = "mode,pause_ms,trials,differing,measured\n";
  std::vector<std::string> troubles;
  for (const Mode* mode : {&kPlain, &kStamps}) {
    const std::vector<Window> windows = windows_of(*mode);
    for (const Window& window : windows)
      table += fmt::format("{},{},{},{},{}\n", mode->name, window.pause.milliseconds, kTrials,
                           window.differing, window.measured());
    troubles.push_back(draw(windows, folder / fmt::format("{}.svg", mode->name)));
    for (const Window& window : windows)
      if (mode == &kPlain && window.differing != static_cast<std::uint64_t>(window.measured()))
        troubles.push_back(fmt::format("{} ms apart the real cluster differs in {} of {} trials",
                                       window.pause.milliseconds, window.measured(), kTrials));
  }
  std::ofstream file(folder / "race-window.csv", std::ios::binary);
  file << table;
  file.close();
  std::fputs(table.c_str(), stdout);
  if (failed || file.fail()) troubles.push_back("cannot write into " + folder.string());
  bool good = true;
  for (const std::string& trouble : troubles) {
    if (trouble.empty()) continue;
    good = false;
    std::fprintf(stderr, "race_window: %s\n", trouble.c_str());
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace faultline::scenarios

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("race_window DIR\n", stderr);
    return 2;
  }
  return faultline::scenarios::write_windows(argv[1]);
}
