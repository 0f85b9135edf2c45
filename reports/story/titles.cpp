#include "reports/story/titles.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/metrics/clock_offsets.h"
#include "reports/metrics/costs.h"
#include "reports/metrics/delay.h"
#include "reports/metrics/lag.h"
#include "reports/metrics/missing.h"
#include "reports/metrics/numbers.h"
#include "reports/metrics/recovery.h"
#include "reports/metrics/service.h"
#include "reports/story/sentences.h"
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

// "(around 13 s)": a window, by its beginning.
std::string around(std::int64_t from_ns) {
  return "(around " + duration_text(from_ns) + ")";
}

// The first clause says of what all of them speak.
std::string lacked(const sim::EngineResult& engine, const sim::RunResult& result, bool is_first) {
  const auto most = most_missing(engine);
  if (!most) return {};
  const std::uint64_t at_end = missing_at_end(engine, result);
  return fmt::format("{}'s{} up to {}{} {}, {} at the end", display_name(engine.engine),
                     is_first ? " replicas lacked" : "", grouped(most->most),
                     is_first ? " copies of acknowledged updates" : "", around(most->from_ns),
                     at_end == 0 ? "none" : grouped(at_end));
}

// "up to 10 s ahead and up to 3 ms behind".
std::string off_by(const WorstOffset& worst) {
  std::vector<std::string> ways;
  if (worst.ahead_ns > 0) ways.push_back("up to " + duration_text(worst.ahead_ns) + " ahead");
  if (worst.behind_ns > 0) ways.push_back("up to " + duration_text(worst.behind_ns) + " behind");
  return listed(ways);
}

}  // namespace

std::string losses_title(const EngineResults& engines) {
  EngineResults measured;
  for (const sim::EngineResult* engine : engines) {
    if (engine->ledger) measured.push_back(engine);
  }
  if (measured.empty()) return "Lost updates were not measured";
  const auto is_idle = [](const auto* engine) { return acknowledged(*engine) == 0; };
  if (std::all_of(measured.begin(), measured.end(), is_idle)) return "No update was acknowledged";
  return joined(clauses_of(
      measured,
      [](const sim::EngineResult& engine) {
        if (acknowledged(engine) == 0)
          return display_name(engine.engine) + ": " + kNothingAcknowledged;
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
  std::string fault = last_fault_words(result);
  fault.front() = 'T';
  return fmt::format("{} ended at {}: {}", fault, duration_text(*fault_end), joined(clauses));
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

std::string delay_title(const EngineResults& engines) {
  std::vector<Said> all;
  for (const sim::EngineResult* engine : engines) {
    if (const auto slowest_way = slowest_direction(*engine))
      all.push_back({display_name(engine->engine),
                     fmt::format("{} (half within {})", duration_text(slowest_way->delay_ns.p99),
                                 duration_text(slowest_way->delay_ns.p50))});
  }
  if (all.empty()) return "No update arrived in another data center";
  std::vector<std::string> clauses;
  for (const auto& [names, what] : merged(all)) clauses.push_back(what + " under " + listed(names));
  return fmt::format("In the slowest direction 99 % of the copies that arrived did so within {}",
                     fmt::join(clauses, ", "));
}

std::string missing_title(const EngineResults& engines, const sim::RunResult& result) {
  std::vector<std::string> clauses;
  std::vector<std::string> complete;
  for (const sim::EngineResult* engine : engines) {
    std::string clause = lacked(*engine, result, clauses.empty());
    if (!clause.empty())
      clauses.push_back(std::move(clause));
    else if (!engine->missing.empty())
      complete.push_back(display_name(engine->engine));
  }
  if (!complete.empty()) clauses.push_back(listed(complete) + "'s none");
  return joined(clauses);
}

std::string wire_title(const EngineResults& engines, const sim::RunResult& result) {
  std::vector<std::string> clauses;
  for (const sim::EngineResult* engine : engines) {
    const auto most = busiest(*engine);
    if (!most) continue;
    clauses.push_back(fmt::format(
        "{} sent {}{}, up to {} in {} {}", display_name(engine->engine),
        bytes_text(bytes_sent(*engine)), clauses.empty() ? " between machines" : "",
        bytes_text(most->wire_bytes), duration_text(result.window_ns), around(most->from_ns)));
  }
  return joined(clauses);
}

std::string metadata_title(const EngineResults& engines) {
  EngineResults told;
  for (const sim::EngineResult* engine : engines)
    if (std::any_of(engine->costs.begin(), engine->costs.end(),
                    [](const auto& window) { return window.metadata_bytes.has_value(); }))
      told.push_back(engine);
  return joined(clauses_of(
      told,
      [](const sim::EngineResult& engine) {
        const auto most = fullest(engine);
        const std::uint64_t tombstones = most_tombstones(engine);
        std::string text;
        if (most)
          text = fmt::format("{} kept up to {} besides values {}", display_name(engine.engine),
                             bytes_text(*most->metadata_bytes), around(most->from_ns));
        if (tombstones > 0)
          text += fmt::format("{} up to {}",
                              text.empty() ? display_name(engine.engine) + " kept" : " and",
                              counted(tombstones, "tombstone"));
        return text;
      },
      "kept none"));
}

std::string clock_offsets_title(const EngineResults& engines) {
  std::vector<std::string> clauses;
  for (const auto& [datacenter, worst] : worst_offsets(engines))
    clauses.push_back(fmt::format("{} {}{}", clauses.empty() ? "Wall clocks in" : "in", datacenter,
                                  (clauses.empty() ? " were " : " ") + off_by(worst)));
  return joined(clauses);
}

}  // namespace faultline::reports
