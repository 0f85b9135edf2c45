// Expectations are those of KEYS of a real Redis 7.0.15.

#include "engine/commands/glob.h"

#include <catch2/catch.hpp>
#include <string>

namespace faultline::engine {

TEST_CASE("a star takes any bytes, a question mark one") {
  CHECK(glob_matches("*", ""));
  CHECK_FALSE(glob_matches("**", ""));
  CHECK(glob_matches("*", "abc"));
  CHECK(glob_matches("**", "abc"));
  CHECK(glob_matches("a*c", "abbc"));
  CHECK(glob_matches("a*c", "ac"));
  CHECK(glob_matches("*b*b", "abcbcb"));
  CHECK_FALSE(glob_matches("*b*b", "abc"));
  CHECK(glob_matches("?b?", "abc"));
  CHECK_FALSE(glob_matches("?", ""));
  CHECK_FALSE(glob_matches("???", "ab"));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK(glob_matches("", ""));
  CHECK_FALSE(glob_matches("a", "A"));
}

TEST_CASE("a class matches one byte of it, or with ^ one that is not") {
  CHECK(glob_matches("[abc]", "b"));
  CHECK_FALSE(glob_matches("[abc]", "d"));
  CHECK_FALSE(glob_matches("[abc]", ""));
  CHECK_FALSE(glob_matches("[^abc]", "b"));
  CHECK(glob_matches("[^abc]", "d"));
  CHECK(glob_matches("[b-d]x", "cx"));
  CHECK(glob_matches("[d-b]x", "cx"));
  CHECK_FALSE(glob_matches("[b-d]x", "ax"));
  CHECK(glob_matches("[a^]", "^"));
  CHECK_FALSE(glob_matches("[]", "a"));
  CHECK(glob_matches("[^]", "a"));
}

TEST_CASE("ranges end with whatever byte follows, and compare bytes as signed") {
  CHECK(glob_matches("[a-]", "_"));
  CHECK_FALSE(glob_matches("[a-]", "-"));
  CHECK(glob_matches("[a-", "-"));
  CHECK(glob_matches("[\x80-\x7f]", "a"));
  CHECK_FALSE(glob_matches("[a-\xff]", "b"));
}

TEST_CASE("a class that nobody closes ends with the pattern") {
  CHECK(glob_matches("[ab", "b"));
  CHECK(glob_matches("x[ab", "xa"));
  CHECK_FALSE(glob_matches("[ab", "bc"));
  CHECK_FALSE(glob_matches("[", "["));
  CHECK(glob_matches("[^", "a"));
}

TEST_CASE("a backslash takes the next byte as it is") {
  CHECK(glob_matches("\\*", "*"));
  CHECK_FALSE(glob_matches("\\*", "a"));
  CHECK(glob_matches("[\\]]", "]"));
  CHECK(glob_matches("[\\^a]", "^"));
  CHECK(glob_matches("a\\", "a\\"));
  CHECK(glob_matches("[\\", "\\"));
}

TEST_CASE("a pattern of many stars takes no longer than the product of the lengths") {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern += "a*";
  CHECK_FALSE(glob_matches(pattern + "b", std::string(10'000, 'a')));
}

}  // namespace faultline::engine
