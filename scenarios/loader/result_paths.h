// What an expectation may name: every number and boolean of engines.E in result.json, by dots, and
// "lost", each ledger class bare, "checks.NAME" and "outcomes" (shared cli.md, "scenario"). One
// table says which paths there are, what each measures and where a run keeps it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/loader/places.h"
#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::scenarios {

enum class Measure { kCount, kDuration, kRatio, kBoolean, kVerdict };

using Segments = std::vector<std::string>;

struct ResultPath {
  // "latency_ns.<datacenter>.p50"; what stands in <> is a name of that kind.
  std::string_view pattern;
  Measure measure = Measure::kCount;
  // Null: not a figure of a single run. The segments fit the pattern.
  std::optional<std::int64_t> (*read)(const sim::EngineResult&, const Segments&) = nullptr;
};

[[nodiscard]] std::span<const ResultPath> result_paths();

// The path's entry, or why there is none.
struct FoundPath {
  const ResultPath* path = nullptr;
  std::string problem;
  std::string expected;
  std::string suggestion;
};
// Whose names a pattern's open parts take.
struct ResultNames {
  const Places& places;
  // That can fire in the engine's run; none: any name passes.
  std::optional<std::vector<std::string>> marks;
};
[[nodiscard]] FoundPath find_path(std::string_view path, const ResultNames& names);
// For a path that was found before.
[[nodiscard]] const ResultPath& known_path(std::string_view path);
[[nodiscard]] Segments segments_of(std::string_view path);

// Bounds: "== 0", "< 4s", ">= 99.9%".
struct ParsedBound {
  std::optional<sim::Bound> bound;
  std::string text;  // canonical: one blank after the relation
  std::string problem;
};
[[nodiscard]] ParsedBound parse_bound(std::string_view text, Measure measure);
[[nodiscard]] std::string bound_form(Measure measure);
[[nodiscard]] bool satisfies(std::int64_t value, const sim::Bound& bound);
[[nodiscard]] std::string format_measured(std::int64_t value, Measure measure);

inline constexpr std::string_view kVerdictPrefix = "checks.";

}  // namespace faultline::scenarios
