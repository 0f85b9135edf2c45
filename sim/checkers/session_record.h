// What the four guarantees of a session take down of a run, and work out of it, once for all of
// them: where reads ran, the lives of replicas, and when these came to hold each effect.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/checkers/checker.h"
#include "sim/checkers/key_arrivals.h"
#include "sim/checkers/session_events.h"

namespace faultline::sim {

class SessionRecord final : public Observer {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<engine::observation::Applied, engine::observation::SnapshotAdopted,
                             engine::observation::Executed>();
  }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history) override {
    restorations_.observe(where, observation, history.position());
    reads_.observe(where, observation, history);
  }

  // Of the closed history, the same each time.
  [[nodiscard]] const ReplicaLives& lives(const History& history);
  [[nodiscard]] const std::vector<std::vector<KeyRead>>& reads(const History& history);
  // Of a key, at all lives.
  [[nodiscard]] const KeyArrivals& arrivals(const History& history, KeyIndex key);

 private:
  Restorations restorations_;
  KeyReads reads_;
  std::optional<ReplicaLives> lives_;
  std::optional<std::vector<std::vector<KeyRead>>> answered_;
  std::vector<std::unique_ptr<const KeyArrivals>> arrivals_;  // by key, as they are asked for
};

}  // namespace faultline::sim
