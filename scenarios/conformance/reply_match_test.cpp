#include "scenarios/conformance/reply_match.h"

#include <catch2/catch.hpp>

using namespace faultline;
using namespace faultline::scenarios::conformance;

namespace {

bool same(const engine::Arguments& command, const Json& expected, const Json& seen,
          const ExpectedReply& how = {}, Candidates candidates = {}) {
  return ReplyMatch(command, how, std::move(candidates)).matches(expected, seen);
}

Json list(std::initializer_list<const char*> texts) {
  Json result = Json::array();
  for (const char* text : texts) result.push_back(text);
  return result;
}

}  // namespace

TEST_CASE("replies are compared by value and type") {
  CHECK(same({"GET", "k"}, "7", "7"));
  CHECK_FALSE(same({"GET", "k"}, 7, "7"));
  CHECK(same({"GET", "k"}, nullptr, nullptr));
  CHECK_FALSE(same({"GET", "k"}, nullptr, ""));
  CHECK(same({"LRANGE", "l", "0", "-1"}, list({"a", "b"}), list({"a", "b"})));
  CHECK_FALSE(same({"LRANGE", "l", "0", "-1"}, list({"a", "b"}), list({"b", "a"})));
}

TEST_CASE("replies of sets are multisets, those of HGETALL pairs") {
  CHECK(same({"smembers", "s"}, list({"a", "b"}), list({"b", "a"})));
  CHECK_FALSE(same({"SMEMBERS", "s"}, list({"a", "b"}), list({"b", "a", "a"})));
  CHECK(same({"HGETALL", "h"}, list({"f", "1", "g", "2"}), list({"g", "2", "f", "1"})));
  CHECK_FALSE(same({"HGETALL", "h"}, list({"f", "1", "g", "2"}), list({"g", "1", "f", "2"})));
}

TEST_CASE("an error is matched by how it begins, an empty one by any error") {
  const Json wrong_type = {{"error", "WRONGTYPE Operation against a key"}};
  CHECK(same({"INCR", "k"}, {{"error", "WRONGTYPE"}}, wrong_type));
  CHECK(same({"INCR", "k"}, {{"error", ""}}, wrong_type));
  CHECK(same({"INCR", "k"}, "-WRONGTYPE Operation", wrong_type));
  CHECK_FALSE(same({"INCR", "k"}, {{"error", "ERR"}}, wrong_type));
  CHECK_FALSE(same({"INCR", "k"}, {{"error", ""}}, 1));
  CHECK_FALSE(same({"GET", "k"}, "v", wrong_type));
  CHECK(same({"GET", "k"}, "-5", "-5"));
}

TEST_CASE("text in parentheses is no answer, whatever the reason was") {
  CHECK(same({"GET", "k"}, "(connection: closed by server)", "(connection closed)"));
  CHECK_FALSE(same({"GET", "k"}, "(client timeout after 8s)", "v"));
  CHECK_FALSE(same({"GET", "k"}, "v", "(connection closed)"));
}

TEST_CASE("what a command draws must be one of the candidates") {
  CHECK(same({"SPOP", "s"}, "a", "b", {}, {"a", "b"}));
  CHECK_FALSE(same({"SPOP", "s"}, "a", "c", {}, {"a", "b"}));
  CHECK(same({"SPOP", "s", "2"}, list({"a", "b"}), list({"b", "c"}), {}, {"a", "b", "c"}));
  CHECK_FALSE(same({"SPOP", "s", "2"}, list({"a", "b"}), list({"b"}), {}, {"a", "b", "c"}));
}

TEST_CASE("times to live fit within a quarter, deadlines within 5 ms") {
  CHECK(same({"TTL", "k"}, 1000, 800));
  CHECK_FALSE(same({"TTL", "k"}, 1000, 740));
  CHECK_FALSE(same({"TTL", "k"}, -1, 800));
  CHECK_FALSE(same({"TTL", "k"}, 1000, -1));
  CHECK(same({"PEXPIRETIME", "k"}, 301000, 301004));
  CHECK_FALSE(same({"PEXPIRETIME", "k"}, 301000, 301006));
}

TEST_CASE("a step of a scan finds its elements in any order, with their values") {
  const Json step = Json::array({"0", Json::array({"x", "1", "y", "2"})});
  CHECK(same({"ZSCAN", "z", "0"}, step, Json::array({"0", Json::array({"y", "2", "x", "1"})})));
  CHECK_FALSE(
      same({"ZSCAN", "z", "0"}, step, Json::array({"0", Json::array({"y", "1", "x", "2"})})));
  CHECK(same({"SCAN", "0"}, step, Json::array({"0", Json::array({"2", "y", "x", "1"})})));
  CHECK_FALSE(same({"SCAN", "0"}, step, Json::array({"7", Json::array({"2", "y", "x", "1"})})));
}

TEST_CASE("views compare numbers, documents, names and ids") {
  CHECK(same({"GET", "k"}, "0.75", "0.7500000000001", {.view = "number"}));
  CHECK(same({"ZSCORE", "z", "m"}, "inf", "inf", {.view = "number"}));
  CHECK_FALSE(same({"ZSCORE", "z", "m"}, "inf", "-inf", {.view = "number"}));
  CHECK(same({"JSON.GET", "d", "."}, R"({"a":1,"b":2})", R"({"b": 2, "a": 1})", {.view = "json"}));
  CHECK(same({"XINFO", "GROUPS", "x"}, list({"g"}),
             Json::array({Json::array({"name", "g", "consumers", 0})}), {.view = "names"}));
  const Json entry = Json::array({"1-1", list({"f", "v"})});
  CHECK(same({"XRANGE", "x", "-", "+"}, list({"1-1"}), Json::array({entry}), {.view = "ids"}));
}

TEST_CASE("a stamp of the timestamp mode matches any stamp, and none only none") {
  CHECK(same({"ZSCORE", "._add-set", "k"}, "1795551073462", "1234"));
  CHECK_FALSE(same({"ZSCORE", "._add-set", "k"}, "1795551073462", "0"));
  CHECK_FALSE(same({"ZSCORE", "._add-set", "k"}, "0", "1234"));
  CHECK_FALSE(same({"ZSCORE", "z", "k"}, "1795551073462", "1234"));
}

TEST_CASE("the first of a reply and its alternatives that fits is told") {
  const ExpectedReply expected{.reply = Json("a"), .alternatives = {"b", {{"error", "ERR"}}}};
  const ReplyMatch match({"GET", "k"}, expected, {});
  CHECK(which_expected(expected, match, "a") == 0U);
  CHECK(which_expected(expected, match, "b") == 1U);
  CHECK(which_expected(expected, match, {{"error", "ERR x"}}) == 2U);
  CHECK_FALSE(which_expected(expected, match, "c").has_value());
}

TEST_CASE("a latency fits within 50 ms and 2 percent") {
  using std::chrono::milliseconds;
  CHECK(latency_fits(milliseconds(25200), milliseconds(25700)));
  CHECK_FALSE(latency_fits(milliseconds(25200), milliseconds(25800)));
  CHECK_FALSE(latency_fits(milliseconds(5200), milliseconds(5000)));
}
