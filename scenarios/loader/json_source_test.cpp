#include "scenarios/loader/json_source.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace faultline::scenarios;

namespace {

std::vector<std::string> problems(std::string_view text) {
  std::vector<InputError> errors;
  const auto source = read_json(text, "f", errors);
  std::vector<std::string> lines;
  for (const InputError& error : errors) lines.push_back(to_line(error));
  return lines;
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

bool readable(std::string_view text) {
  std::vector<InputError> errors;
  return read_json(text, "f", errors).has_value();
}

}  // namespace

TEST_CASE("each value and key has its line and column, in characters") {
  std::vector<InputError> errors;
  const std::string text = "{ \"ä\": [1,\n  /* é */ \"b\"], // rest\n\t\"c/~\": {} }";
  const auto source = read_json(text, "f", errors);
  REQUIRE(source.has_value());
  CHECK(errors.empty());
  CHECK(source->locations.at("/ä").key == Position{1, 3});
  CHECK(source->locations.at("/ä").value == Position{1, 8});
  CHECK(source->locations.at("/ä/1").value == Position{2, 11});
  CHECK(source->locations.at("/c~1~0").key == Position{3, 2});
  CHECK(source->document["ä"][1] == "b");
}

TEST_CASE("a byte order mark takes no column") {
  std::vector<InputError> errors;
  CHECK(read_json("\xef\xbb\xbf{}", "f", errors)->locations.at("").value == Position{1, 1});
}

TEST_CASE("equal keys are found, also when one is written with escapes") {
  CHECK(problems("{\"a\": 1,\n \"\\u0061\": 2}") ==
        std::vector<std::string>{"f:2:2: /a: \"a\" is given twice, first in line 1; expected each "
                                 "key once"});
  CHECK(problems("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}}").empty());
}

TEST_CASE("numbers are whole and within 2^53") {
  CHECK(problems("[9007199254740992, -9007199254740992, 0, -0]").empty());
  CHECK(problems("[9007199254740993]") ==
        std::vector<std::string>{
            "f:1:2: /0: 9007199254740993 is beyond ±2^53; expected a smaller number"});
  CHECK(problems("[-9007199254740993, 1e999, 0.5]").size() == 3);
  CHECK(readable("[1e999]"));
}

TEST_CASE("nesting ends at 32 levels, however deep the file is") {
  CHECK(problems(nested(32)).empty());
  const std::vector<std::string> expected = {"f:1:33: " + [] {
    std::string path;
    for (int i = 0; i < 32; ++i) path += "/0";
    return path;
  }() + ": nested too deep; expected at most 32 levels"};
  CHECK(problems(nested(33)) == expected);
  CHECK(problems(nested(200'000)) == expected);
}

TEST_CASE("text escapes are read, surrogate pairs included") {
  std::vector<InputError> errors;
  const auto source = read_json(R"({"\ud83d\ude00\u00e9\u20ac\n": 1})", "f", errors);
  REQUIRE(source.has_value());
  CHECK(source->locations.contains("/\xf0\x9f\x98\x80\xc3\xa9\xe2\x82\xac\n"));
}

// The scan must refuse at least what nlohmann refuses (an assertion inside says so), and no more.
TEST_CASE("the scan accepts a text exactly when nlohmann does") {
  const std::vector<std::string> pieces = {"{",           "}",           "[",
                                           "]",           ":",           ",",
                                           "\"a\"",       "\"b\"",       "1",
                                           "-",           "0",           "01",
                                           ".5",          "e3",          "E+2",
                                           "true",        "null",        "fals",
                                           " ",           "\n",          "/",
                                           "*",           "//c\n",       "/*c*/",
                                           "\"\\u00e9\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"",
                                           "\"\\x\"",     "\"\t\"",      "\"",
                                           "\xff",        "\xc3\xa9",    "\"\xc3\xa9\"",
                                           "\r"};
  rc::check("random pieces", [&] {
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
    std::string text;
    for (const std::string& piece : chosen) text += piece;
    const bool accepted = !nlohmann::json::parse(text, nullptr, false, true).is_discarded();
    // nlohmann does not look into comments, and has no bounds for numbers.
    if (accepted)
      RC_ASSERT(readable(text) || text.find('\xff') != std::string::npos);
    else
      RC_ASSERT(!readable(text) || !problems(text).empty());
    RC_CLASSIFY(accepted);
  });
  const std::string good = R"({"a": [1, {"b": "x\u00e9"}], /* c */ "d": {"e": null}} // f)";
  rc::check("one byte of a good text changed", [&] {
    std::string text = good;
    text[*rc::gen::inRange<std::size_t>(0, good.size())] =
        *rc::gen::elementOf(std::string("{}[]:,\"\\/*01.-eut \n\t\xc3"));
    const bool accepted = !nlohmann::json::parse(text, nullptr, false, true).is_discarded();
    if (accepted) RC_ASSERT(readable(text) || text.find('\xc3') != std::string::npos);
  });
}
