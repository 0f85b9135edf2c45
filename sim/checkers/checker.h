// Checks by name. Each consumes the history and the observation stream of one engine's run. To add
// one: its file, its test, one line in registry.cpp.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/ports/observation.h"
#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

class Checker {
 public:
  virtual ~Checker() = default;
  // Called for each observation, after the history took it in.
  virtual void observe(const History::Where&, const engine::Observation&, const History&) {}
  // Called once, after quiescence. Adds its verdict and findings to the result.
  virtual void conclude(const History& history, EngineResult& result) = 0;
};

struct CheckKind {
  std::string_view name;
  std::string_view summary;
  // Words that a finding's `cause` may be (closed; printed by `faultline list checks`).
  std::vector<std::string_view> causes;
  std::unique_ptr<Checker> (*make)();
};

[[nodiscard]] std::span<const CheckKind> check_kinds();

}  // namespace faultline::sim
