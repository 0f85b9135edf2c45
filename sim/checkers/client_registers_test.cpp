#include "sim/checkers/client_registers.h"

#include <catch2/catch.hpp>

#include "sim/causality/histories_fixture.h"
#include "sim/checkers/client_history_fixture.h"

namespace faultline::sim {
namespace {

// As text, with the number of keys left out.
std::string registers_of(const ClientHistory& history) {
  std::string text;
  history.with_history([&](const History& run) {
    const ClientRegisters registers = client_registers(run);
    text = history_text(registers.history) + "- " + std::to_string(registers.left_out);
  });
  return text;
}

TEST_CASE("sessions are clients, and GETSET is a read and then a write") {
  ClientHistory history;
  history.set(1, "a", "v1").getset(2, "a", "v1", "v2").get(1, "a", "v2").get(1, "b", {});
  CHECK(registers_of(history) == "wx1 rx2 ry0 | rx1 wx2 - 0");
}

TEST_CASE("a key that other commands, options or equal values touch is no register") {
  for (const engine::Arguments& command : std::vector<engine::Arguments>{{"DEL", "b", "a"},
                                                                         {"SET", "a", "v2", "NX"},
                                                                         {"SETEX", "a", "10", "v2"},
                                                                         {"EXPIRE", "a", "10"},
                                                                         {"APPEND", "a", "more"},
                                                                         {"SET", "a", "v1"}}) {
    ClientHistory history;
    history.set(1, "a", "v1").get(2, "a", "v1").get(2, "z", {});
    CHECK(registers_of(history) == "wx1 | rx1 ry0 - 0");
    history.ask({1, command, engine::ok_reply()});
    CHECK(registers_of(history) == "rx0 - 1");
  }
}

TEST_CASE("commands that only read leave a register one, and keys of other types are not counted") {
  ClientHistory history;
  history.set(1, "a", "v1").ask({1, {"STRLEN", "a"}, engine::integer_reply(2)});
  history.ask({1, {"SADD", "s", "x"}, engine::integer_reply(1)});
  CHECK(registers_of(history) == "wx1 - 0");
}

TEST_CASE("a write of unknown fate counts if its value was read, a refused one never") {
  using engine::output::Outcome;
  for (const Outcome outcome : {Outcome::kOk, Outcome::kIndeterminate, Outcome::kFailed}) {
    ClientHistory history;
    history.ask({1, {"SET", "a", "v1"}, engine::ok_reply(), 0, 0, outcome});
    const bool ok = outcome == Outcome::kOk;
    CHECK(registers_of(history) == (ok ? "wx1 - 0" : "- 0"));
    history.get(2, "a", "v1");
    CHECK(registers_of(history) == (outcome == Outcome::kFailed ? "rx1 - 0" : "wx1 | rx1 - 0"));
  }
}

TEST_CASE(
    "a write of unknown fate comes before nothing in its session, and after what it had seen") {
  ClientHistory history;
  history.set(1, "a", "v1");
  history.ask(
      {1, {"SET", "a", "v2"}, engine::ok_reply(), 0, 0, engine::output::Outcome::kIndeterminate});
  history.get(1, "a", "v1").get(2, "a", "v2");
  CHECK(registers_of(history) == "wx1 wx2 | rx1 | rx2 ; 0.0 before 1.0- 0");
}

TEST_CASE("of operations that a client had on their way at once none comes before the other") {
  ClientHistory history;
  history.ask_at({1, {"SET", "a", "v1"}, engine::ok_reply(), 0, 100});
  history.ask_at({1, {"SET", "b", "v1"}, engine::ok_reply(), 10, 500});
  history.ask_at({1, {"SET", "c", "v1"}, engine::ok_reply(), 200, 300});
  history.ask_at({1, {"GET", "a"}, engine::bulk_reply("v1"), 400, 600});
  history.ask_at({1, {"GET", "b"}, engine::bulk_reply("v1"), 700, 800});
  CHECK(registers_of(history) == "wx1 wz1 rx1 ry1 | wy1 ; 1.0 before 0.3- 0");
}

TEST_CASE("what is asked at the instant of an answer comes after it only if it waited for that") {
  for (const bool waits : {false, true}) {
    ClientHistory history;
    history.ask_at({1, {"SET", "a", "v1"}, engine::ok_reply(), 0, 100});
    history.ask_at({1, {"GET", "a"}, engine::bulk_reply("v1"), 100, 200});
    if (waits) history.waits_for(0);
    CHECK(registers_of(history) == (waits ? "wx1 rx1 - 0" : "wx1 | rx1 - 0"));
  }
}

}  // namespace
}  // namespace faultline::sim
