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

struct Trying {
  unsigned jobs = 1;                                         // runs side by side
  std::function<bool()> interrupted = [] { return false; };  // true: nothing shows anything more
  // Makes one run and says whether it shows the finding; for who is to outlive an internal fault.
  std::function<bool(const std::function<bool()>&)> attempt = [](const std::function<bool()>& run) {
    return run();
  };
};

class Trials {
 public:
  Trials(Wanted wanted, Trying how) : wanted_(std::move(wanted)), how_(std::move(how)) {}

  // A plan that does not load shows nothing.
  [[nodiscard]] bool shows(const sim::Plan& plan) const;
  // As sim::FirstShowing. Tries some side by side; the answer does not depend on how many.
  [[nodiscard]] std::optional<std::size_t> first(
      std::size_t count, const std::function<sim::Plan(std::size_t)>& candidate);
  [[nodiscard]] std::uint64_t tried() const { return tried_; }

 private:
  [[nodiscard]] bool run_shows(const sim::Plan& plan) const;

  Wanted wanted_;
  Trying how_;
  std::uint64_t tried_ = 0;
};

}  // namespace faultline::scenarios
