#include "scenarios/commands/output_file.h"

#include "scenarios/program_fixture.h"

namespace faultline::scenarios {

TEST_CASE("a file takes the place of what was there, byte by byte") {
  const Workshop workshop;
  const std::string bytes("a\0b\n", 4);
  CHECK(refuse_file("new.png").empty());
  CHECK(write_file("new.png", "something longer").empty());
  CHECK(write_file("new.png", bytes).empty());
  CHECK(Workshop::read("new.png") == bytes);
}

TEST_CASE("a folder, or a file in a folder that is not there, is refused before it is written") {
  const Workshop workshop;
  std::filesystem::create_directory("folder");
  CHECK(refuse_file("folder") == "\"folder\" is a folder");
  CHECK(refuse_file("none/x.svg") == "\"none/x.svg\" cannot be written: there is no such folder");
  CHECK(write_file("none/x.svg", "x") == "\"none/x.svg\" cannot be written");
}

}  // namespace faultline::scenarios
