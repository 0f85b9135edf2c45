#include "engine/dynomite/stamp_scripts.h"

#include <catch2/catch.hpp>

namespace faultline::engine::dynomite {
namespace {

// One Redis that is sent stamped commands.
class StampedRedis {
 public:
  Reply at(Stamp stamp, Arguments command, Script script = Script::kStamped) {
    Effects effects;
    const Carried carried{{}, std::move(command), {}, script, stamp};
    ScriptOutcome outcome = run_script(carried, keys_, WallTime(), random_, effects);
    stamped = outcome.stamped;
    return outcome.reply;
  }
  Reply plain(const Arguments& command) {
    Effects effects;
    Reply reply = run_command({command, PlainView(keys_, {}), {}, effects, random_});
    for (const Effect& effect : effects.list()) keys_.apply(effect.key, effect.change);
    return reply;
  }
  // "E 5 v": status, stamp and value of a stamped read.
  std::string read(const Arguments& command) {
    const Reply reply = at(99, command);
    const auto& parts = std::get<std::vector<Reply>>(reply.value);
    std::string text;
    for (const Reply& part : parts) {
      if (const auto* bulk = std::get_if<Bytes>(&part.value))
        text += std::string(bulk->view());
      else if (const auto* number = std::get_if<std::int64_t>(&part.value))
        text += std::to_string(*number);
      else
        text += "-";
      text += " ";
    }
    text.pop_back();
    return text;
  }
  std::vector<std::uint32_t> stamped;

 private:
  PlainKeyspace keys_;
  Prng random_{1};
};

}  // namespace

TEST_CASE("an older SET answers -1 and does nothing, and an equally old one wins") {
  StampedRedis redis;
  CHECK(redis.at(5, {"SET", "k", "a"}) == ok_reply());
  CHECK(redis.stamped == std::vector<std::uint32_t>{0});
  CHECK(redis.at(4, {"SET", "k", "b"}) == integer_reply(-1));
  CHECK(redis.stamped.empty());
  CHECK(redis.read({"GET", "k"}) == "E 5 a");
  CHECK(redis.at(5, {"SET", "k", "c"}) == ok_reply());
  CHECK(redis.read({"GET", "k"}) == "E 5 c");
}

TEST_CASE("a stamp of zero loses against any other") {
  StampedRedis redis;
  CHECK(redis.at(0, {"SET", "k", "a"}) == ok_reply());
  CHECK(redis.read({"GET", "k"}) == "E 0 a");
  CHECK(redis.at(7, {"SET", "k", "b"}) == ok_reply());
  CHECK(redis.at(0, {"SET", "k", "c"}) == integer_reply(-1));
}

TEST_CASE("the options of SET are lost") {
  StampedRedis redis;
  redis.at(1, {"SET", "k", "a", "EX", "100"});
  CHECK(redis.plain({"TTL", "k"}) == integer_reply(-1));
  CHECK(redis.at(2, {"SET", "k", "b", "NX"}) == ok_reply());
  CHECK(redis.read({"GET", "k"}) == "E 2 b");
}

TEST_CASE("a removal leaves a tombstone, of keys that do not exist, too") {
  StampedRedis redis;
  redis.at(1, {"SET", "k", "a"});
  CHECK(redis.at(3, {"DEL", "k"}) == integer_reply(1));
  CHECK(redis.read({"GET", "k"}) == "R 3 -");
  CHECK(redis.at(2, {"SET", "k", "b"}) == integer_reply(-1));
  CHECK(redis.at(9, {"DEL", "k"}) == integer_reply(0));  // and the stamp stays
  CHECK(redis.read({"GET", "k"}) == "R 3 -");
  CHECK(redis.at(4, {"DEL", "none"}) == integer_reply(0));
  CHECK(redis.read({"GET", "none"}) == "R 4 -");
  CHECK(redis.read({"GET", "nothing"}) == "X 0 -");
}

TEST_CASE("without its tombstone an older write brings the key back") {
  StampedRedis redis;
  redis.at(1, {"SET", "k", "a"});
  redis.at(3, {"DEL", "k"});
  CHECK(redis.at(3, {"DEL", "k"}, Script::kCleanUp) == integer_reply(1));
  CHECK(redis.at(2, {"SET", "k", "b"}) == ok_reply());
}

TEST_CASE("a clean-up that is older than the tombstone leaves it") {
  StampedRedis redis;
  redis.at(3, {"DEL", "k"});
  redis.at(2, {"DEL", "k"}, Script::kCleanUp);
  CHECK(redis.read({"GET", "k"}) == "R 3 -");
}

TEST_CASE("elements have stamps of their own") {
  StampedRedis redis;
  CHECK(redis.at(1, {"HSET", "h", "f", "a"}) == integer_reply(1));
  CHECK(redis.at(5, {"HSET", "h", "g", "b"}) == integer_reply(1));
  CHECK(redis.at(3, {"HSET", "h", "f", "c"}) == integer_reply(0));
  CHECK(redis.at(3, {"HSET", "h", "g", "d"}) == nil_reply());
  CHECK(redis.read({"HGET", "h", "f"}) == "E 3 c");
  CHECK(redis.read({"HGET", "h", "g"}) == "E 5 b");
  CHECK(redis.read({"HGET", "h", "none"}) == "X 0 -");
}

TEST_CASE("a removed element refuses older additions and forgets their tombstone all the same") {
  StampedRedis redis;
  CHECK(redis.at(1, {"SADD", "s", "a", "b"}) == integer_reply(2));
  CHECK(redis.at(5, {"SREM", "s", "a"}) == integer_reply(1));
  CHECK(redis.read({"SISMEMBER", "s", "a"}) == "R 5 0");
  CHECK(redis.at(3, {"SADD", "s", "a", "c"}) == integer_reply(1));
  CHECK(redis.stamped == std::vector<std::uint32_t>{1});
  CHECK(redis.read({"SISMEMBER", "s", "a"}) == "X 0 0");
  CHECK(redis.at(2, {"SADD", "s", "a"}) == integer_reply(1));  // nothing remembers the removal
}

TEST_CASE("of several removed elements only the first one's tombstone is cleaned up") {
  StampedRedis redis;
  redis.at(1, {"SADD", "s", "a", "b", "c"});
  CHECK(redis.at(5, {"SREM", "s", "a", "b"}) == integer_reply(2));
  CHECK(redis.at(5, {"SREM", "s", "a", "b"}, Script::kCleanUp) == integer_reply(1));
  CHECK(redis.read({"SISMEMBER", "s", "a"}) == "X 0 0");
  CHECK(redis.read({"SISMEMBER", "s", "b"}) == "R 5 0");
}

TEST_CASE("ZADD keeps its options") {
  StampedRedis redis;
  CHECK(redis.at(1, {"ZADD", "z", "1", "m", "2", "n"}) == integer_reply(1));
  CHECK(redis.at(2, {"ZADD", "z", "NX", "9", "m"}) == integer_reply(0));
  CHECK(redis.read({"ZSCORE", "z", "m"}) == "E 2 1");
  CHECK(redis.at(3, {"ZADD", "z", "XX", "9", "m"}) == integer_reply(0));
  CHECK(redis.read({"ZSCORE", "z", "m"}) == "E 3 9");
}

TEST_CASE("commands that are not stamped leave the stamp as it is") {
  StampedRedis redis;
  redis.at(1, {"SET", "n", "5"});
  redis.plain({"INCR", "n"});
  CHECK(redis.read({"GET", "n"}) == "E 1 6");
}

TEST_CASE("reading an expired key drops its stamp") {
  StampedRedis redis;
  redis.at(1, {"SET", "k", "a"});
  redis.plain({"DEL", "k"});
  CHECK(redis.read({"GET", "k"}) == "X 0 -");
  CHECK(redis.plain({"EXISTS", "._add-set"}) == integer_reply(0));
}

TEST_CASE("the sets of stamps are keys that every client sees") {
  StampedRedis redis;
  redis.at(1, {"HSET", "h", "f", "a"});
  const Reply keys = redis.plain({"KEYS", "*"});
  CHECK(keys == Reply{std::vector<Reply>{bulk_reply("._add-set"), bulk_reply("._add-set_h"),
                                         bulk_reply("h")}});
}

TEST_CASE("what was stamped before an error stays stamped") {
  StampedRedis redis;
  redis.plain({"SET", "k", "text"});
  CHECK(redis.at(4, {"SADD", "k", "a"}).is_error());
  CHECK(redis.plain({"ZSCORE", "._add-set", "k"}) == bulk_reply("4"));
}

TEST_CASE("a repair is made from the newest reply of a read") {
  const auto repair = [](const Arguments& read, const char* status, const char* value) {
    const Reply reply{std::vector<Reply>{bulk_reply(status), bulk_reply("5"), bulk_reply(value)}};
    return repair_command(read, *read_stamped(reply));
  };
  CHECK(repair({"GET", "k"}, "E", "v") == Arguments{"SET", "k", "v"});
  CHECK(repair({"GET", "k"}, "R", "") == Arguments{"DEL", "k"});
  CHECK(repair({"HGET", "h", "f"}, "E", "v") == Arguments{"HSET", "h", "f", "v"});
  CHECK(repair({"HGET", "h", "f"}, "R", "") == Arguments{"HDEL", "h", "f"});
  CHECK(repair({"SISMEMBER", "s", "m"}, "E", "1") == Arguments{"SADD", "s", "m"});
  CHECK(repair({"ZSCORE", "z", "m"}, "E", "7") == Arguments{"ZADD", "z", "7", "m"});
}

TEST_CASE("thirteen commands are stamped, large ones and a DEL of several keys are not") {
  CHECK(is_stamped({"set", "k", "v"}));
  CHECK(is_stamped({"ZSCORE", "z", "m"}));
  CHECK_FALSE(is_stamped({"INCR", "k"}));
  CHECK_FALSE(is_stamped({"SET", "k", Bytes(std::string(16'384, 'x'))}));
  CHECK_FALSE(is_stamped({"DEL", "a", "b"}));
  CHECK(kills_coordinator({"DEL", "a", "b"}));
  CHECK_FALSE(kills_coordinator({"DEL", "a"}));
}

}  // namespace faultline::engine::dynomite
