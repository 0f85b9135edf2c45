#include "reports/render/page.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

std::string page_of(const SampleRun& sample) {
  return report_page(sample.input(),
                     {{"How long", "It <converged>", "A line.", "series/divergence.csv",
                       "at_ns,dynomite\n0,1\n", true, "<svg>wide</svg>", "<svg>narrow</svg>"}});
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("the page loads nothing from elsewhere and escapes what clients wrote") {
  const std::string page = page_of(SampleRun());
  CHECK_FALSE(has(page, "http"));
  CHECK(count_of(page, "<script") == 1);  // its own, at the end
  CHECK_FALSE(has(page, "src=\"charts"));
  CHECK(has(page, "cart:&lt;script&gt;alert("));
  CHECK(has(page, "raw\\xff\\x01"));
  CHECK(has(page, "It &lt;converged&gt;"));
  CHECK(has(page, "src=\"data:image/svg+xml;base64,PHN2Zz53aWRlPC9zdmc+\""));
  CHECK(has(page, "srcset=\"data:image/svg+xml;base64,PHN2Zz5uYXJyb3c8L3N2Zz4=\""));
  CHECK_FALSE(has(page, "{{"));
}

TEST_CASE("the page answers what was lost, where and why, and how to run it again") {
  const std::string page = page_of(SampleRun());
  CHECK(has(page, "<strong>151</strong> of 4,812 acknowledged updates lost (3.13&nbsp;%)"));
  CHECK(has(page, "Its replicas never agreed again: 37 keys differ at the end."));
  CHECK(
      has(page, "Why: 114 were lost to a concurrent write. The rule: arrival_order (measured on"));
  CHECK(has(page,
            "Update by update: 0 lost only under Active-Active, 2 only under Dynomite, 1 under "
            "both."));
  CHECK(has(page, "1 of 3 expectations of this scenario failed"));
  CHECK(has(page, "of the lost one 5.193004 s (20 ms behind)"));
  CHECK(has(page, "under an add-wins set the element would have stayed"));
  CHECK(has(page, "2.34 ms"));
  CHECK(has(page, "99.99&nbsp;%"));
  CHECK(has(page, "37 keys differ &lt;after&gt;"));
  CHECK(has(page, "--seed 18446744073709551615"));
}

TEST_CASE("the data of a chart is one click away, in the page itself or in its folder") {
  CHECK(has(page_of(SampleRun()),
            "<a href=\"data:text/csv;base64,YXRfbnMsZHlub21pdGUKMCwxCg==\" "
            "download=\"divergence.csv\">divergence.csv</a>"));
  const EmbeddedChart large{"h",   "t",      "c",     "series/lag.csv", std::string(200'000, 'x'),
                            false, "<svg/>", "<svg/>"};
  CHECK(has(report_page(SampleRun().input(), {large}), "<a href=\"series/lag.csv\">lag.csv</a>"));
}

TEST_CASE("each finding has the commands that make it small and tell more, as a shell takes them") {
  const std::string page = page_of(SampleRun());
  CHECK(has(page,
            "faultline minimize carts_across_a_cut.json --seed 18446744073709551615 --finding "
            "0a1b2c3d4e5f --out small.json"));
  CHECK(has(page,
            "faultline explain . cart:8 --operation 17 --engine "
            "last_write_wins"));
  for (const char* key : {"-x", ""}) {
    SampleRun odd;
    for (sim::EngineResult& engine : odd.result.engines)
      for (sim::Finding& finding : engine.findings) finding.example.key = key;
    CHECK(has(page_of(odd), fmt::format("explain . &#39;&quot;{}&quot;&#39; --operation", key)));
  }
}

TEST_CASE("a finding's diagram is shown with words for who cannot see it") {
  const SampleRun sample;
  ReportInput input = sample.input();
  CHECK_FALSE(has(report_page(input, {}), "class=\"diagram\""));
  input.diagrams["5f4e3d2c1b0a"] = {"<svg>time</svg>", "Diagram of <cart:8>"};
  CHECK(has(report_page(input, {}),
            "<img class=\"diagram\" src=\"data:image/svg+xml;base64,PHN2Zz50aW1lPC9zdmc+\" "
            "alt=\"Diagram of &lt;cart:8&gt;\">"));
}

TEST_CASE("the page says on what the rules rest by which updates were lost") {
  const std::string page = page_of(SampleRun());
  CHECK(has(page, "<td>arrival_order</td><td class=\"basis\">measured</td><td>114</td>"));
  CHECK(has(page, "<td>set_tie</td><td class=\"basis\">chosen</td><td>22</td>"));
  CHECK(has(page, "All rules of Active-Active for concurrent changes"));
  CHECK(has(page, "faultline semantics --engine dynomite"));
}

TEST_CASE("the map's data is there where somebody followed between whom keys differ") {
  SampleRun sample;
  CHECK_FALSE(has(page_of(sample), "id=\"map-data\""));
  sample.plan.topology.datacenters = {{"eu", {{"a", 1}}}, {"us", {{"a", 1}}}};
  sample.plan.topology.links = {
      {"eu", "us", {"constant", {{"value", {std::chrono::milliseconds(40)}}}}}};
  sample.result.engines[0].pair_divergence = {
      {"eu", "us", {0, 3, 3, 0}, {false, true, true, false}}};
  const std::string page = page_of(sample);
  CHECK(has(page, R"("between":["eu","us"],"keys":[1,3,2,-3],"cut":[1,1,2,-1])"));
  CHECK(count_of(page, "<script") == 2);
}

TEST_CASE("where clients waited for answers the page says how engines are paired") {
  SampleRun sample;
  sample.result.paired_by_time = false;
  CHECK(has(page_of(sample), "Update by update, paired by intent, not by time: 0 lost only"));
}

TEST_CASE("an interrupted run says so on the page") {
  SampleRun sample;
  CHECK_FALSE(has(page_of(sample), "interrupted"));
  sample.result.interrupted = true;
  CHECK(has(page_of(sample), "This run was interrupted"));
}

}  // namespace faultline::reports
