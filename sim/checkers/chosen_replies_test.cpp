#include "sim/checkers/chosen_replies.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

using engine::bulk_reply;
using engine::Reply;

Reply list(const std::vector<engine::Bytes>& texts) {
  std::vector<Reply> replies;
  for (const engine::Bytes& text : texts) replies.push_back(bulk_reply(text));
  return {std::move(replies)};
}

const Reply kAll = list({"a", "b", "c"});

}  // namespace

TEST_CASE("what is drawn from what is there could be an answer") {
  CHECK(could_be_drawn({"SPOP", "s"}, bulk_reply("a"), bulk_reply("c"), kAll));
  CHECK(could_be_drawn({"SPOP", "s", "2"}, list({"a", "b"}), list({"c", "a"}), kAll));
  CHECK(could_be_drawn({"SRANDMEMBER", "s", "-2"}, list({"a", "b"}), list({"c", "c"}), kAll));
  const Reply pairs = list({"f", "1", "g", "2"});
  CHECK(could_be_drawn({"HRANDFIELD", "h", "1", "WITHVALUES"}, list({"f", "1"}), list({"g", "2"}),
                       pairs));
}

TEST_CASE("what is not there, too much of it, or the same twice could not be drawn") {
  CHECK_FALSE(could_be_drawn({"SPOP", "s"}, bulk_reply("a"), bulk_reply("d"), kAll));
  CHECK_FALSE(could_be_drawn({"SPOP", "s"}, bulk_reply("a"), engine::nil_reply(), kAll));
  CHECK_FALSE(could_be_drawn({"SPOP", "s", "2"}, list({"a", "b"}), list({"c"}), kAll));
  CHECK_FALSE(could_be_drawn({"SPOP", "s", "2"}, list({"a", "b"}), list({"c", "c"}), kAll));
  const Reply pairs = list({"f", "1", "g", "2"});
  CHECK_FALSE(could_be_drawn({"HRANDFIELD", "h", "1", "WITHVALUES"}, list({"f", "1"}),
                             list({"f", "2"}), pairs));
}

TEST_CASE("each command that chooses has one that answers all") {
  for (const engine::CommandKind& kind : engine::command_kinds()) {
    if (!kind.chooses) continue;
    INFO(kind.name);
    const engine::Arguments all = all_to_choose_from(kind, {kind.name, "key", "1", "WITHVALUES"});
    CHECK(engine::find_command(all[0].view()) != nullptr);
  }
}

}  // namespace faultline::sim
