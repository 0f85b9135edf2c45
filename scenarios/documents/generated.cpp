#include "scenarios/documents/generated.h"

#include "scenarios/documents/bash_completion.h"
#include "scenarios/documents/parameter_tables.h"
#include "scenarios/semantics/conflict_pairs.h"

namespace faultline::scenarios {
namespace {

constexpr std::string_view kScenariosReadme = "scenarios/README.md";

constexpr Generated kGenerated[] = {
    {kPairsReadme, "what scenarios/semantics/conflict_pairs.cpp makes",
     [] { return pair_table(); }},
    {kScenariosReadme, "the table of engines", engine_tables},
    {kScenariosReadme, "the table of workloads", workload_table},
    {kScenariosReadme, "the table of latencies", latency_table},
    {kScenariosReadme, "the table of faults", fault_table},
    {"scenarios/faultline.bash", "", bash_completion},
};

}  // namespace

std::span<const Generated> generated() {
  return kGenerated;
}

std::optional<std::string> with_generated(const std::string& document, std::string_view mark,
                                          const std::string& anew) {
  if (mark.empty()) return anew;
  const std::size_t begin = document.find("<!-- begin of " + std::string(mark));
  const std::size_t inside = document.find('\n', begin);
  const std::size_t end = document.find("<!-- end -->", inside);
  if (begin == std::string::npos || end == std::string::npos) return std::nullopt;
  return document.substr(0, inside + 1) + anew + document.substr(end);
}

}  // namespace faultline::scenarios
