// junit.xml against its schema, by xmllint (package libxml2-utils). A machine without it fails here
// rather than passing what was not looked at.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reports/render/junit.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

bool is_valid(const std::string& xml) {
  const std::string path = std::filesystem::temp_directory_path() /
                           ("faultline-junit-" + std::to_string(getpid()) + ".xml");
  std::ofstream(path, std::ios::binary) << xml;
  const std::string command = "xmllint --noout --nonet --schema '" FAULTLINE_SOURCE_DIR
                              "/reports/render/junit.xsd' '" +
                              path + "' 2>/dev/null";
  const int status = std::system(command.c_str());
  std::filesystem::remove(path);
  return status == 0;
}

}  // namespace

TEST_CASE("xmllint is there: the package libxml2-utils") {
  REQUIRE(std::system("xmllint --version >/dev/null 2>&1") == 0);
}

TEST_CASE("every junit.xml is valid by its schema, an empty one and one with markup too") {
  SampleRun sample;
  CHECK(is_valid(junit_xml(sample.input())));
  sample.plan.name = "<carts> & \"more\"\x01";
  ReportInput input = sample.input();
  input.expectations[0].verdict = sim::Verdict::kUnknown;
  input.expectations[1].verdict = sim::Verdict::kNotApplicable;
  input.expectations.push_back({"marks.healed", "fired", "never", sim::Verdict::kUnknown});
  CHECK(is_valid(junit_xml(input)));
  sample.plan.engines.clear();
  input.expectations.clear();
  CHECK(is_valid(junit_xml(input)));
}

TEST_CASE("the schema refuses what is no report") {
  CHECK_FALSE(is_valid("<testsuites><testsuite name=\"a\"/></testsuites>"));
  CHECK_FALSE(is_valid("not XML"));
  std::string xml = junit_xml(SampleRun().input());
  const std::size_t at = xml.find("<failure");
  REQUIRE(at != std::string::npos);
  CHECK_FALSE(is_valid(xml.replace(at, 8, "<flaw   ")));
}

}  // namespace faultline::reports
