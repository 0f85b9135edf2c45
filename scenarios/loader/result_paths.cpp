#include "scenarios/loader/result_paths.h"

#include <algorithm>
#include <functional>
#include <map>

#include "engine/base/assert.h"
#include "engine/datatypes/change.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/nearest.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/units.h"
#include "scenarios/loader/wrong_word.h"
#include "sim/checkers/checker.h"
#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

using sim::EngineResult;
using sim::LedgerClass;
using Figure = std::optional<std::int64_t>;

Figure figure(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}
template <class T>
Figure figure(const std::optional<T>& value) {
  return value ? Figure(static_cast<std::int64_t>(*value)) : std::nullopt;
}

template <class Map>
const typename Map::mapped_type* look_up(const Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

std::vector<std::string> ledger_words() {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < sim::kLedgerClasses; ++i)
    words.emplace_back(word(static_cast<LedgerClass>(i)));
  return words;
}

Figure ledger_figure(const EngineResult::Ledger& ledger, std::string_view name) {
  for (const auto& [ledger_class, count] : ledger)
    if (word(ledger_class) == name) return figure(count);
  return std::nullopt;
}

Figure ledger_of(const EngineResult& result, const Segments& path) {
  return result.ledger ? ledger_figure(*result.ledger, path.back()) : std::nullopt;
}

Figure ledger_of_type(const EngineResult& result, const Segments& path) {
  if (!result.ledger) return std::nullopt;
  const auto* ledger = look_up(result.ledger_by_type, path[1]);
  // A type that no operation touched has nothing in any class.
  return ledger == nullptr ? Figure(0) : ledger_figure(*ledger, path[2]);
}

template <std::int64_t sim::Quantiles::*Member>
Figure staleness(const EngineResult& result, const Segments& path) {
  if (!result.staleness_ns) return std::nullopt;
  const auto* quantiles = look_up(*result.staleness_ns, path[1]);
  return quantiles == nullptr ? std::nullopt : Figure(quantiles->*Member);
}

template <std::int64_t sim::Quantiles::*Member>
Figure latency(const EngineResult& result, const Segments& path) {
  const auto* quantiles = look_up(result.latency_ns, path[1]);
  return quantiles == nullptr ? std::nullopt : Figure(quantiles->*Member);
}

// Names that a run had no reason to write down count 0: no mark fired, no such cause.
Figure counted(const std::map<std::string, std::uint64_t>& counts, const std::string& name) {
  const auto* count = look_up(counts, name);
  return count == nullptr ? Figure(0) : figure(*count);
}

Figure availability(const EngineResult& result, const Segments& path) {
  const auto* share = look_up(result.availability_ppm, path[1]);
  return share == nullptr ? std::nullopt : Figure(*share);
}

using R = EngineResult;
using S = Segments;
using Q = sim::Quantiles;

constexpr ResultPath kPaths[] = {
    {"lost", Measure::kCount,
     [](const R& r, const S&) { return r.ledger ? figure(r.lost()) : std::nullopt; }},
    {"converged", Measure::kBoolean, [](const R& r, const S&) { return figure(r.converged); }},
    {"<class>", Measure::kCount, ledger_of},
    {"ledger.<class>", Measure::kCount, ledger_of},
    {"ledger_by_type.<type>.<class>", Measure::kCount, ledger_of_type},
    {"checks.<check>", Measure::kVerdict, nullptr},
    {"outcomes", Measure::kCount, nullptr},
    {"events", Measure::kCount, [](const R& r, const S&) { return figure(r.events); }},
    {"virtual_ns", Measure::kDuration, [](const R& r, const S&) { return Figure(r.virtual_ns); }},
    {"operations.issued", Measure::kCount,
     [](const R& r, const S&) { return figure(r.operations.issued); }},
    {"operations.ok", Measure::kCount,
     [](const R& r, const S&) { return figure(r.operations.ok); }},
    {"operations.failed", Measure::kCount,
     [](const R& r, const S&) { return figure(r.operations.failed); }},
    {"operations.indeterminate", Measure::kCount,
     [](const R& r, const S&) { return figure(r.operations.indeterminate); }},
    {"updates", Measure::kCount, [](const R& r, const S&) { return figure(r.updates); }},
    {"converged_after_heal_ns", Measure::kDuration,
     [](const R& r, const S&) { return figure(r.converged_after_heal_ns); }},
    {"differing_keys", Measure::kCount,
     [](const R& r, const S&) { return figure(r.differing_keys); }},
    {"divergence_area_key_ns", Measure::kDuration,
     [](const R& r, const S&) { return figure(r.divergence_area_key_ns); }},
    {"staleness_ns.<pair>.p50", Measure::kDuration, staleness<&Q::p50>},
    {"staleness_ns.<pair>.p95", Measure::kDuration, staleness<&Q::p95>},
    {"staleness_ns.<pair>.p99", Measure::kDuration, staleness<&Q::p99>},
    {"staleness_ns.<pair>.max", Measure::kDuration, staleness<&Q::max>},
    {"latency_ns.<datacenter>.p50", Measure::kDuration, latency<&Q::p50>},
    {"latency_ns.<datacenter>.p99", Measure::kDuration, latency<&Q::p99>},
    {"latency_ns.<datacenter>.max", Measure::kDuration, latency<&Q::max>},
    {"availability_ppm.<datacenter>", Measure::kRatio, availability},
    {"unavailable.<name>", Measure::kCount,
     [](const R& r, const S& s) { return counted(r.unavailable, s[1]); }},
    {"wire.messages", Measure::kCount,
     [](const R& r, const S&) { return figure(r.wire_messages); }},
    {"wire.bytes", Measure::kCount, [](const R& r, const S&) { return figure(r.wire_bytes); }},
    {"metadata_bytes_peak", Measure::kCount,
     [](const R& r, const S&) { return figure(r.metadata_bytes_peak); }},
    {"tombstones_peak", Measure::kCount,
     [](const R& r, const S&) { return figure(r.tombstones_peak); }},
    {"marks.<mark>", Measure::kCount,
     [](const R& r, const S& s) { return counted(r.marks, s[1]); }},
};

// One kind of name that a pattern leaves open.
struct Hole {
  std::string_view mark;
  std::string_view noun;
  bool (*fits)(const std::string& name, const ResultNames& names);
  std::vector<std::string> (*words)(const ResultNames& names);
};

bool is_among(const std::string& name, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), name) != words.end();
}
std::vector<std::string> ledger_names(const ResultNames&) {
  return ledger_words();
}
// The ledger counts writes by what the command is about: a data type, or "key".
std::vector<std::string> type_names(const ResultNames&) {
  std::vector<std::string> types;
  for (const engine::CommandKind& kind : engine::command_kinds())
    if (kind.access == engine::Access::kWrite && !is_among(std::string(kind.type), types))
      types.emplace_back(kind.type);
  return types;
}
std::vector<std::string> check_names(const ResultNames&) {
  return names_of(sim::check_kinds());
}
std::vector<std::string> mark_names(const ResultNames& names) {
  return names.marks.value_or(std::vector<std::string>());
}
std::vector<std::string> datacenter_names(const ResultNames& names) {
  return names.places.datacenters();
}
std::vector<std::string> pair_names(const ResultNames& names) {
  std::vector<std::string> pairs;
  for (const std::string& from : names.places.datacenters())
    for (const std::string& to : names.places.datacenters())
      if (from != to) pairs.push_back(from + "->" + to);
  return pairs;
}
template <std::vector<std::string> (*Words)(const ResultNames&)>
bool fits_word(const std::string& name, const ResultNames& names) {
  return is_among(name, Words(names));
}
bool fits_mark(const std::string& name, const ResultNames& names) {
  return !names.marks || is_among(name, *names.marks);
}
bool fits_datacenter(const std::string& name, const ResultNames& names) {
  return names.places.has_datacenter(name);
}
bool fits_pair(const std::string& name, const ResultNames& names) {
  const std::size_t arrow = name.find("->");
  if (arrow == std::string::npos) return false;
  const std::string from = name.substr(0, arrow);
  const std::string to = name.substr(arrow + 2);
  return from != to && names.places.has_datacenter(from) && names.places.has_datacenter(to);
}
std::vector<std::string> no_words(const ResultNames&) {
  return {};
}

constexpr Hole kHoles[] = {
    {"<class>", "ledger class", fits_word<ledger_names>, ledger_names},
    {"<type>", "data type", fits_word<type_names>, type_names},
    {"<check>", "check", fits_word<check_names>, check_names},
    {"<mark>", "mark", fits_mark, mark_names},
    {"<datacenter>", "data center", fits_datacenter, datacenter_names},
    {"<pair>", "pair of data centers", fits_pair, pair_names},
    {"<name>", "name", [](const std::string& name, const ResultNames&) { return !name.empty(); },
     no_words},
};

const Hole* hole_of(std::string_view segment) {
  for (const Hole& hole : kHoles)
    if (hole.mark == segment) return &hole;
  return nullptr;
}

// Whether the path has the pattern's form; names in its holes may still be unknown.
bool has_form(const Segments& pattern, const Segments& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (hole_of(pattern[i]) == nullptr && pattern[i] != path[i]) return false;
  return true;
}

// All words that may stand for a whole path, for "did you mean".
std::vector<std::string> suggestions(const ResultNames& names) {
  std::vector<std::string> all;
  for (const ResultPath& path : kPaths) {
    std::vector<std::string> open = {""};
    for (const std::string& segment : segments_of(path.pattern)) {
      const Hole* hole = hole_of(segment);
      std::vector<std::string> grown;
      for (const std::string& begin : open)
        for (const std::string& next :
             hole == nullptr ? std::vector<std::string>{segment} : hole->words(names))
          grown.push_back(begin.empty() ? next : begin + "." + next);
      open = std::move(grown);
    }
    all.insert(all.end(), open.begin(), open.end());
  }
  return all;
}

}  // namespace

std::span<const ResultPath> result_paths() {
  return kPaths;
}

Segments segments_of(std::string_view path) {
  Segments segments(1);
  for (const char c : path) {
    if (c == '.')
      segments.emplace_back();
    else
      segments.back() += c;
  }
  return segments;
}

FoundPath find_path(std::string_view path, const ResultNames& names) {
  const Segments segments = segments_of(path);
  FoundPath wrong;
  for (const ResultPath& candidate : kPaths) {
    const Segments pattern = segments_of(candidate.pattern);
    if (!has_form(pattern, segments)) continue;
    bool good = true;
    for (std::size_t i = 0; i < segments.size() && good; ++i) {
      const Hole* hole = hole_of(pattern[i]);
      good = hole == nullptr || hole->fits(segments[i], names);
      if (good || segments.size() == 1) continue;
      const std::vector<std::string> words = hole->words(names);
      const WrongWord word = wrong_word(hole->noun, segments[i], words);
      wrong.problem = word.what;
      wrong.expected = words.empty() ? "a " + std::string(hole->noun) : word.expected;
      wrong.suggestion = word.suggestion;
    }
    if (good) return {&candidate, {}, {}, {}};
  }
  if (!wrong.problem.empty()) return wrong;
  return {nullptr, "unknown result " + in_quotes(path),
          "a number or boolean of a run, such as lost, converged, ledger.kept or checks.NAME",
          nearest(path, suggestions(names))};
}

const ResultPath& known_path(std::string_view path) {
  Places any;
  any.leave_open();
  const FoundPath found = find_path(path, {any, std::nullopt});
  FL_ASSERT(found.path != nullptr, "a plan expects only what the table of result paths lists");
  return *found.path;
}

}  // namespace faultline::scenarios
