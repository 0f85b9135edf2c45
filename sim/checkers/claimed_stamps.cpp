#include "sim/checkers/claimed_stamps.h"

#include <fmt/format.h>

namespace faultline::sim {
namespace {

// Stamps are rounded down to what a real database keeps, at the coarsest.
constexpr engine::Duration kRounding = std::chrono::milliseconds(1);

}  // namespace

void ClaimedStamps::observe(const History::Where& where,
                            const engine::observation::Applied& applied, const History& history) {
  if (applied.how != engine::observation::How::kLocal || !applied.change) return;
  const engine::Duration ahead = applied.stamp - where.wall;
  if (ahead <= engine::Duration::zero() && -ahead < kRounding) return;
  ++wrong_;
  if (!first_)
    first_ = Wrong{history.load().arrival_of(applied.effect.operation.value), where.process,
                   applied.key, ahead};
}

void ClaimedStamps::report(const History& history, Findings& findings) const {
  if (!first_) return;
  FindingExample* example =
      findings.add({"wrong_stamp",
                    "key",
                    {"an effect's stamp is its home's wall clock", Basis::kInferred},
                    "stamp_off_the_clock"},
                   wrong_);
  if (example == nullptr) return;
  *example = example_of(
      history, first_->operation, first_->key,
      fmt::format("{} stamped an effect on {} with its wall clock {:+} ns.",
                  history.place(first_->replica).name, first_->key.view(), first_->ahead.count()));
}

}  // namespace faultline::sim
