#include "reports/render/junit.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {}  // namespace

TEST_CASE("in junit an expectation fails, and a check that nobody expected is skipped") {
  const std::string xml = junit_xml(SampleRun().input());
  CHECK(has(xml,
            "<testsuite name=\"dynomite\" tests=\"3\" failures=\"1\" errors=\"0\" "
            "skipped=\"1\" time=\"0\">"));
  CHECK(has(xml, "name=\"converged\" time=\"0\"><failure message=\"expected true, seen false\"/>"));
  CHECK(has(xml, "<skipped message=\"failed: 37 keys differ &lt;after&gt; &quot;quiescence"));
  CHECK(has(xml, "<testcase classname=\"carts_across_a_cut\" name=\"lost\" time=\"0\"/>"));
}

TEST_CASE("in junit no expectation is forgotten: of an engine left out, or of the run as a whole") {
  const SampleRun sample;
  sim::RunResult only_first = sample.result;
  only_first.engines = {sample_engine("active_active", 0)};
  const ReportInput filtered{sample.plan,
                             only_first,
                             {{"dynomite.lost", "> 0", "left out", sim::Verdict::kNotApplicable},
                              {"marks.healed", "fired", "never", sim::Verdict::kUnknown}},
                             "unknown",
                             "",
                             ""};
  const std::string xml = junit_xml(filtered);
  CHECK(has(xml,
            "<testsuite name=\"dynomite\" tests=\"1\" failures=\"0\" errors=\"0\" "
            "skipped=\"1\""));
  CHECK(has(xml, "<testsuite name=\"run\" tests=\"1\" failures=\"0\" errors=\"1\""));
  CHECK(has(xml, "name=\"marks.healed\" time=\"0\"><error message="));
}

}  // namespace faultline::reports
