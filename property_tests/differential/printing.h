// Commands and replies as people read them in a counterexample, with escapes for what is not
// printable.
#pragma once

#include <string>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::differential {

[[nodiscard]] std::string escaped(std::string_view text);
// As a line for redis-cli.
[[nodiscard]] std::string readable(const engine::Arguments& arguments);
[[nodiscard]] std::string readable(const engine::Reply& reply);

}  // namespace faultline::differential
