// What a real Active-Active database refuses to run although a Redis runs it. Source: shared
// active_active/rules.md, "Not supported".
#pragma once

#include "engine/ports/reply.h"

namespace faultline::engine::active_active {

// By name, or by name and first argument where only that form is refused.
[[nodiscard]] bool refuses(const Arguments& command);

}  // namespace faultline::engine::active_active
