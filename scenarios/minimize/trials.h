// Whether a plan shows a finding: its resolved text is loaded, as the file that is written in the
// end will be, and run under the finding's engine with no more checks than it takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "scenarios/program.h"
#include "sim/plan.h"

namespace faultline::scenarios {

// What is looked for.
struct Wanted {
  std::string finding;  // its id
  std::string engine;
  std::string check;
};

// The check and the one whose ledger others look into.
[[nodiscard]] Words checks_for(const std::string& check);

class Trials {
 public:
  // `interrupted`: once it says so nothing shows anything any more.
  Trials(Wanted wanted, unsigned jobs, std::function<bool()> interrupted)
      : wanted_(std::move(wanted)), jobs_(jobs), interrupted_(std::move(interrupted)) {}

  // A plan that does not load shows nothing.
  [[nodiscard]] bool shows(const sim::Plan& plan) const;
  // As sim::FirstShowing. Tries some side by side; the answer does not depend on how many.
  [[nodiscard]] std::optional<std::size_t> first(
      std::size_t count, const std::function<sim::Plan(std::size_t)>& candidate);
  [[nodiscard]] std::uint64_t tried() const { return tried_; }

 private:
  Wanted wanted_;
  unsigned jobs_;
  std::function<bool()> interrupted_;
  std::uint64_t tried_ = 0;
};

}  // namespace faultline::scenarios
