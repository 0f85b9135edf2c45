#include "engine/dynomite/reply_quorum.h"

#include <catch2/catch.hpp>

namespace faultline::engine::dynomite {
namespace {

ReplicaReply says(const char* text, NodeNumber node = 0) {
  return {bulk_reply(text), node, ProcessId(static_cast<std::uint32_t>(node))};
}
ReplicaReply fails(const char* text) {
  return {error_reply(text), 0, std::nullopt};
}

}  // namespace

TEST_CASE("two equal replies of three are enough") {
  ReplyQuorum quorum(3);
  quorum.add(says("A", 2));
  CHECK_FALSE(quorum.done());
  quorum.add(says("A", 1));
  CHECK(quorum.done());
  CHECK_FALSE(quorum.complete());
  REQUIRE(quorum.agreed() != nullptr);
  CHECK(quorum.agreed()->node == 2);  // the first to come
}

TEST_CASE("two replies that differ wait for the third, which decides") {
  ReplyQuorum quorum(3);
  quorum.add(says("A", 0));
  quorum.add(says("B", 1));
  CHECK_FALSE(quorum.done());
  quorum.add(says("B", 2));
  CHECK(quorum.done());
  REQUIRE(quorum.agreed() != nullptr);
  CHECK(quorum.agreed()->node == 1);
}

TEST_CASE("three that differ are no quorum, and no error either") {
  ReplyQuorum quorum(3);
  for (const char* text : {"A", "B", "C"}) quorum.add(says(text));
  CHECK(quorum.done());
  CHECK(quorum.reached());
  CHECK(quorum.agreed() == nullptr);
}

TEST_CASE("a quorum that errors have made impossible is known before the last answer") {
  ReplyQuorum quorum(3);
  quorum.add(fails("ERR first"));
  CHECK_FALSE(quorum.done());
  quorum.add(fails("ERR second"));
  CHECK(quorum.done());
  CHECK_FALSE(quorum.reached());
  CHECK(quorum.error() == error_reply("ERR first"));
}

TEST_CASE("one error of three leaves the others to agree") {
  ReplyQuorum quorum(3);
  quorum.add(fails("ERR down"));
  quorum.add(says("A"));
  CHECK_FALSE(quorum.done());
  quorum.add(says("A"));
  CHECK(quorum.done());
  CHECK(quorum.complete());
}

TEST_CASE("of two racks both must agree, of one it alone is the quorum") {
  ReplyQuorum two(2);
  two.add(says("A"));
  CHECK_FALSE(two.done());
  two.add(says("B"));
  CHECK(two.done());
  CHECK(two.agreed() == nullptr);
  ReplyQuorum one(1);
  one.add(says("A"));
  CHECK(one.done());
  CHECK(one.agreed() != nullptr);
}

TEST_CASE("garbled replies equal nothing, not even each other") {
  ReplyQuorum quorum(3);
  for (int i = 0; i < 3; ++i) {
    ReplicaReply reply = says("A");
    reply.garbled = true;
    quorum.add(reply);
  }
  CHECK(quorum.done());
  CHECK(quorum.agreed() == nullptr);
}

TEST_CASE("levels are found in any case, and nothing else is one") {
  CHECK(find_consistency("dc_safe_quorum") == Consistency::kDcSafeQuorum);
  CHECK(find_consistency("DC_EACH_SAFE_QUORUM") == Consistency::kDcEachSafeQuorum);
  CHECK(find_consistency("QUORUM") == std::nullopt);
}

}  // namespace faultline::engine::dynomite
