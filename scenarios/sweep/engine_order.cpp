#include "scenarios/sweep/engine_order.h"

#include <cstddef>
#include <utility>

#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

std::pair<std::size_t, std::string_view> rank_of(std::string_view name) {
  std::size_t place = 0;
  for (const engine::EngineKind& kind : sim::engine_kinds()) {
    if (kind.name == name) break;
    ++place;
  }
  return {place, name};
}

}  // namespace

bool EngineOrder::operator()(std::string_view one, std::string_view other) const {
  return rank_of(one) < rank_of(other);
}

}  // namespace faultline::scenarios
