#include "sim/checkers/checks.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

namespace observation = engine::observation;

class CountingRecorder final : public Observer {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<observation::Durable>();
  }
  void observe(const History::Where&, const engine::Observation&, const History&) override {
    ++seen_;
  }
  [[nodiscard]] std::uint64_t seen() const { return seen_; }

 private:
  std::uint64_t seen_ = 0;
};

// Fails unless its recorder is fed before itself, and once.
class SharingCheck final : public Checker {
 public:
  [[nodiscard]] ObservationKinds observes() const override {
    return observation_kinds<observation::Durable>();
  }
  void share(Recorders& recorders) override { recorder_ = &recorders.of<CountingRecorder>(); }
  void observe(const History::Where&, const engine::Observation&, const History&) override {
    in_step_ &= recorder_->seen() == ++seen_;
  }
  void conclude(const History&, EngineResult& result) override {
    CheckResult& check = result.checks.emplace_back();
    const bool fed = in_step_ && recorder_->seen() == seen_ && seen_ > 0;
    check.verdict = fed ? Verdict::kHeld : Verdict::kFailed;
  }

 private:
  CountingRecorder* recorder_ = nullptr;
  std::uint64_t seen_ = 0;
  bool in_step_ = true;
};

TEST_CASE("what several checks share is fed once, before them, with what it observes alone") {
  const CheckKind sharing{
      "sharing", "", {}, [] { return std::unique_ptr<Checker>(std::make_unique<SharingCheck>()); }};
  Checks checks;
  CHECK(checks.empty());
  checks.add(sharing);
  checks.add(sharing);
  CHECK(!checks.empty());
  HandHistory history(engine::Arbitration::kConflictFree, {{"GET", "k"}});
  for (int i = 0; i < 3; ++i) {
    checks.observe({}, observation::Durable{}, history.history());
    checks.observe({}, observation::Forgotten{}, history.history());
  }
  EngineResult result;
  checks.conclude(history.history(), result);
  REQUIRE(result.checks.size() == 2);
  for (const CheckResult& each : result.checks) CHECK(each.verdict == Verdict::kHeld);
  CHECK(checks.empty());
}

}  // namespace
}  // namespace faultline::sim
