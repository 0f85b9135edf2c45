// `faultline replay` as users meet it: the same course, or where another one leaves it.
#include <catch2/catch.hpp>

#include "scenarios/commands/recorded_course.h"
#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;

namespace {

void report_of_quick() {
  Workshop::scenario("quick.json", kHeld);
  (void)program({"run", "quick.json", "--out", "o", "--report", "data", "--quiet"});
}

// Replaces what comes first in the file from `from` on by `to`.
void change(const std::string& file, const std::string& from, const std::string& to) {
  std::string text = Workshop::read(file);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  Workshop::write(file, text.replace(at, to.size(), to));
}

}  // namespace

TEST_CASE("replay tells the fingerprint of each engine that takes the same course") {
  const Workshop workshop;
  report_of_quick();
  const Ended again = program({"replay", "o"});
  CHECK(again.exit_code == 0);
  const std::vector<std::string> lines = lines_of(again.out);
  REQUIRE(lines.size() == 2);
  for (const std::string& line : lines) {
    CHECK_THAT(line, Catch::StartsWith("same "));
    CHECK_THAT(Workshop::read("o/result.json"), Catch::Contains(line.substr(5, 16)));
  }
}

TEST_CASE("replay tells the last milestone that is shared and the first that is not") {
  const Workshop workshop;
  report_of_quick();
  const RecordedCourses courses = [] {
    std::vector<std::string> problems;
    return read_courses("o", problems);
  }();
  const auto& course = courses.at("active_active");
  REQUIRE(course.size() > 20);
  // A report by a program that took another way from the eleventh milestone on.
  std::string table = Workshop::read("o/series/course.csv");
  std::size_t at = 0;
  for (int line = 0; line < 11; ++line) at = table.find('\n', at) + 1;
  for (std::size_t i = at; i < table.size() && table.compare(i, 16, "last_write_wins,") != 0;
       i = table.find('\n', i) + 1) {
    std::size_t field = i;
    for (int comma = 0; comma < 3; ++comma) field = table.find(',', field) + 1;
    table.replace(field, 16, "0123456789abcdef");
  }
  Workshop::write("o/series/course.csv", table);
  change("o/result.json", R"("fingerprint": ")", R"("fingerprint": "0123456789abcdef)");
  const Ended parted = program({"replay", "o"});
  CHECK(parted.exit_code == 1);
  const std::string shared = "shared  event " + std::to_string(course[9].event) + " at ";
  const std::string there = "there   event " + std::to_string(course[10].event) + " at ";
  CHECK_THAT(parted.out, Catch::Contains("differs active_active: there 0123456789abcdef, here ") &&
                             Catch::Contains(shared) && Catch::Contains(there) &&
                             Catch::Contains("this program repeats itself there") &&
                             Catch::Contains("same "));
}

TEST_CASE("replay refuses a course that is none, with file and line") {
  const Workshop workshop;
  report_of_quick();
  Workshop::write("o/series/course.csv", "engine,event,at_ns,fingerprint,what\nnonsense\n");
  check_bad(program({"replay", "o"}),
            "faultline replay: DIR: o/series/course.csv:2: \"nonsense\" is no milestone; expected "
            "engine,event,at_ns,fingerprint,what");
}
