// Netflix Dynomite as the real program behaves (shared dynomite/facts.md): the entry to this
// engine.
#pragma once

#include "engine/ports/deployment.h"

namespace faultline::engine {

[[nodiscard]] EngineKind dynomite_engine();

}  // namespace faultline::engine
