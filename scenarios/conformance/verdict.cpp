#include "scenarios/conformance/verdict.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "scenarios/exit_code.h"
#include "sim/story/text.h"

namespace faultline::scenarios::conformance {
namespace {

using sim::printable;

std::string_view word(Verdict verdict) {
  if (verdict == Verdict::kPass) return "pass";
  return verdict == Verdict::kFail ? "fail" : "skip";
}

}  // namespace

CaseResult judged(std::string id, std::vector<Mismatch> mismatches) {
  CaseResult result;
  result.id = std::move(id);
  result.verdict = mismatches.empty() ? Verdict::kPass : Verdict::kFail;
  result.mismatches = std::move(mismatches);
  return result;
}

CaseResult skipped(std::string id, std::string reason) {
  CaseResult result;
  result.id = std::move(id);
  result.verdict = Verdict::kSkip;
  result.reason = std::move(reason);
  return result;
}

void Tally::add(const CaseResult& result) {
  if (result.verdict == Verdict::kSkip)
    ++skipped_;
  else if (result.verdict == Verdict::kPass)
    ++(result.certain ? passed_ : plausible_passed_);
  else
    ++(result.certain ? failed_ : plausible_failed_);
}

void Tally::print(std::ostream& out) const {
  if (plausible_passed_ + plausible_failed_ > 0)
    out << fmt::format("plausible: {} passed, {} failed\n", plausible_passed_, plausible_failed_);
  out << fmt::format("{} passed, {} failed, {} skipped\n", passed_, failed_, skipped_);
}

int Tally::exit_code() const {
  if (failed_ > 0) return kExitFailed;
  return passed_ == 0 ? kExitUnknown : kExitHeld;
}

void print_text(const CaseResult& result, std::ostream& out) {
  const std::string id = printable(result.id);
  if (result.verdict == Verdict::kSkip) {
    out << "SKIP " << id << ' ' << printable(result.reason) << '\n';
    return;
  }
  out << (result.verdict == Verdict::kPass ? "PASS" : "FAIL") << (result.certain ? " " : "? ") << id
      << '\n';
  for (const Mismatch& mismatch : result.mismatches)
    out << fmt::format("  {}  {}  {}  expected {}  seen {}\n", mismatch.at,
                       printable(mismatch.where), mismatch.command, mismatch.expected,
                       mismatch.seen);
}

void print_json(const CaseResult& result, std::ostream& out) {
  using Ordered = nlohmann::ordered_json;
  Ordered json = Ordered::object();
  json["id"] = result.id;
  json["verdict"] = word(result.verdict);
  json["reason"] = result.reason.empty() ? Ordered(nullptr) : Ordered(result.reason);
  json["orders"] = result.orders ? Ordered(*result.orders) : Ordered(nullptr);
  json["seeds"] = nullptr;
  if (result.seeds) {
    Ordered outcomes = Ordered::object();
    for (const auto& [outcome, count] : result.seeds->outcomes) outcomes[outcome] = count;
    json["seeds"] = {{"run", result.seeds->run},
                     {"diverged", result.seeds->diverged},
                     {"outcomes", std::move(outcomes)}};
  }
  json["mismatches"] = Ordered::array();
  for (const Mismatch& each : result.mismatches)
    json["mismatches"].push_back({{"at", each.at},
                                  {"where", each.where},
                                  {"command", each.command},
                                  {"expected", each.expected},
                                  {"seen", each.seen}});
  out << json.dump(-1, ' ', false, Ordered::error_handler_t::replace) << '\n';
}

}  // namespace faultline::scenarios::conformance
