#include "reports/render/sweep_page.h"

#include <catch2/catch.hpp>

#include "reports/render/base64.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

SweepPage sample_sweep() {
  SweepPage sweep;
  sweep.verdict = "40 seeds: 39 held, 1 failed, 0 unknown";
  sweep.outcome = "failed";
  SweepPage::Scenario carts;
  carts.name = "carts<b>";
  carts.seeds = "20 seeds";
  carts.verdicts = {"Dynomite loses <i>something</i> under all 20 seeds."};
  carts.engines = {"Active-Active", "Dynomite"};
  carts.rows = {{"seeds that lose something", {"0 of 20", "20 of 20"}}};
  carts.pairs = {"Active-Active against Dynomite: loses more in 0"};
  carts.findings = {{"0a1b2c3d4e5f in 20 seeds", "faultline run 'carts<b>.json' --seed 1"}};
  carts.charts = {{"Who loses?", "Active-Active loses nothing", "one bar an engine",
                   "series/carts-losses.csv", "engine,seeds\n", false, "<svg>wide</svg>",
                   "<svg>narrow</svg>"}};
  SweepPage::Scenario few;
  few.name = "few";
  few.no_charts = "No charts: they are drawn from 20 seeds on, and here are 3.";
  sweep.scenarios = {carts, few};
  sweep.failed = {{"few, seed 7", "faultline run few.json --seed 7"}};
  return sweep;
}

}  // namespace

TEST_CASE("the page of a sweep has each chart for a desk and a phone, and its data as a link") {
  const std::string page = sweep_page(sample_sweep());
  CHECK(has(page, "<source media=\"(max-width: 600px)\" srcset=\"data:image/svg+xml;base64," +
                      to_base64("<svg>narrow</svg>")));
  CHECK(has(page, "<img src=\"data:image/svg+xml;base64," + to_base64("<svg>wide</svg>") +
                      "\" alt=\"Active-Active loses nothing\">"));
  CHECK(has(page, "<a href=\"data:text/csv;base64," + to_base64("engine,seeds\n") +
                      "\" download=\"carts-losses.csv\">carts-losses.csv</a>"));
}

TEST_CASE("the page of a sweep has the table, the findings and the seeds that failed, escaped") {
  const std::string page = sweep_page(sample_sweep());
  CHECK(has(page, "Sweep of carts&lt;b&gt; and few"));
  CHECK(has(page, "<p>Dynomite loses &lt;i&gt;something&lt;/i&gt; under all 20 seeds.</p>"));
  CHECK(has(page, "<th scope=\"row\">seeds that lose something</th><td>0 of 20</td>"));
  CHECK(has(page,
            "<tr><th scope=\"row\">0a1b2c3d4e5f in 20 seeds</th><td><code>faultline run "
            "&#39;carts&lt;b&gt;.json&#39; --seed 1</code>"));
  CHECK(has(page, "faultline run few.json --seed 7"));
  CHECK(has(page, "No charts: they are drawn from 20 seeds on, and here are 3."));
  CHECK_FALSE(has(page, "<b>"));
  CHECK_FALSE(has(page, "interrupted"));
}

TEST_CASE("charts of several scenarios together stand before the scenarios") {
  SweepPage sweep = sample_sweep();
  sweep.charts = {sweep.scenarios[0].charts[0]};
  sweep.charts[0].heading = "What do wrong clocks cost?";
  const std::string page = sweep_page(sweep);
  CHECK(page.find("What do wrong clocks cost?") < page.find("Who loses?"));
  CHECK(page.find("Who loses?") != std::string::npos);
}

TEST_CASE("a sweep of many scenarios says how many, and one that was interrupted says so") {
  SweepPage sweep = sample_sweep();
  for (const char* name : {"c", "d", "e"}) sweep.scenarios.emplace_back().name = name;
  sweep.is_interrupted = true;
  const std::string page = sweep_page(sweep);
  CHECK(has(page, "Sweep of 5 scenarios"));
  CHECK(has(page, "This sweep was interrupted"));
}

}  // namespace faultline::reports
