#include "engine/base/assert.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace faultline::engine {
namespace {

struct Caught {
  std::string text;
  int line;
};
[[noreturn]] void throw_caught(const AssertionFailure& failure) {
  throw Caught{describe(failure), failure.line};
}

}  // namespace

TEST_CASE("a failing assertion reaches the handler with condition, reason and place") {
  const AssertionHandler before = set_assertion_handler(throw_caught);
  const int two = 2;
  int line = 0;
  try {
    line = __LINE__ + 1;
    FL_ASSERT(two == 3, "numbers keep their value");
    FAIL("the assertion passed");
  } catch (const Caught& caught) {
    CHECK(caught.line == line);
    CHECK(caught.text.find("assert_test.cpp:" + std::to_string(line)) != std::string::npos);
    CHECK(caught.text.find("numbers keep their value (two == 3)") != std::string::npos);
  }
  CHECK(set_assertion_handler(before) == &throw_caught);
}

TEST_CASE("an assertion that holds evaluates its condition once and calls nobody") {
  const AssertionHandler before = set_assertion_handler(throw_caught);
  int evaluated = 0;
  CHECK_NOTHROW([&] { FL_ASSERT(++evaluated > 0, "counting works"); }());
  CHECK(evaluated == 1);
  set_assertion_handler(before);
}

TEST_CASE("an assertion is one statement") {
  const bool branch = false;
  bool other = false;
  if (branch)
    FL_ASSERT(false, "not reached");
  else
    other = true;
  CHECK(other);
}

}  // namespace faultline::engine
