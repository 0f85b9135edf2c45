// What checkers share to tell what they found: findings grouped by their id, which names kind,
// engine, type, rule and cause, never key, time or seed, so that runs can be compared.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

// 12 hex digits of what makes two findings the same: never key, time or seed.
[[nodiscard]] std::string finding_id(const Finding& finding);

// An operation on a key that went wrong, and what is said of it.
[[nodiscard]] FindingExample example_of(const History& history, OperationIndex operation,
                                        const engine::Bytes& key, std::string text);

// The first key that a command names; empty: none.
[[nodiscard]] engine::Bytes first_key(const engine::Arguments& command);

// What replicas that differ break: `promise`, or nothing, where each keeps what arrives last.
[[nodiscard]] Rule agreement_rule(const History& history, std::string promise);

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
  // Where it is the first of its kind, its example, to be filled in; else null.
  FindingExample* add(const Kind& kind, std::uint64_t occurrences = 1);
  // Appends findings and the check's verdict to the result.
  void conclude(EngineResult& result, Verdict verdict, bool white_box, std::string reason);

 private:
  std::string engine_;
  std::string check_;
  // By kind, type, rule and cause: an id is worked out once each.
  using Name = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Name, Finding, std::less<>> by_name_;
};

}  // namespace faultline::sim
