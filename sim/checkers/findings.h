// What checkers share to tell what they found: findings grouped by their id, which names kind,
// engine, type, rule and cause, never key, time or seed, so that runs can be compared.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sim/history/history.h"
#include "sim/history/records.h"
#include "sim/run_result.h"

namespace faultline::sim {

// 12 hex digits of what makes two findings the same: never key, time or seed.
[[nodiscard]] std::string finding_id(const Finding& finding);

// Collects findings of one check: the first example stays, occurrences add up.
class Findings {
 public:
  Findings(std::string_view engine, std::string_view check) : engine_(engine), check_(check) {}
  struct Kind {
    std::string kind;
    std::string type;
    Rule rule;
    std::string cause;
  };
  // True: the first of its kind, `example` of the returned finding is to be filled in.
  Finding& add(const Kind& kind, bool& first);
  // Appends findings and the check's verdict to the result.
  void conclude(EngineResult& result, Verdict verdict, bool white_box, std::string reason);

 private:
  std::string engine_;
  std::string check_;
  std::map<std::string, Finding> by_id_;
};

}  // namespace faultline::sim
