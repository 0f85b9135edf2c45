#include "engine/dynomite/storage.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <chrono>

namespace faultline::engine::dynomite {
namespace {

using namespace std::chrono_literals;
using observation::Applied;
using observation::How;

// One Redis with its disk, fed by hand.
class Bench {
 public:
  explicit Bench(bool append_only, const std::vector<Bytes>& kept = {})
      : storage_(append_only), records(kept) {
    step(input::Started{{}, kept, true});
  }
  Reply run(Arguments command, std::vector<std::uint32_t> units = {},
            Relay relay = Relay::kRequest) {
    const StorageRequest request{relay, {{OperationId(++operations_)}, command, units}};
    step(input::Received{ConnectionId(kAcceptedConnection + 1), encode(request).bytes});
    for (const Output& output : last)
      if (const auto* send = std::get_if<output::Send>(&output))
        return decode<StorageResponse>(send->bytes)->reply;
    return error_reply("no answer");
  }
  void step(const Input& input) {
    Outputs outputs;
    storage_.step(input, {WallTime(wall), MonotonicTime(wall), random_}, outputs);
    last = outputs.list();
    for (const Output& output : last)
      if (const auto* append = std::get_if<output::Append>(&output))
        records.push_back(append->record);
  }
  std::optional<PlainKey> content(const Bytes& key) {
    step(input::Administered{input::administered::Inspect{{key}}});
    return seen<observation::Contents>().at(0).content;
  }
  template <class Kind>
  [[nodiscard]] std::vector<Kind> seen() const {
    std::vector<Kind> found;
    for (const Output& output : last)
      if (const auto* what = std::get_if<Observation>(&output))
        if (const auto* kind = std::get_if<Kind>(what)) found.push_back(*kind);
    return found;
  }

 private:
  Storage storage_;
  Prng random_{1};
  std::uint64_t operations_ = 0;

 public:
  Duration wall = 1000s;
  std::vector<Output> last;
  std::vector<Bytes> records;
};

TEST_CASE("a TTL given by the same command at different instants is the same state") {
  const auto digest_after = [](Duration wall, const Arguments& command) {
    Bench bench(false);
    bench.wall = wall;
    bench.run(command);
    return bench.seen<observation::Digest>().at(0).digest;
  };
  const Arguments with_deadline{"SET", "k", "v", "EX", "100"};
  CHECK(digest_after(1000s, with_deadline) == digest_after(1001s, with_deadline));
  CHECK(digest_after(1000s, with_deadline) != digest_after(1000s, {"SET", "k", "v"}));
}

}  // namespace

TEST_CASE("every named unit is applied, those that changed nothing without a change") {
  Bench redis(false);
  redis.run({"SADD", "s", "a"});
  CHECK(redis.run({"SADD", "s", "a", "b"}) == integer_reply(1));
  CHECK(redis.seen<observation::Executed>().at(0).reply == integer_reply(1));
  const auto applied = redis.seen<Applied>();
  REQUIRE(applied.size() == 2);
  CHECK(applied[0].effect == EffectRef{{OperationId(2)}, 1});
  CHECK(applied[0].change == Change(set::Add{"b"}));
  CHECK(applied[0].how == How::kLocal);
  CHECK(applied[1].effect == EffectRef{{OperationId(2)}, 0});
  CHECK(applied[1].change == std::nullopt);
  CHECK(redis.seen<observation::Digest>().size() == 1);
}

TEST_CASE("a read is executed and applies nothing") {
  Bench redis(true);
  CHECK(redis.run({"GET", "k"}) == nil_reply());
  CHECK(redis.seen<observation::Executed>().size() == 1);
  CHECK(redis.seen<Applied>().empty());
  CHECK(redis.records.empty());
}

TEST_CASE("a command that fails here names its units and changes nothing") {
  Bench redis(false);
  redis.run({"SET", "k", "text"});
  CHECK(redis.run({"SADD", "k", "a"}, {}, Relay::kForward).is_error());
  REQUIRE(redis.seen<Applied>().size() == 1);
  CHECK(redis.seen<Applied>()[0].how == How::kReplicated);
  CHECK(redis.seen<Applied>()[0].change == std::nullopt);
  CHECK(redis.seen<observation::Digest>().empty());
}

TEST_CASE("part of a split command counts units as the client's command does") {
  Bench redis(false);
  redis.run({"MSET", "a", "1", "b", "2"}, {3, 7});
  const auto applied = redis.seen<Applied>();
  REQUIRE(applied.size() == 2);
  CHECK(applied[0].effect.unit == 3);
  CHECK(applied[1].effect.unit == 7);
}

TEST_CASE("a write to an expired key shows the removal that nobody asked for") {
  Bench redis(false);
  redis.run({"SET", "k", "v", "PX", "10"});
  redis.wall += 20ms;
  CHECK(redis.content("k") == std::nullopt);
  redis.run({"INCR", "k"});
  const auto applied = redis.seen<Applied>();
  REQUIRE(applied.size() == 2);
  CHECK(applied[0].effect.unit == kImpliedUnit);
  CHECK(applied[0].change == Change(Delete{}));
  CHECK(applied[1].effect.unit == 0);
  CHECK(redis.seen<observation::Digest>().size() == 1);
}

TEST_CASE("the log is synced once a second and only if something is new") {
  Bench redis(true);
  redis.run({"SET", "k", "v"});
  const auto timers = [&] {
    return std::count_if(redis.last.begin(), redis.last.end(), [](const Output& output) {
      return std::holds_alternative<output::SetTimer>(output);
    });
  };
  CHECK(timers() == 1);
  redis.run({"SET", "k", "w"});
  CHECK(timers() == 0);
  redis.step(input::TimerFired{TimerId(1)});
  REQUIRE(redis.last.size() == 2);
  CHECK(std::holds_alternative<output::Sync>(redis.last[0]));
  CHECK(redis.seen<observation::Durable>().size() == 1);
  redis.run({"SET", "k", "x"});
  CHECK(timers() == 1);
}

TEST_CASE("without a log nothing is written and a restart is empty") {
  Bench redis(false);
  redis.run({"SET", "k", "v"});
  CHECK(redis.records.empty());
}

TEST_CASE("a restart replays the log and says what it restored") {
  Bench before(true);
  before.run({"SADD", "s", "a", "b"}, {}, Relay::kForward);
  before.run({"SADD", "s", "b"});
  Bench after(true, before.records);
  const auto applied = after.seen<Applied>();
  REQUIRE(applied.size() == 3);
  for (const Applied& each : applied) CHECK(each.how == How::kRestored);
  CHECK(applied[1].effect == EffectRef{{OperationId(1)}, 1});
  CHECK(applied[2].change == std::nullopt);
  CHECK(after.seen<observation::Digest>().size() == 1);
  CHECK(after.content("s") == before.content("s"));
}

TEST_CASE("replaying the log rebuilds exactly the state") {
  CHECK(rc::check([] {
    const std::vector<Arguments> commands = {{"SET", "k", "5"},
                                             {"SET", "k", "5", "PX", "30"},
                                             {"INCR", "k"},
                                             {"APPEND", "k", "x"},
                                             {"DEL", "k", "s"},
                                             {"SADD", "s", "a", "b"},
                                             {"SREM", "s", "a", "z"},
                                             {"SADD", "k", "a"},
                                             {"MSET", "k", "1", "l", "2"},
                                             {"DECRBY", "k", "3"},
                                             {"SETNX", "l", "n"},
                                             {"SET", "s", "text"},
                                             {"SET", "l", "1", "GET"}};
    Bench before(true);
    for (const auto choice : *rc::gen::container<std::vector<std::size_t>>(
             rc::gen::inRange<std::size_t>(0, commands.size()))) {
      before.run(commands[choice]);
      before.wall += 10ms;
    }
    Bench after(true, before.records);
    after.wall = before.wall;
    for (const char* key : {"k", "l", "s"}) RC_ASSERT(after.content(key) == before.content(key));
  }));
}

TEST_CASE("a command that no Redis knows is answered with an error") {
  Bench redis(true);
  const std::size_t records = redis.records.size();
  CHECK(redis.run({"NOSUCH", "k"}).is_error());
  CHECK(redis.run({}).is_error());
  CHECK(redis.records.size() == records);
}

TEST_CASE("nothing is worked out for observations when nobody listens") {
  Storage storage(false);
  Prng random(1);
  Outputs outputs(false);
  const StepContext context{WallTime(), MonotonicTime(), random};
  storage.step(input::Started{}, context, outputs);
  const StorageRequest request{Relay::kForward, {{OperationId(1)}, {"SET", "k", "v"}, {}}};
  storage.step(input::Received{ConnectionId(kAcceptedConnection + 1), encode(request).bytes},
               context, outputs);
  REQUIRE(outputs.list().size() == 1);
  CHECK(std::holds_alternative<output::Send>(outputs.list()[0]));
}

}  // namespace faultline::engine::dynomite
