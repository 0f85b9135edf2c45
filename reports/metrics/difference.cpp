#include "reports/metrics/difference.h"

#include <algorithm>
#include <array>
#include <map>

#include "reports/story/findings.h"

namespace faultline::reports {

namespace {

constexpr std::array<std::string_view, 6> kTurns = {"worse", "better", "undecided",
                                                    "same",  "figure", "absent"};
constexpr std::array<std::string_view, 10> kAbouts = {
    "finding",      "lost",         "converged",      "check",        "expectation",
    "ledger_class", "agreed_after", "differing_keys", "availability", "latency_p99"};

Turn turn_of_count(std::uint64_t before, std::uint64_t after) {
  if (before == after) return Turn::kSame;
  return after > before ? Turn::kWorse : Turn::kBetter;
}

Turn turn_of_verdict(sim::Verdict before, sim::Verdict after) {
  using sim::Verdict;
  if (before == after) return Turn::kSame;
  if (before == Verdict::kHeld && after == Verdict::kFailed) return Turn::kWorse;
  if (before == Verdict::kFailed && after == Verdict::kHeld) return Turn::kBetter;
  if (before == Verdict::kHeld && after == Verdict::kUnknown) return Turn::kUndecided;
  return Turn::kFigure;
}

template <class Number>
Measured number(const std::optional<Number>& value) {
  return value ? Measured(static_cast<std::int64_t>(*value)) : Measured();
}

std::optional<std::int64_t> found_in(const std::map<std::string, std::int64_t>& values,
                                     const std::string& name) {
  const auto found = values.find(name);
  if (found == values.end()) return std::nullopt;
  return found->second;
}

class Comparison {
 public:
  Comparison(const ReadResult& before, const ReadResult& after) : before_(before), after_(after) {}

  Difference take() {
    for (const sim::EngineResult& engine : before_.engines) {
      if (const sim::EngineResult* other = engine_of(after_, engine.engine))
        compare(engine, *other);
      else
        made_.only_before.push_back(engine.engine);
    }
    for (const sim::EngineResult& engine : after_.engines)
      if (engine_of(before_, engine.engine) == nullptr) made_.only_after.push_back(engine.engine);
    compare_expectations("");
    return std::move(made_);
  }

 private:
  static const sim::EngineResult* engine_of(const ReadResult& result, const std::string& name) {
    for (const sim::EngineResult& engine : result.engines)
      if (engine.engine == name) return &engine;
    return nullptr;
  }

  void compare(const sim::EngineResult& before, const sim::EngineResult& after) {
    made_.engines.push_back(before.engine);
    const std::size_t first = made_.changes.size();
    compare_findings(before, after);
    compare_outcome(before, after);
    compare_checks(before, after);
    compare_expectations(before.engine);
    compare_figures(before, after);
    compare_service(before, after);
    // Within one kind of thing, the worse before the better; else as they came.
    std::stable_sort(made_.changes.begin() + static_cast<std::ptrdiff_t>(first),
                     made_.changes.end(), [](const Change& a, const Change& b) {
                       return std::pair(a.about, a.turn) < std::pair(b.about, b.turn);
                     });
  }

  void add(Change change) {
    made_.worse += change.turn == Turn::kWorse;
    made_.better += change.turn == Turn::kBetter;
    made_.undecided += change.turn == Turn::kUndecided;
    made_.same += change.turn == Turn::kSame;
    if (change.turn != Turn::kSame) made_.changes.push_back(std::move(change));
  }

  // A figure that is as it was says nothing; it is not counted either.
  void add_figure(About about, const std::string& engine, const std::string& name, Measured before,
                  Measured after) {
    if (before == after) return;
    add({about, Turn::kFigure, engine, name, std::move(before), std::move(after)});
  }

  // Whoever does not look for a thing does not find it.
  static bool looked(const sim::EngineResult& engine, const std::string& check) {
    return std::any_of(engine.checks.begin(), engine.checks.end(),
                       [&](const sim::CheckResult& each) { return each.name == check; });
  }
  // Nor does who does not look to the end.
  static bool decided(const sim::EngineResult& engine, const std::string& check) {
    return std::any_of(engine.checks.begin(), engine.checks.end(),
                       [&](const sim::CheckResult& each) {
                         return each.name == check && each.verdict != sim::Verdict::kUnknown;
                       });
  }

  void compare_findings(const sim::EngineResult& before, const sim::EngineResult& after) {
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> occurrences;
    for (const sim::Finding& each : before.findings) occurrences[each.id].first = each.occurrences;
    for (const sim::Finding& each : after.findings) occurrences[each.id].second = each.occurrences;
    std::vector<const sim::Finding*> findings = worst_first({&after});
    for (const sim::Finding* each : worst_first({&before}))
      if (occurrences.at(each->id).second == 0) findings.push_back(each);
    for (const sim::Finding* finding : findings) {
      const auto [then, now] = occurrences.at(finding->id);
      if (looked(before, finding->check) != looked(after, finding->check)) continue;
      if ((then == 0 && !decided(before, finding->check)) ||
          (now == 0 && !decided(after, finding->check)))
        continue;
      add({About::kFinding, turn_of_count(then, now), before.engine, finding->id,
           static_cast<std::int64_t>(then), static_cast<std::int64_t>(now), *finding});
    }
  }

  void compare_outcome(const sim::EngineResult& before, const sim::EngineResult& after) {
    const std::string& engine = before.engine;
    const auto lost = [](const sim::EngineResult& each) {
      std::optional<std::uint64_t> count;
      if (each.ledger) count = each.lost();
      return count;
    };
    if (before.ledger && after.ledger)
      add({About::kLost, turn_of_count(*lost(before), *lost(after)), engine, "",
           number(lost(before)), number(lost(after))});
    else if (before.ledger || after.ledger)
      add({About::kLost, Turn::kAbsent, engine, "", number(lost(before)), number(lost(after))});
    const auto agreed = [](const sim::EngineResult& each) {
      return each.converged ? Measured(*each.converged) : Measured();
    };
    Turn turn = Turn::kAbsent;
    if (before.converged && after.converged)
      turn = *before.converged == *after.converged ? Turn::kSame
             : *after.converged                    ? Turn::kBetter
                                                   : Turn::kWorse;
    if (before.converged || after.converged)
      add({About::kConverged, turn, engine, "", agreed(before), agreed(after)});
  }

  void compare_checks(const sim::EngineResult& before, const sim::EngineResult& after) {
    for (const sim::CheckResult& then : before.checks) {
      const auto now =
          std::find_if(after.checks.begin(), after.checks.end(),
                       [&](const sim::CheckResult& each) { return each.name == then.name; });
      const std::string verdict(word(then.verdict));
      // What cannot be asked of the engine is not counted as the same.
      if (now != after.checks.end() && then.verdict == sim::Verdict::kNotApplicable &&
          now->verdict == then.verdict)
        continue;
      if (now == after.checks.end())
        add({About::kCheck, Turn::kAbsent, before.engine, then.name, verdict, {}});
      else
        add({About::kCheck,
             turn_of_verdict(then.verdict, now->verdict),
             before.engine,
             then.name,
             verdict,
             std::string(word(now->verdict)),
             {},
             now->reason});
    }
    for (const sim::CheckResult& now : after.checks)
      if (!looked(before, now.name))
        add({About::kCheck,
             Turn::kAbsent,
             before.engine,
             now.name,
             {},
             std::string(word(now.verdict))});
  }

  // Those that speak of the engine; of none: of the whole run.
  [[nodiscard]] bool speaks_of(const std::string& path, const std::string& engine) const {
    const std::string first = path.substr(0, path.find('.'));
    if (!engine.empty()) return first == engine;
    return engine_of(before_, first) == nullptr && engine_of(after_, first) == nullptr;
  }

  void compare_expectations(const std::string& engine) {
    const auto find = [](const ReadResult& result, const std::string& path) {
      return std::find_if(result.expectations.begin(), result.expectations.end(),
                          [&](const ExpectationResult& each) { return each.path == path; });
    };
    for (const ExpectationResult& then : before_.expectations) {
      if (!speaks_of(then.path, engine)) continue;
      const auto now = find(after_, then.path);
      const std::string verdict(word(then.verdict));
      if (now == after_.expectations.end()) {
        add({About::kExpectation, Turn::kAbsent, engine, then.path, verdict, {}});
        continue;
      }
      std::string expected = "expected " + then.expected;
      if (now->expected != then.expected) expected += ", now " + now->expected;
      add({About::kExpectation,
           turn_of_verdict(then.verdict, now->verdict),
           engine,
           then.path,
           verdict,
           std::string(word(now->verdict)),
           {},
           expected + ", seen " + now->seen});
    }
    for (const ExpectationResult& now : after_.expectations)
      if (speaks_of(now.path, engine) && find(before_, now.path) == before_.expectations.end())
        add({About::kExpectation,
             Turn::kAbsent,
             engine,
             now.path,
             {},
             std::string(word(now.verdict))});
  }

  void compare_figures(const sim::EngineResult& before, const sim::EngineResult& after) {
    const std::string& engine = before.engine;
    for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
      const auto ledger_class = static_cast<sim::LedgerClass>(index);
      const auto in = [&](const sim::EngineResult& each) {
        return static_cast<std::int64_t>(each.ledger->at(ledger_class));
      };
      if (before.ledger && after.ledger)
        add_figure(About::kLedgerClass, engine, std::string(word(ledger_class)), in(before),
                   in(after));
    }
    // "Never" is a measurement: nobody may have looked.
    if (before.converged && after.converged)
      add_figure(About::kAgreedAfter, engine, "", number(before.converged_after_heal_ns),
                 number(after.converged_after_heal_ns));
    add_figure(About::kDifferingKeys, engine, "", number(before.differing_keys),
               number(after.differing_keys));
  }

  void compare_service(const sim::EngineResult& before, const sim::EngineResult& after) {
    const auto p99 = [](const sim::EngineResult& each) {
      std::map<std::string, std::int64_t> values;
      for (const auto& [dc, quantiles] : each.latency_ns) values[dc] = quantiles.p99;
      return values;
    };
    compare_places(About::kAvailability, before.engine, before.availability_ppm,
                   after.availability_ppm);
    compare_places(About::kLatency, before.engine, p99(before), p99(after));
  }

  void compare_places(About about, const std::string& engine,
                      const std::map<std::string, std::int64_t>& before,
                      const std::map<std::string, std::int64_t>& after) {
    std::map<std::string, std::int64_t> all = before;
    all.insert(after.begin(), after.end());
    for (const auto& [dc, value] : all)
      add_figure(about, engine, dc, number(found_in(before, dc)), number(found_in(after, dc)));
  }

  const ReadResult& before_;
  const ReadResult& after_;
  Difference made_;
};

}  // namespace

std::string_view word(Turn turn) {
  return kTurns.at(static_cast<std::size_t>(turn));
}

std::string_view word(About about) {
  return kAbouts.at(static_cast<std::size_t>(about));
}

Difference difference(const ReadResult& before, const ReadResult& after) {
  return Comparison(before, after).take();
}

}  // namespace faultline::reports
