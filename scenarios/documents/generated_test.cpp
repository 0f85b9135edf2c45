#include "scenarios/documents/generated.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace faultline::scenarios {
namespace {

std::string document(std::string_view file) {
  std::ostringstream text;
  text << std::ifstream(FAULTLINE_SOURCE_DIR "/" + std::string(file)).rdbuf();
  return text.str();
}

TEST_CASE("what is generated into documents is what the program's tables make today") {
  for (const Generated& each : generated()) {
    INFO(each.file << ": " << each.mark << "; ./dev golden writes it anew; read the difference");
    const std::string text = document(each.file);
    REQUIRE_FALSE(text.empty());
    const auto anew = with_generated(text, each.mark, each.make());
    REQUIRE(anew);
    CHECK(*anew == text);
  }
}

TEST_CASE("what is out of date is found to be so, and a document without marks") {
  const std::string marked =
      "above\n<!-- begin of the table: made by itself -->\noutdated\n<!-- end -->\nbelow\n";
  const auto anew = with_generated(marked, "the table", "new\n");
  REQUIRE(anew);
  CHECK(*anew == "above\n<!-- begin of the table: made by itself -->\nnew\n<!-- end -->\nbelow\n");
  CHECK(with_generated(*anew, "the table", "new\n") == anew);
  CHECK_FALSE(with_generated(marked, "another table", "new\n"));
  CHECK_FALSE(with_generated("<!-- begin of the table -->\n", "the table", "new\n"));
  CHECK_FALSE(with_generated("no marks", "the table", "new\n"));
  CHECK(with_generated("a whole file\n", "", "another one\n") == "another one\n");
}

}  // namespace
}  // namespace faultline::scenarios
