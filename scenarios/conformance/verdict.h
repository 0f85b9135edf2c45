// What became of a case, and how a file's cases are told and counted (shared cli.md, conformance).
// Skips are never passes; what the documents leave uncertain is counted apart.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/conformance/reply_match.h"

namespace faultline::scenarios::conformance {

enum class Verdict { kPass, kFail, kSkip };

struct Mismatch {
  std::string at;     // "step 4", "expect 0", "observed 2", "outcome", "share"
  std::string where;  // region or node
  std::string command;
  std::string expected;
  std::string seen;
};

struct SeedCounts {
  std::uint64_t run = 0;
  std::uint64_t diverged = 0;
  std::map<std::string, std::uint64_t> outcomes;
};

struct CaseResult {
  std::string id;
  Verdict verdict = Verdict::kPass;
  bool certain = true;  // else counted apart: the documents allow another outcome
  std::string reason;   // of a skip
  std::optional<std::uint64_t> orders;
  std::optional<SeedCounts> seeds;
  std::vector<Mismatch> mismatches;
};

// No mismatch: passed.
[[nodiscard]] CaseResult judged(std::string id, std::vector<Mismatch> mismatches);
[[nodiscard]] CaseResult skipped(std::string id, std::string reason);

class Tally {
 public:
  void add(const CaseResult& result);
  // "plausible: …" if there were any, then the last line of all.
  void print(std::ostream& out) const;
  [[nodiscard]] int exit_code() const;

 private:
  std::size_t passed_ = 0, failed_ = 0, skipped_ = 0;
  std::size_t plausible_passed_ = 0, plausible_failed_ = 0;
};

void print_text(const CaseResult& result, std::ostream& out);
void print_json(const CaseResult& result, std::ostream& out);

}  // namespace faultline::scenarios::conformance
