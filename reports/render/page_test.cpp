#include "reports/render/page.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

std::string page_of(const SampleRun& sample) {
  return report_page(sample.input(),
                     {{"How long", "It <converged>", "A line.", "series/divergence.csv", true,
                       "<svg>wide</svg>", "<svg>narrow</svg>"}});
}

}  // namespace

TEST_CASE("the page loads nothing from elsewhere and escapes what clients wrote") {
  const std::string page = page_of(SampleRun());
  CHECK_FALSE(has(page, "http"));
  CHECK_FALSE(has(page, "<script"));
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
