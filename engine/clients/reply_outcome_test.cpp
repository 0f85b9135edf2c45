#include "engine/clients/reply_outcome.h"

#include <catch2/catch.hpp>

#include "engine/commands/command.h"
#include "engine/commands/lookup.h"

namespace faultline::engine {

TEST_CASE("what is no error is ok, nil too") {
  CHECK(outcome_of(nil_reply()) == output::Outcome::kOk);
  CHECK(outcome_of(ok_reply()) == output::Outcome::kOk);
  CHECK(outcome_of(bulk_reply("WRONGTYPE ")) == output::Outcome::kOk);
}

TEST_CASE("an error of the command itself has failed") {
  CHECK(outcome_of(wrong_type()) == output::Outcome::kFailed);
  CHECK(outcome_of(not_an_integer()) == output::Outcome::kFailed);
  CHECK(outcome_of(syntax_error()) == output::Outcome::kFailed);
  CHECK(outcome_of(*refuse({"NOSUCH"})) == output::Outcome::kFailed);
  CHECK(outcome_of(*refuse({"GET"})) == output::Outcome::kFailed);
  for (const char* text :
       {"MISCONF Errors writing to the AOF file: No space left on device",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "CROSSSLOT Keys in request don't hash to the same slot",
        "ERR increment or decrement would overflow", "ERR decrement would overflow",
        "ERR hash value is not an integer", "ERR value is not a valid float",
        "ERR invalid expire time in 'set' command", "ERR increment would produce NaN or Infinity",
        "ERR DB index is out of range", "BUSYKEY Target key name already exists.",
        "ERR Unsupported option BOGUS", "ERR Bad data format",
        "ERR GT, LT, and/or NX options at the same time are not compatible",
        "ERR INCR option supports a single increment-element pair",
        "ERR resulting score is not a number (NaN)", "ERR invalid cursor",
        "ERR numkeys should be greater than 0"}) {
    INFO(text);
    CHECK(outcome_of(error_reply(text)) == output::Outcome::kFailed);
  }
}

TEST_CASE("any other error leaves open whether the command ran") {
  for (const char* text :
       {"ERR Peer: Peer Node is not connected", "ERR Storage: Datastore refused connection",
        "ERR Dynomite: Failed to achieve Quorum", "ERR connection closed", "ERR something new"}) {
    INFO(text);
    CHECK(outcome_of(error_reply(text)) == output::Outcome::kIndeterminate);
  }
}

TEST_CASE("an instance that serves nobody is told from a command that is refused") {
  for (const char* text :
       {"ERR this instance is no member of the database", "ERR this instance is not in sync yet",
        "OOM this instance is out of memory and not in sync with the others"})
    CHECK(turns_clients_away(error_reply(text)));
  for (const Reply& reply :
       {ok_reply(), wrong_type(), bulk_reply("ERR this instance is"),
        error_reply("OOM command not allowed when used memory > 'maxmemory'.")})
    CHECK_FALSE(turns_clients_away(reply));
}

}  // namespace faultline::engine
