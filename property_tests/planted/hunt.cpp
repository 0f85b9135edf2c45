#include "property_tests/planted/hunt.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "engine/base/assert.h"
#include "scenarios/expectations.h"
#include "scenarios/loader/loader.h"
#include "scenarios/minimize/small_scenario.h"
#include "sim/run.h"
#include "sim/search/workers.h"

namespace faultline::planted {
namespace {

using engine::PlantedBugKind;
using sim::Verdict;

class AssertionFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Assertions throw in this thread while it lives.
class ThrowingAssertions {
 public:
  ThrowingAssertions()
      : before_(engine::set_assertion_handler([](const engine::AssertionFailure& failure) {
          throw AssertionFailed(engine::describe(failure));
        })) {}
  ~ThrowingAssertions() { engine::set_assertion_handler(before_); }
  ThrowingAssertions(const ThrowingAssertions&) = delete;
  ThrowingAssertions& operator=(const ThrowingAssertions&) = delete;

 private:
  engine::AssertionHandler before_;
};

// What failed in a run: the paths of expectations, without the engine, or kAssertion.
std::vector<std::string> failures(const sim::Plan& plan) {
  std::vector<std::string> failed;
  try {
    for (const reports::ExpectationResult& each : scenarios::judge(plan, sim::run(plan, {}), {}))
      if (each.verdict == Verdict::kFailed || each.verdict == Verdict::kUnknown)
        failed.push_back(each.path.substr(each.path.find('.') + 1));
  } catch (const AssertionFailed&) {
    failed.emplace_back(engine::kAssertion);
  }
  return failed;
}

// How many seeds from `first` on it took; a problem: too many.
std::uint64_t seeds_until_caught(const PlantedBugKind& bug, sim::Plan plan, std::uint64_t first,
                                 std::string& problem) {
  plan.planted_bug = bug.bug;
  std::string instead;
  for (std::uint64_t tried = 1; tried <= kSeedsMax; ++tried) {
    const std::uint64_t seed = first + tried - 1;
    const std::vector<std::string> failed = failures(scenarios::plan_for_seed(plan, seed));
    if (std::find(failed.begin(), failed.end(), bug.caught_by) != failed.end()) return tried;
    if (!failed.empty()) instead = "; seed " + std::to_string(seed) + " fails " + failed.front();
  }
  problem = std::to_string(kSeedsMax) + " seeds from " + std::to_string(first) +
            " on do not fail " + std::string(bug.caught_by) + instead;
  return kSeedsMax;
}

// The scenario holds without the bug for so many seeds.
void expect_to_hold(sim::Plan plan, std::uint64_t first, std::uint64_t seeds,
                    std::string& problem) {
  plan.planted_bug.reset();
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    for (const std::string& path : failures(scenarios::plan_for_seed(plan, seed)))
      problem = "seed " + std::to_string(seed) + " fails " + path + " without the bug";
  }
}

struct Task {
  std::size_t hunt = 0;
  std::uint64_t first_seed = 0;
  sim::Plan plan;
  std::uint64_t seeds = 0;
  std::string problem;
};

}  // namespace

std::uint64_t Hunt::median() const {
  if (seeds.empty()) return 0;
  std::vector<std::uint64_t> sorted = seeds;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() / 2];
}

std::string scenario_of(const PlantedBugKind& bug) {
  return FAULTLINE_SOURCE_DIR "/property_tests/planted/" + std::string(bug.name) + ".json";
}

std::vector<Hunt> hunt_all(std::span<const std::uint64_t> first_seeds) {
  std::vector<Hunt> hunts;
  std::vector<Task> tasks;
  for (const PlantedBugKind& bug : engine::planted_bugs()) {
    Hunt& hunt = hunts.emplace_back();
    hunt.bug = &bug;
    const scenarios::LoadedScenario loaded = scenarios::load_scenario_file(scenario_of(bug));
    for (const scenarios::InputError& error : loaded.errors)
      hunt.problems.push_back(scenarios::to_line(error));
    if (!loaded.plan) continue;
    if (loaded.plan->planted_bug != bug.bug)
      hunt.problems.push_back(scenario_of(bug) + " plants another bug");
    for (const std::uint64_t first : first_seeds)
      tasks.push_back({hunts.size() - 1, first, *loaded.plan, 0, {}});
  }
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const auto work = [&](std::uint64_t i) {
    Task& task = tasks[i];
    const ThrowingAssertions throwing;
    const PlantedBugKind& bug = *hunts[task.hunt].bug;
    task.seeds = seeds_until_caught(bug, task.plan, task.first_seed, task.problem);
    const std::uint64_t held = std::max(task.seeds, kHeldSeedsMin);
    expect_to_hold(task.plan, task.first_seed, held, task.problem);
    return true;
  };
  sim::work_through(tasks.size(), threads, work, [] { return true; });
  for (const Task& task : tasks) {
    Hunt& hunt = hunts[task.hunt];
    if (task.problem.empty())
      hunt.seeds.push_back(task.seeds);
    else
      hunt.problems.push_back(task.problem);
  }
  return hunts;
}

namespace {

constexpr std::string_view kChecks = "checks.";

// The finding of what is to catch the bug: of a check, of a class of the ledger, or of replicas
// that do not converge.
const sim::Finding* caught_by(const scenarios::WholeRun& whole, const PlantedBugKind& bug) {
  const std::string_view path = bug.caught_by;
  for (const sim::Finding* each : whole.findings())
    if ((path.starts_with(kChecks) && each->check == path.substr(kChecks.size())) ||
        each->kind == path || (path == "lost" && each->check == "ledger_sum") ||
        (path == "converged" && each->check == "quiescent_agreement"))
      return each;
  return nullptr;
}

bool still_shows(const std::string& text, const sim::Finding& finding) {
  const auto loaded = scenarios::load_scenario(text, "small.json");
  return loaded.plan && loaded.plan->shows == finding.id &&
         scenarios::run_whole(*loaded.plan, "small.json", [] { return false; }).find(finding.id) !=
             nullptr;
}

void shrink(sim::Plan plan, Shrunk& shrunk) {
  const ThrowingAssertions throwing;
  plan.planted_bug = shrunk.bug->bug;
  shrunk.seed = seeds_until_caught(*shrunk.bug, plan, 1, shrunk.problem);
  if (!shrunk.problem.empty()) return;
  plan = scenarios::plan_for_seed(plan, shrunk.seed);
  const scenarios::WholeRun whole = scenarios::run_whole(plan, "planted", [] { return false; });
  const sim::Finding* finding = caught_by(whole, *shrunk.bug);
  if (finding == nullptr) finding = scenarios::worst_finding(plan, whole);  // a count is off by it
  if (finding == nullptr) return;
  scenarios::Trying how;
  how.attempt = [](const std::function<bool()>& run) {
    const ThrowingAssertions throwing_here;
    try {
      return run();
    } catch (const AssertionFailed&) {
      return false;
    }
  };
  const auto small = scenarios::make_small(plan, whole, *finding, how);
  if (!small) {
    shrunk.problem = "frozen it does not show " + finding->id;
    return;
  }
  shrunk.before = size_of(small->before);
  shrunk.after = size_of(small->small);
  shrunk.text = small->text;
  if (!still_shows(small->text, *finding)) shrunk.problem = "the file does not show " + finding->id;
}

}  // namespace

std::vector<Shrunk> shrink_all(std::span<const std::string_view> only) {
  std::vector<Shrunk> all;
  std::vector<sim::Plan> plans;
  for (const PlantedBugKind& bug : engine::planted_bugs()) {
    if (bug.caught_by == engine::kAssertion) continue;
    if (!only.empty() && std::find(only.begin(), only.end(), bug.name) == only.end()) continue;
    const scenarios::LoadedScenario loaded = scenarios::load_scenario_file(scenario_of(bug));
    if (!loaded.plan) continue;  // the hunt tells why
    all.push_back({&bug, 0, {}, {}, {}, {}});
    plans.push_back(*loaded.plan);
  }
  const auto work = [&](std::uint64_t i) {
    shrink(plans[i], all[i]);
    return true;
  };
  sim::work_through(all.size(), std::max(1U, std::thread::hardware_concurrency()), work,
                    [] { return true; });
  std::erase_if(all, [](const Shrunk& each) { return each.text.empty() && each.problem.empty(); });
  return all;
}

}  // namespace faultline::planted
