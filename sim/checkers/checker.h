// Checks by name. Each consumes the history and the observation stream of one engine's run. To add
// one: its file, its test, one line in registry.cpp.
#pragma once

#include <bitset>
#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/ports/observation.h"
#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// By their places in engine::Observation.
using ObservationKinds = std::bitset<std::variant_size_v<engine::Observation>>;
template <class... Kinds>
[[nodiscard]] ObservationKinds observation_kinds() {
  ObservationKinds kinds;
  (kinds.set(engine::Observation(Kinds()).index()), ...);
  return kinds;
}

class Observer {
 public:
  virtual ~Observer() = default;
  // What it observes: most runs are full of what most checks have no use for.
  [[nodiscard]] virtual ObservationKinds observes() const { return {}; }
  // Called for each of these, after the history took it in.
  virtual void observe(const History::Where&, const engine::Observation&, const History&) {}
};

// Those that several checks of a run share, each made when the first of them asks for it.
class Recorders {
 public:
  template <class Recorder>
  [[nodiscard]] Recorder& of() {
    for (const std::unique_ptr<Observer>& each : all_)
      if (auto* found = dynamic_cast<Recorder*>(each.get())) return *found;
    all_.push_back(std::make_unique<Recorder>());
    return static_cast<Recorder&>(*all_.back());
  }
  [[nodiscard]] const std::vector<std::unique_ptr<Observer>>& all() const { return all_; }

 private:
  std::vector<std::unique_ptr<Observer>> all_;
};

class Checker : public Observer {
 public:
  // Called once, before the run: what it records together with other checks.
  virtual void share(Recorders&) {}
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
