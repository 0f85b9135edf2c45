// What is told of a key, from histories written by hand.
#include "reports/story/key_story.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::reports {

namespace {

using engine::Arbitration;
using engine::integer_reply;
using engine::ok_reply;
using engine::string::Write;
using sim::HandHistory;

KeyStory told_of(HandHistory& history, const KeyStoryWish& wish = {}) {
  history.history().close(engine::Instant());
  return key_story(history.history(), "dynomite", "k", wish);
}

std::string said(const KeyStory& story, std::uint64_t operation, const std::string& label) {
  for (const OperationStory& each : story.told)
    for (const StoryLine& line : each.lines)
      if (each.operation == operation && line.label == label) return line.text;
  return "nothing";
}

std::vector<std::uint64_t> numbers_of(const KeyStory& story) {
  std::vector<std::uint64_t> numbers;
  for (const OperationStory& each : story.told) numbers.push_back(each.operation);
  return numbers;
}

// Two writes, each of which reaches the other side after the other one ran there.
HandHistory crossing_writes() {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 0, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.arrive(2, 0, 0, "k", Write{"b", {}});
  history.contents(0, "k", sim::text_of("b"));
  history.contents(1, "k", sim::text_of("a"));
  return history;
}

// So many additions at one side, none of which reaches the other one.
HandHistory additions_that_stay(std::size_t count) {
  std::vector<engine::Arguments> commands;
  for (std::size_t i = 0; i < count; ++i) commands.push_back({"SADD", "k", std::to_string(i)});
  HandHistory history(Arbitration::kArrivalOrder, commands);
  for (std::size_t i = 0; i < count; ++i)
    history.run(i + 1, 0, integer_reply(1), 0,
                {{"k", engine::set::Add{engine::Bytes(std::to_string(i))}}});
  return history;
}

}  // namespace

TEST_CASE("a key's story says what replicas show, and of each loss where, to whom and why") {
  HandHistory history = crossing_writes();
  const KeyStory story = told_of(history);
  CHECK(story.summary == "2 updates: 2 diverged_order");
  REQUIRE(story.shown.size() == 2);
  CHECK(story.shown[0].label + ": " + story.shown[0].text == "eu/replica: b");
  CHECK(story.shown[1].label + ": " + story.shown[1].text == "us/replica: a");
  CHECK(numbers_of(story) == std::vector<std::uint64_t>{1, 2});
  CHECK(said(story, 1, "fate") == "overwritten at some replicas only (diverged_order)");
  CHECK(said(story, 1, "client") == "c0 in eu, asked at 0 s, answered OK after 3 ns");
  CHECK(said(story, 1, "ran") == "at eu/replica at 0 s; its clock was right");
  CHECK(said(story, 2, "had seen") ==
        "nothing of this key; not operation 1, which had run 3 ns before at eu/replica");
  CHECK(said(story, 1, "arrived") == "at us/replica after 6 ns.");
  CHECK(said(story, 1, "at the end") ==
        "shown at us/replica, overwritten by operation 2 at eu/replica");
  CHECK(said(story, 1, "lost to") ==
        "operation 2, SET k b by c1 in eu at 0 s; neither had seen the other.");
  CHECK_THAT(said(story, 1, "rule"), Catch::StartsWith("the command that arrives last stays"));
  CHECK_THAT(said(story, 1, "what if"), Catch::Contains("in one order would have agreed"));
  CHECK(said(story, 2, "rule") == "as for operation 1");
  CHECK(story.rest.empty());
  CHECK(story.diagram.operations.size() == 2);
}

TEST_CASE("of many losses twelve are told, and how to see another") {
  HandHistory history = additions_that_stay(20);
  const KeyStory story = told_of(history);
  CHECK(story.told.size() == 12);
  CHECK(story.rest == "8 more: 8 diverged_missing");
  CHECK(story.another == 13);
  const std::string text = key_story_text(story, "faultline explain DIR k");
  CHECK_THAT(text, Catch::StartsWith("Dynomite, key k, 20 updates: 20 diverged_missing.\n") &&
                       Catch::Contains("and 8 more: 8 diverged_missing; to see one:\n"
                                       "  faultline explain DIR k --operation 13\n"));
}

TEST_CASE("where nothing is lost a few of the last are told") {
  std::vector<engine::Arguments> commands(20, {"SET", "k", "v"});
  HandHistory history(Arbitration::kArrivalOrder, commands);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const engine::Bytes value(std::to_string(i));
    history.run(i + 1, 0, ok_reply(), 0, {{"k", Write{value, {}}}});
    history.arrive(i + 1, 0, 1, "k", Write{value, {}});
  }
  const KeyStory story = told_of(history);
  CHECK(story.summary == "20 updates: 1 kept, 19 superseded");
  CHECK(numbers_of(story) == std::vector<std::uint64_t>{18, 19, 20});
  CHECK(said(story, 20, "fate") == "kept");
  CHECK(said(story, 19, "replaced by") ==
        "operation 20, SET k v by c19 in eu at 0 s; it had seen this one.");
  CHECK(story.rest == "17 more: 17 superseded");
}

TEST_CASE("a loss of each kind is told before many of one kind") {
  HandHistory history = additions_that_stay(15);
  history.history().close(engine::Instant());
  KeyStoryWish wish;
  wish.most = 2;
  CHECK(numbers_of(key_story(history.history(), "dynomite", "k", wish)) ==
        std::vector<std::uint64_t>{1, 2});

  std::vector<engine::Arguments> commands(3, {"SADD", "k", "x"});
  HandHistory both(Arbitration::kArrivalOrder, commands);
  both.run(1, 0, integer_reply(1), 0, {{"k", engine::set::Add{"x"}}});
  both.run(2, 0, integer_reply(1), 0, {{"k", engine::set::Add{"y"}}});
  both.run(3, 1, integer_reply(1), 0, {{"k", engine::set::Add{"z"}}});
  both.history().close(engine::Instant());
  CHECK(numbers_of(key_story(both.history(), "dynomite", "k", wish)) ==
        std::vector<std::uint64_t>{1, 3});
}

TEST_CASE("the updates of one command are told apart where their fates differ") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SADD", "k", "x", "y z"}});
  history.run(1, 0, integer_reply(2), 0,
              {{"k", engine::set::Add{"x"}}, {"k", engine::set::Add{"y z"}}});
  history.arrive(1, 1, 1, "k", engine::set::Add{"y z"});
  const KeyStory story = told_of(history);
  REQUIRE(story.told.size() == 2);
  CHECK(story.told[0].lines[0].text == "x: missing at some replicas (diverged_missing)");
  CHECK(story.told[1].lines[0].text == "\"y z\": kept");
}

TEST_CASE("an error that leaves open what became of its operation is not called silence") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "v"}, {"SET", "k", "w"}});
  history.fail(1, engine::output::Outcome::kIndeterminate);
  const KeyStory story = told_of(history);
  CHECK(said(story, 1, "fate") ==
        "its answer leaves open whether it ran, absent at the end (indeterminate_absent)");
  CHECK(said(story, 1, "ran") == "nowhere");
  CHECK(said(story, 2, "fate") == "never answered, absent at the end (indeterminate_absent)");
  CHECK(said(story, 2, "client") == "c1 in eu, asked at 0 s, never answered");
  CHECK(story.shown.empty());
}

TEST_CASE("a read is told with what its replica knew and what it did not") {
  HandHistory history(Arbitration::kConflictFree,
                      {{"SET", "k", "v"}, {"SET", "k", "w"}, {"GET", "k"}});
  history.run(1, 0, ok_reply(), 1, {{"k", Write{"v", {}}}});
  history.arrive(1, 0, 1, "k");
  history.run(2, 0, ok_reply(), 2, {{"k", Write{"w", {}}}});
  history.run(3, 1, engine::bulk_reply("v"), 0, {});
  KeyStoryWish wish;
  wish.operation = 2;
  const KeyStory story = told_of(history, wish);
  CHECK(numbers_of(story) == std::vector<std::uint64_t>{3});
  CHECK(said(story, 3, "client") == "c2 in eu, asked at 0 s, answered \"v\" after 9 ns");
  CHECK(said(story, 3, "had seen") ==
        "operation 1; not operation 2, which had run 3 ns before at eu/replica");
  CHECK(said(story, 3, "fate") == "nothing");
  CHECK(story.diagram.operations.size() == 3);
}

TEST_CASE("a copy that a crash took, and one that was taken twice, are told") {
  HandHistory history(Arbitration::kArrivalOrder, {{"INCR", "k"}});
  history.run(1, 0, integer_reply(1), 0, {{"k", engine::string::Increment{1}}});
  history.arrive(1, 0, 1, "k", engine::string::Increment{1});
  history.arrive(1, 0, 1, "k", engine::string::Increment{1});
  history.crash(0);
  history.disturb(sim::Down{engine::HostId(0), "", {}});
  CHECK_THAT(said(told_of(history), 1, "arrived"),
             Catch::Contains("It was taken 2 times at us/replica.") &&
                 Catch::Contains("eu/replica lost it at 0 s, when it went down."));
}

TEST_CASE("the keys of a run are those that commands name and those that replicas hold") {
  HandHistory history(Arbitration::kArrivalOrder, {{"MGET", "a", "b"}, {"SET", "c", "v"}});
  history.run(2, 0, ok_reply(), 0, {{"c", Write{"v", {}}}});
  CHECK(all_keys(history.history()) == std::vector<engine::Bytes>{"a", "b", "c"});
  CHECK(names_key(history.history(), 0, "b"));
  CHECK_FALSE(names_key(history.history(), 0, "c"));
  CHECK_FALSE(names_key(history.history(), 2, "c"));
  CHECK(what_it_is(history.history(), 0) == "is MGET a b, which does not name the key");
  CHECK(what_it_is(history.history(), 2) == "does not exist: the run has 2 operations");
}

}  // namespace faultline::reports
