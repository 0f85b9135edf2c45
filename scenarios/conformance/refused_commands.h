// What a real Active-Active database refuses to run, so that a case can expect the refusal although
// no table of ours knows the command. Source: shared active_active/rules.md, "Not supported".
#pragma once

#include "engine/ports/reply.h"

namespace faultline::scenarios::conformance {

[[nodiscard]] bool active_active_refuses(const engine::Arguments& command);

}  // namespace faultline::scenarios::conformance
