// What the author of a scenario is told of settings and commands that mean less than they seem to.
#include "engine/dynomite/advice.h"

#include <catch2/catch.hpp>

#include "engine/dynomite/dynomite.h"

namespace faultline::engine::dynomite {
namespace {

ParameterValues options(std::string_view conflict, std::string_view level) {
  ParameterValues values;
  for (const Parameter& parameter : dynomite_engine().parameters) {
    std::string text(parameter.default_text);
    if (text.starts_with('"')) text = text.substr(1, text.size() - 2);
    switch (parameter.unit) {
      case ParameterUnit::kInteger:
        values[std::string(parameter.name)] = {std::int64_t{std::stoll(text)}};
        break;
      case ParameterUnit::kBoolean:
        values[std::string(parameter.name)] = {text == "true"};
        break;
      case ParameterUnit::kDuration:
        values[std::string(parameter.name)] = {Duration(std::chrono::seconds(30))};
        break;
      case ParameterUnit::kHosts:
        values[std::string(parameter.name)] = {Names{}};
        break;
      default:
        values[std::string(parameter.name)] = {text};
    }
  }
  values["conflict"] = {std::string(conflict)};
  values["read"] = {std::string(level)};
  values["write"] = {std::string(level)};
  return values;
}

std::vector<std::string> advice_on(std::string_view conflict, std::string_view level,
                                   std::size_t racks, std::vector<Arguments> commands = {}) {
  const ParameterValues values = options(conflict, level);
  return advice({values, racks, commands});
}

TEST_CASE("nothing is said of a cluster that does what its settings say") {
  CHECK(advice_on("arrival_order", "DC_ONE", 5, {{"SET", "k", "v"}}).empty());
  CHECK(
      advice_on("timestamp", "DC_QUORUM", 3, {{"dyno_config:conn_consistency", "DC_ONE"}}).empty());
}

TEST_CASE("stamps without a quorum have no effect, and the author is told") {
  REQUIRE(advice_on("timestamp", "DC_ONE", 3).size() == 1);
  CHECK_THAT(advice_on("timestamp", "DC_ONE", 3)[0], Catch::Contains("has no effect"));
}

TEST_CASE("a quorum over more racks than the real program has room for is told") {
  REQUIRE(advice_on("arrival_order", "DC_QUORUM", 4).size() == 1);
  CHECK_THAT(advice_on("arrival_order", "DC_QUORUM", 4)[0], Catch::Contains("more than 3 racks"));
}

TEST_CASE("a command that ends its connection is told once, with the reason") {
  const auto lines = advice_on("arrival_order", "DC_ONE", 1,
                               {{"rename", "a", "b"},
                                {"RENAME", "c", "d"},
                                {"HSET", "h", "f", "v", "g", "w"},
                                {"LPUSH", "l", "x"},
                                {"QUIT"}});
  REQUIRE(lines.size() == 3);
  CHECK_THAT(lines[0], Catch::Contains("RENAME") && Catch::Contains("no such command"));
  CHECK_THAT(lines[1], Catch::Contains("another number of arguments"));
  CHECK_THAT(lines[2], Catch::Contains("LPUSH") && Catch::Contains("has not got it yet"));
}

}  // namespace
}  // namespace faultline::engine::dynomite
