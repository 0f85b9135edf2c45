#include "scenarios/loader/monitor_log.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace faultline::scenarios {
namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

std::vector<LoggedCommand> good(std::string_view text) {
  std::vector<InputError> errors;
  auto commands = read_monitor_log(text, "m.log", "/workload/file", errors);
  for (const InputError& error : errors) UNSCOPED_INFO(to_line(error));
  CHECK(errors.empty());
  return commands;
}

std::vector<std::string> errors_of(std::string_view text) {
  std::vector<InputError> errors;
  (void)read_monitor_log(text, "m.log", "/workload/file", errors);
  std::vector<std::string> lines;
  for (const InputError& error : errors) lines.push_back(to_line(error));
  return lines;
}

std::string error_of(std::string_view line) {
  const auto errors = errors_of(line);
  REQUIRE(errors.size() == 1);
  const std::string before = "m.log:1:";
  REQUIRE(errors[0].starts_with(before));
  return errors[0].substr(before.size());
}

TEST_CASE("a log is read as redis-cli prints it") {
  const auto commands = good(
      "OK\n"
      "1339518083.107412 [0 127.0.0.1:60866] \"keys\" \"*\"\n"
      "1339518087.877697 [3 [::1]:60866] \"dbsize\"\n"
      "1339518087.877697 [0 unix:/tmp/redis.sock] \"set\" \"x\" \"\"\n");
  REQUIRE(commands.size() == 3);
  CHECK(commands[0].at == 0s);
  CHECK(commands[0].database == 0);
  CHECK(commands[0].client == "127.0.0.1:60866");
  CHECK(commands[0].command == Words{"keys", "*"});
  CHECK(commands[1].at == 4'770'285us);
  CHECK(commands[1].database == 3);
  CHECK(commands[1].client == "[::1]:60866");
  CHECK(commands[2].client == "unix:/tmp/redis.sock");
  CHECK(commands[2].command == Words{"set", "x", ""});
}

TEST_CASE("escapes are bytes again") {
  const auto commands = good(R"(1.000000 [0 a:1] "SET" "\"k\"" "\x00\xc3\xa9\n\r\t\a\b\\ ] [")");
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].command ==
        Words{"SET", "\"k\"", std::string("\0\xc3\xa9\n\r\t\a\b\\ ] [", 13)});
}

TEST_CASE("what scripts did is skipped and still counts as the first line") {
  const auto commands = good(
      "1.000000 [0 lua] \"set\" \"x\" \"1\"\n"
      "1.500000 [0 a:1] \"get\" \"x\"\n");
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].at == 500ms);
}

TEST_CASE("every bad line is an error at its first wrong character") {
  const std::string time = "expected a time such as 1339518083.107412";
  CHECK(error_of("hello") == "1: /workload/file: unexpected \"h\"; " + time);
  CHECK(error_of("1339518083 [0 a:1]") == "11: /workload/file: unexpected \" \"; " + time);
  CHECK(error_of("133951808312.107412 [0 a:1]") == "12: /workload/file: unexpected \"2\"; " + time);
  CHECK(error_of("1.10741 [0 a:1] \"x\"") ==
        "8: /workload/file: unexpected \" \"; expected 6 digits after the point");
  const std::string source = "expected a database and an address such as [0 127.0.0.1:60866]";
  CHECK(error_of("1.107412 0 a:1] \"x\"") == "10: /workload/file: unexpected \"0\"; " + source);
  CHECK(error_of("1.107412 [0 a:1 \"x\"") == "13: /workload/file: unexpected \"a\"; " + source);
  CHECK(error_of("1.107412 [0 a:1] x") ==
        "18: /workload/file: unexpected \"x\"; expected an argument in double quotes");
  CHECK(error_of("1.107412 [0 a:1] ") ==
        "18: /workload/file: the line ends here; expected an argument in double quotes");
  CHECK(error_of("1.107412 [0 a:1] \"x") ==
        "20: /workload/file: the line ends here; expected a closing double quote");
  CHECK(error_of("1.107412 [0 a:1] \"x\"\"y\"") ==
        "21: /workload/file: unexpected \"\"\"; expected a blank and another argument");
  CHECK(error_of("1.107412 [0 a:1] \"x\" ") ==
        "22: /workload/file: the line ends here; expected an argument in double quotes");
  const std::string escape = R"(expected one of \\ \" \n \r \t \a \b \xNN)";
  CHECK(error_of(R"(1.107412 [0 a:1] "\q")") == "19: /workload/file: unexpected \"\\\"; " + escape);
  CHECK(error_of(R"(1.107412 [0 a:1] "\x1g")") ==
        "19: /workload/file: unexpected \"\\\"; " + escape);
  CHECK(error_of("1.107412 [0 a:1] \"\t\"") ==
        "19: /workload/file: unexpected \"\\u0009\"; expected printable ASCII or an escape");
}

TEST_CASE("lines that go back in time are errors, and all bad lines are reported") {
  CHECK(errors_of("1.000002 [0 a:1] \"x\"\nOK\n1.000001 [0 a:1] \"x\"\n1.000002 [0 a:1] \"x\"\n") ==
        Words{"m.log:2:1: /workload/file: unexpected \"O\"; expected a time such as "
              "1339518083.107412",
              "m.log:3:1: /workload/file: earlier than the line before; expected times that never "
              "go back"});
}

TEST_CASE("a file that is no log at all is given up after twenty lines") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "nothing\n";
  CHECK(errors_of(text).size() == 20);
}

}  // namespace
}  // namespace faultline::scenarios
