#include "reports/story/titles.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/metrics/lag.h"
#include "reports/metrics/numbers.h"
#include "reports/metrics/recovery.h"
#include "reports/metrics/service.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

std::string joined(const std::vector<std::string>& clauses) {
  return fmt::format("{}", fmt::join(clauses, "; "));
}

// An engine and what is said of it. Engines of which the same is said are named together.
struct Said {
  std::string engine;
  std::string what;
};
std::vector<std::pair<std::vector<std::string>, std::string>> merged(const std::vector<Said>& all) {
  std::vector<std::pair<std::vector<std::string>, std::string>> groups;
  for (const Said& said : all) {
    const auto same = std::find_if(groups.begin(), groups.end(),
                                   [&](const auto& group) { return group.second == said.what; });
    if (same == groups.end()) {
      groups.push_back({{said.engine}, said.what});
    } else {
      same->first.push_back(said.engine);
    }
  }
  return groups;
}

// Those to whom `clause` has nothing particular to say share one clause at the end.
template <class Clause>
std::vector<std::string> clauses_of(const EngineResults& engines, const Clause& clause,
                                    const std::string& otherwise) {
  std::vector<std::string> clauses;
  std::vector<std::string> others;
  for (const sim::EngineResult* engine : engines) {
    std::string text = clause(*engine);
    if (text.empty()) {
      others.push_back(display_name(engine->engine));
    } else {
      clauses.push_back(std::move(text));
    }
  }
  if (!others.empty()) clauses.push_back(listed(others) + " " + otherwise);
  return clauses;
}

std::string differs_at_the_end(const sim::EngineResult& engine, bool after_a_fault) {
  const std::uint64_t keys = engine.differing_keys.value_or(0);
  const std::string again = after_a_fault ? "never agreed again" : "never agreed";
  if (keys == 0) return again;
  return fmt::format("{}, {} differ{} at the end", again, counted(keys, "key"),
                     keys == 1 ? "s" : "");
}

std::string caught_up(const sim::EngineResult& engine, const sim::RunResult& result) {
  if (most_differing(engine) == 0) return "never differed";
  const auto after = caught_up_after(engine, result);
  if (!after) return "agreed only at the end";
  if (*after == 0) return "had caught up by then";
  return fmt::format("caught up {} later", duration_text(*after));
}

std::string agreed_without_fault(const sim::EngineResult& engine) {
  if (most_differing(engine) == 0) return "never differed";
  if (engine.converged_after_heal_ns.value_or(0) == 0) return "agreed before the load ended";
  return fmt::format("agreed {} after the load ended",
                     duration_text(*engine.converged_after_heal_ns));
}

std::string missing_text(std::uint64_t copies) {
  return copies == 1 ? "1 copy never arrived" : grouped(copies) + " copies never arrived";
}

}  // namespace

std::string losses_title(const EngineResults& engines) {
  EngineResults measured;
  for (const sim::EngineResult* engine : engines) {
    if (engine->ledger) measured.push_back(engine);
  }
  if (measured.empty()) return "Lost updates were not measured";
  return joined(clauses_of(
      measured,
      [](const sim::EngineResult& engine) {
        if (engine.lost() == 0) return std::string();
        return fmt::format("{} lost {} of {} ({})", display_name(engine.engine),
                           grouped(engine.lost()),
                           counted(acknowledged(engine), "acknowledged update"),
                           share_text(engine.lost(), acknowledged(engine)));
      },
      "lost none"));
}

std::string divergence_title(const EngineResults& engines, const sim::RunResult& result) {
  const auto fault_end = last_fault_end(result);
  std::vector<Said> all;
  for (const sim::EngineResult* engine : engines) {
    if (engine->converged != false) continue;
    all.push_back(
        {display_name(engine->engine), differs_at_the_end(*engine, fault_end.has_value())});
  }
  for (const sim::EngineResult* engine : engines) {
    if (engine->converged != true) continue;
    all.push_back({display_name(engine->engine),
                   fault_end ? caught_up(*engine, result) : agreed_without_fault(*engine)});
  }
  if (all.empty()) return "How many keys differ between replicas";
  std::vector<std::string> clauses;
  for (const auto& [names, what] : merged(all)) clauses.push_back(listed(names) + " " + what);
  if (!fault_end) return joined(clauses);
  return fmt::format("The last fault ended at {}: {}", duration_text(*fault_end), joined(clauses));
}

std::string lag_title(const EngineResults& engines) {
  std::vector<Said> arrived;
  std::vector<Said> missing;
  for (const sim::EngineResult* engine : engines) {
    if (engine->lag.empty()) continue;
    const std::string name = display_name(engine->engine);
    arrived.push_back({name, duration_text(slowest_copy(*engine))});
    const std::uint64_t copies = copies_missing(*engine);
    if (copies > 0) missing.push_back({name, missing_text(copies)});
  }
  if (arrived.empty()) return "No update went to another data center";
  std::vector<std::string> slowest;
  for (const auto& [names, what] : merged(arrived))
    slowest.push_back(what + " under " + listed(names));
  std::vector<std::string> clauses = {
      "The slowest update was visible in another data center after " +
      fmt::format("{}", fmt::join(slowest, ", "))};
  for (const auto& [names, what] : merged(missing))
    clauses.push_back(what + " under " + listed(names));
  return joined(clauses);
}

std::string availability_title(const EngineResults& engines) {
  return joined(clauses_of(
      engines,
      [](const sim::EngineResult& engine) {
        const auto worst = std::min_element(
            engine.availability_ppm.begin(), engine.availability_ppm.end(),
            [](const auto& one, const auto& other) { return one.second < other.second; });
        if (worst == engine.availability_ppm.end() || worst->second == 1'000'000) {
          return std::string();
        }
        std::string text =
            fmt::format("{} answered {} of what clients in {} asked", display_name(engine.engine),
                        percent_text(worst->second), worst->first);
        if (const auto window = least_available(engine)) {
          text += fmt::format(", {} around {}", percent_text(availability_ppm(window->window)),
                              duration_text(window->window.from_ns));
        }
        return text;
      },
      "answered everything"));
}

std::string latency_title(const EngineResults& engines, const sim::RunResult& result) {
  const bool faults = std::any_of(engines.begin(), engines.end(), [&](const auto* engine) {
    return slowest(*engine, result, During::kFaults).has_value();
  });
  std::vector<Said> all;
  std::optional<std::int64_t> calm;
  for (const sim::EngineResult* engine : engines) {
    if (const auto worst = slowest(*engine, result, faults ? During::kFaults : During::kCalm)) {
      all.push_back({display_name(engine->engine), duration_text(worst->window.latency_ns.p99)});
    }
    if (const auto worst = slowest(*engine, result, During::kCalm)) {
      calm = std::max(calm.value_or(0), worst->window.latency_ns.p99);
    }
  }
  if (all.empty()) return "No operation was answered";
  std::vector<std::string> clauses;
  for (const auto& [names, what] : merged(all)) clauses.push_back(what + " under " + listed(names));
  std::string text = fmt::format("99 % of the answers came within {}", fmt::join(clauses, ", "));
  if (!faults) return text;
  text = "During faults " + text;
  return calm ? text + "; otherwise within " + duration_text(*calm) : text;
}

}  // namespace faultline::reports
