// Whether a reply says that the command ran, that it did not, or neither: one judgement for every
// client library of every engine. Error texts: Redis 7.0, and shared dynomite/facts.md 3 to 6.
#pragma once

#include "engine/ports/process.h"

namespace faultline::engine {

// kOk for anything but an error. kFailed for an error of the command itself, as Redis gives it: it
// changed nothing. Every other error is the word of something in between (a proxy, a node that lost
// its peer): the command may have run, or may still run.
[[nodiscard]] output::Outcome outcome_of(const Reply& reply);
// The error says that nobody is served here now, whatever is asked: the instance has left its
// database, joins it, or is out of memory and not in sync.
[[nodiscard]] bool turns_clients_away(const Reply& reply);

}  // namespace faultline::engine
