#include "reports/render/summary.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE(
    "the summary has verdicts, figures, expectations, the worst findings first, the command") {
  const std::string text = summary_markdown(SampleRun().input());
  CHECK(has(text,
            "- Active-Active lost none of 4,812 acknowledged updates; its replicas caught up "
            "1.2 s after the last fault had ended, and agree at the end."));
  CHECK(
      has(text, "- Dynomite lost 151 of 4,812 acknowledged updates (3.13 %); its replicas never"));
  CHECK(has(text, "| lost, all in all | 0 | 151 | 29 |"));
  CHECK(has(text, "| lost to a concurrent write (lost_concurrent) | 0 | 114 | 22 |"));
  CHECK(has(text, "## Expectations: 2 held, 1 failed, 0 unknown"));
  CHECK(has(text, "| dynomite.converged | true | false | failed |"));
  // 900 resurrections are not losses: 114 lost updates are worse.
  CHECK(text.find("114 set updates lost to a concurrent write") <
        text.find("set removed, then back again"));
  CHECK(has(text, "our yardstick"));
  CHECK(has(text, "    faultline run carts_across_a_cut.json --seed 18446744073709551615\n"));
  CHECK_FALSE(has(text, "<script>"));
}

TEST_CASE("what an example quotes is escaped once for people and once for Markdown") {
  SampleRun sample;
  sim::Finding finding = sample_finding("dynomite", "disagreement", 3, kRawKey);
  finding.example.text = R"(raw\xff\x01 is *both* <b>"a\\b"</b> and "user:100:x")";
  sample.result.engines[1].findings = {finding};
  const std::string text = summary_markdown(sample.input());
  INFO(text);
  CHECK(has(text, R"(  - an example: raw\\xff\\x01 is \*both\* &lt;b>"a\\\\b"&lt;/b> and )"
                  R"("user<span>:</span>100:x")"));
  CHECK(has(text, R"(  - key: raw\\xff\\x01)"));
}

TEST_CASE("the summary of an interrupted run says so") {
  SampleRun sample;
  CHECK_FALSE(has(summary_markdown(sample.input()), "Interrupted"));
  sample.result.interrupted = true;
  CHECK(has(summary_markdown(sample.input()), "Interrupted"));
}

}  // namespace faultline::reports
