#include "scenarios/colour.h"

#include <catch2/catch.hpp>
#include <map>

namespace faultline::scenarios {
namespace {

bool wants(bool terminal, std::map<std::string, std::string> variables) {
  return wants_colours(terminal, [&variables](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

std::string without_colours(std::string text) {
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b'))
    text.erase(at, text.find('m', at) - at + 1);
  return text;
}

TEST_CASE("colours are for terminals that know them, unless NO_COLOR is set to anything") {
  CHECK(wants(true, {{"TERM", "xterm"}}));
  CHECK(wants(true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}));
  CHECK_FALSE(wants(false, {{"TERM", "xterm"}}));
  CHECK_FALSE(wants(true, {{"TERM", "xterm"}, {"NO_COLOR", "0"}}));
  CHECK_FALSE(wants(true, {{"TERM", "dumb"}}));
  CHECK_FALSE(wants(true, {}));
}

TEST_CASE("a verdict keeps its word when it gets a colour, and other words get none") {
  CHECK(coloured("held", "held", true) == "\x1b[32mheld\x1b[0m");
  CHECK(coloured("failed", "failed", true) == "\x1b[31mfailed\x1b[0m");
  CHECK(coloured("unknown", "unknown", true) == "\x1b[33munknown\x1b[0m");
  CHECK(coloured("held", "held", false) == "held");
  CHECK(coloured("ok", "ok", true) == "ok");
}

TEST_CASE("of the counts of a run those above zero have their verdict's colour") {
  CHECK(tally_text({6, 0, 0}, false) == "6 held, 0 failed, 0 unknown");
  CHECK(tally_text({6, 0, 1}, true) == "\x1b[32m6 held\x1b[0m, 0 failed, \x1b[33m1 unknown\x1b[0m");
  CHECK(tally_text({0, 2, 0}, true) == "0 held, \x1b[31m2 failed\x1b[0m, 0 unknown");
}

TEST_CASE(
    "the table shows in colour who lost something and who does not agree, and says the same") {
  const std::string table =
      "                 active_active  dynomite       other\n"
      "lost_concurrent              0         7           0\n"
      "lost                         0     1,877           0\n"
      "converged                  yes        no  not measured\n";
  CHECK(coloured_table(table, false) == table);
  const std::string shown = coloured_table(table, true);
  CHECK(without_colours(shown) == table);
  CHECK(shown.find("lost_concurrent              0         7") != std::string::npos);
  CHECK(shown.find("\x1b[32m0\x1b[0m     \x1b[31m1,877\x1b[0m") != std::string::npos);
  CHECK(shown.find("\x1b[32myes\x1b[0m        \x1b[31mno\x1b[0m  not measured\n") !=
        std::string::npos);
}

}  // namespace
}  // namespace faultline::scenarios
