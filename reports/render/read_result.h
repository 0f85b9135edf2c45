// result.json read again, into the values that it was written from: for who looks at two runs that
// are over (faultline diff). What the format leaves out of them stays empty; examples of findings
// are not read.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/report.h"

namespace faultline::reports {

inline constexpr std::string_view kResultFormat = "faultline-result/1";

struct ReadResult {
  std::string name;
  std::string sha256;  // of the resolved scenario, its seed included
  std::string seed;
  std::string outcome;
  std::string repeat;
  bool interrupted = false;
  std::vector<sim::EngineResult> engines;  // in the order of the document
  std::vector<ExpectationResult> expectations;
};

// None: it is no result of this format.
[[nodiscard]] std::optional<ReadResult> read_result(const nlohmann::ordered_json& document);

}  // namespace faultline::reports
