#include "engine/clients/simple_client.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "engine/clients/protocol.h"
#include "engine/ports/buggify_fixture.h"

namespace faultline::engine {
namespace {

using namespace std::chrono_literals;
using output::Outcome;

const ProcessId kPreferred{7}, kOther{8};

class Bench {
 public:
  Bench() { step(input::Started{}); }
  std::vector<Output> step(const Input& input) {
    Outputs outputs;
    client_.step(input, {WallTime(), MonotonicTime(now), random_, nullptr, buggify}, outputs);
    last = outputs.list();
    for (const Output& output : last)
      if (const auto* connect = std::get_if<output::Connect>(&output)) connecting = *connect;
    return last;
  }
  void open() { step(input::Opened{connecting.connection, false}); }
  void refuse() { step(input::Refused{connecting.connection}); }
  void close() { step(input::Closed{connecting.connection}); }
  void ask(std::uint64_t operation) {
    step(input::Requested{OperationId(operation), {"GET", "k" + std::to_string(operation)}});
  }
  void reply(Reply reply) {
    step(input::Received{connecting.connection, encode(Response{std::move(reply)}).bytes});
  }
  template <class Kind>
  [[nodiscard]] std::vector<Kind> all() const {
    std::vector<Kind> found;
    for (const Output& output : last)
      if (const auto* kind = std::get_if<Kind>(&output)) found.push_back(*kind);
    return found;
  }
  // "OPERATION outcome text" of the last step's answers.
  [[nodiscard]] std::vector<std::string> answers() const {
    std::vector<std::string> lines;
    for (const auto& respond : all<output::Respond>()) {
      const char* words[] = {"ok", "failed", "indeterminate"};
      std::string text;
      if (const auto* error = std::get_if<Error>(&respond.reply.value)) text = error->text.view();
      if (const auto* bulk = std::get_if<Bytes>(&respond.reply.value)) text = bulk->view();
      lines.push_back(std::to_string(respond.operation.value()) + " " +
                      words[static_cast<std::size_t>(respond.outcome)] + " " + text);
    }
    return lines;
  }

  Buggify* buggify = nullptr;

 private:
  SimpleClient client_{{{kPreferred, kOther}}};
  Prng random_{1};

 public:
  Duration now = 100s;
  output::Connect connecting;
  std::vector<Output> last;
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("requests are pipelined and answers matched by their order") {
  Bench client;
  CHECK(client.connecting.to == kPreferred);
  client.ask(1);  // waits for the connection
  CHECK(client.all<output::Send>().empty());
  client.open();
  CHECK(client.all<output::Send>().size() == 1);
  client.ask(2);
  CHECK(client.all<output::Send>().size() == 1);
  client.reply(bulk_reply("one"));
  CHECK(client.answers() == Lines{"1 ok one"});
  client.reply(error_reply("ERR Peer: Peer Node is not connected"));
  CHECK(client.answers() == Lines{"2 indeterminate ERR Peer: Peer Node is not connected"});
}

TEST_CASE("when every endpoint refuses nothing was sent, and the next request tries again") {
  Bench client;
  client.ask(1);
  client.refuse();
  CHECK(client.connecting.to == kOther);
  CHECK(client.answers().empty());
  client.refuse();
  CHECK(client.answers() == Lines{"1 failed ERR connection refused"});
  CHECK(client.all<output::Connect>().empty());

  client.now += 400ms;
  client.ask(2);
  CHECK(client.all<output::Connect>().empty());  // not yet
  client.now += 600ms;
  client.step(input::TimerFired{TimerId(2)});
  CHECK(client.connecting.to == kPreferred);
  client.open();
  CHECK(client.all<output::Send>().size() == 1);
}

TEST_CASE("a request long after all refused tries at once") {
  Bench client;
  client.refuse();
  client.refuse();
  client.now += 5s;
  client.ask(1);
  CHECK(client.all<output::Connect>().size() == 1);
}

TEST_CASE("a closed connection leaves open what became of what was sent") {
  Bench client;
  client.refuse();
  client.open();  // the other endpoint
  client.ask(1);
  client.ask(2);
  client.close();
  CHECK(client.answers() ==
        Lines{"1 indeterminate ERR connection closed", "2 indeterminate ERR connection closed"});
  CHECK(client.connecting.to == kPreferred);
  client.ask(3);
  client.open();
  client.reply(bulk_reply("three"));
  CHECK(client.answers() == Lines{"3 ok three"});
}

TEST_CASE("an operation without an answer times out and takes its connection along") {
  Bench client;
  client.open();
  client.ask(1);
  REQUIRE(client.all<output::SetTimer>().size() == 1);
  CHECK(client.all<output::SetTimer>()[0].after == 12s);
  client.now += 2s;
  client.ask(2);
  const ConnectionId old = client.connecting.connection;
  client.now += 10s;
  client.step(input::TimerFired{TimerId(1)});
  CHECK(client.answers() ==
        Lines{"1 indeterminate ERR timeout", "2 indeterminate ERR connection closed"});
  CHECK(client.all<output::Close>().size() == 1);
  CHECK(client.connecting.to == kPreferred);
  // What the old connection still brings is nobody's.
  client.step(input::Received{old, encode(Response{bulk_reply("late")}).bytes});
  CHECK(client.last.empty());
}

TEST_CASE("the time-out follows the oldest request that has no answer") {
  Bench client;
  client.open();
  client.ask(1);
  client.now += 2s;
  client.ask(2);
  client.reply(bulk_reply("one"));
  client.now += 10s;
  client.step(input::TimerFired{TimerId(1)});
  CHECK(client.answers().empty());
  REQUIRE(client.all<output::SetTimer>().size() == 1);
  CHECK(client.all<output::SetTimer>()[0].after == 2s);
}

TEST_CASE("a request that was never sent fails at its time-out") {
  Bench client;
  client.ask(1);
  client.now += 12s;
  client.step(input::TimerFired{TimerId(1)});
  CHECK(client.answers() == Lines{"1 failed ERR timeout"});
  CHECK(client.all<output::Connect>().empty());  // still connecting
}

TEST_CASE("a client that is sent elsewhere leaves its connection and goes on there") {
  Bench client;
  client.open();
  client.ask(1);
  const ConnectionId old = client.connecting.connection;
  client.step(input::Administered{input::administered::UseEndpoints{{kOther}}});
  REQUIRE(client.all<output::Close>().size() == 1);
  CHECK(client.all<output::Close>()[0].connection == old);
  CHECK(client.answers() == Lines{"1 indeterminate ERR connection closed"});
  CHECK(client.connecting.to == kOther);
  client.ask(2);
  client.open();
  client.reply(bulk_reply("two"));
  CHECK(client.answers() == Lines{"2 ok two"});
}

TEST_CASE("a client that retries sends again what was not answered, before what is younger") {
  Bench client;
  client.step(input::Administered{input::administered::Resend{true}});
  client.open();
  client.ask(1);
  client.ask(2);
  client.reply(bulk_reply("one"));
  client.close();
  CHECK(client.answers().empty());
  client.ask(3);
  client.open();
  const auto sends = client.all<output::Send>();
  REQUIRE(sends.size() == 2);
  CHECK(decode<Request>(sends[0].bytes)->operation.value == OperationId(2));
  CHECK(decode<Request>(sends[1].bytes)->operation.value == OperationId(3));
  client.step(input::Administered{input::administered::Resend{false}});
  client.close();
  CHECK(client.answers() ==
        Lines{"2 indeterminate ERR connection closed", "3 indeterminate ERR connection closed"});
}

TEST_CASE("what was sent once and cannot be sent again may have run") {
  Bench client;
  client.step(input::Administered{input::administered::Resend{true}});
  client.open();
  client.ask(1);
  client.close();
  client.ask(2);
  client.refuse();
  CHECK(client.answers() ==
        Lines{"1 indeterminate ERR connection refused", "2 failed ERR connection refused"});
}

TEST_CASE("a client goes on to the next endpoint when one closes before it has answered") {
  Bench client;
  client.open();
  const ProcessId first = client.connecting.to;
  client.close();
  CHECK(client.connecting.to != first);
  client.open();
  client.close();
  CHECK(client.connecting.to == first);  // it has tried them all
}

TEST_CASE("a client that reconnects sends its command over the new connection, once") {
  Bench client;
  client.open();
  const ConnectionId before = client.connecting.connection;
  TakesPath reconnects(BuggifyPoint::kReconnects, 1);
  client.buggify = &reconnects;
  client.ask(1);
  CHECK(client.all<output::Close>().size() == 1);
  CHECK(client.all<output::Send>().empty());
  CHECK(client.connecting.connection != before);
  client.open();
  CHECK(client.all<output::Send>().size() == 1);
  client.reply(bulk_reply("v"));
  CHECK(client.answers() == Lines{"1 ok v"});
}

TEST_CASE("a client that gives up early does not know, and asks on over a new connection") {
  Bench client;
  client.open();
  client.ask(1);
  TakesPath gives_up(BuggifyPoint::kGivesUpEarly, 1);
  client.buggify = &gives_up;
  client.reply(bulk_reply("v"));
  CHECK(client.answers() == Lines{"1 indeterminate ERR timeout"});
  CHECK(client.all<output::Close>().size() == 1);
  client.open();
  client.ask(2);
  client.reply(bulk_reply("w"));
  CHECK(client.answers() == Lines{"2 ok w"});
}

}  // namespace faultline::engine
