// The engines, once, in the order in which they run and are reported. To add one: its folder in
// engine/, its include and its line in engines.cpp.
#pragma once

#include <span>
#include <string_view>

#include "engine/ports/deployment.h"

namespace faultline::sim {

[[nodiscard]] std::span<const engine::EngineKind> engine_kinds();
[[nodiscard]] const engine::EngineKind* find_engine(std::string_view name);

}  // namespace faultline::sim
