// What got better or worse from one run to another, by what each result.json says (faultline diff).
// Judged are findings by id, losses, convergence, checks and expectations; figures that changed are
// shown and not judged. What only one of the two looked for is no difference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reports/render/read_result.h"

namespace faultline::reports {

enum class Turn {
  kWorse,
  kBetter,
  kUndecided,  // it held, and nobody knows now
  kSame,
  kFigure,  // changed, and neither
  kAbsent   // looked for in one of the two only
};
[[nodiscard]] std::string_view word(Turn turn);

enum class About {
  kFinding,
  kLost,
  kConverged,
  kCheck,
  kExpectation,
  kLedgerClass,
  kAgreedAfter,
  kDifferingKeys,
  kAvailability,
  kLatency
};
[[nodiscard]] std::string_view word(About about);

// A count, a time or a share, a verdict, yes or no; none: not measured, or not there.
using Measured = std::variant<std::monostate, bool, std::int64_t, std::string>;

struct Change {
  About about{};
  Turn turn{};
  std::string engine;  // empty: of the whole run
  std::string name;    // of a check, class or data center; a finding's id; an expectation's path
  Measured before;
  Measured after;
  std::optional<sim::Finding> finding{};  // with the occurrences after, or before if it is gone
  std::string note{};                     // a check's reason; what an expectation saw
};

struct Difference {
  // By engine, in the order of the first run; the whole run's last. Within: findings, losses,
  // convergence, checks, expectations, figures; and the worse before the better.
  std::vector<Change> changes;  // none that is the same
  std::size_t worse = 0, better = 0, undecided = 0, same = 0;
  std::vector<std::string> engines;      // in both
  std::vector<std::string> only_before;  // engines
  std::vector<std::string> only_after;
};

[[nodiscard]] Difference difference(const ReadResult& before, const ReadResult& after);

}  // namespace faultline::reports
