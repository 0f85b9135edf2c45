#include "sim/engines.h"

#include <vector>

#include "engine/active_active/active_active.h"
#include "engine/dynomite/dynomite.h"

namespace faultline::sim {

std::span<const engine::EngineKind> engine_kinds() {
  static const std::vector<engine::EngineKind> kinds = {
      engine::active_active_engine(), engine::last_write_wins_engine(), engine::dynomite_engine()};
  return kinds;
}

const engine::EngineKind* find_engine(std::string_view name) {
  for (const engine::EngineKind& kind : engine_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::sim
