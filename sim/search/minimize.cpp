#include "sim/search/minimize.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/ports/parameter.h"
#include "sim/engines.h"
#include "sim/search/delta_debugging.h"
#include "sim/search/smaller_plans.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string client_of_step(const ScriptStep& step) {
  return step.client;
}
std::string key_of_step(const ScriptStep& step) {
  return step.command.size() > 1 ? step.command[1] : std::string();
}

class Minimizer {
 public:
  Minimizer(const Plan& frozen, const FirstShowing& first_showing)
      : best_(frozen), first_showing_(first_showing) {}

  Plan run() {
    leave_out_groups(client_of_step);
    leave_out_groups(key_of_step);
    // What is left may do with less room, and that with less again.
    for (std::optional<PlanSize> before; before != size_of(best_);) {
      before = size_of(best_);
      shrink_sizes();
      leave_out_things();
    }
    spare_places();
    shorten_times();
    leave_out_things();  // some stood for the time that they took
    shorten_times();
    use_plain_words();
    forget_machines();
    return std::move(best_);
  }

 private:
  [[nodiscard]] Script& script() { return std::get<Script>(best_.load); }

  // The first of the candidates is the plan from now on. False: none of them shows it.
  bool take_first(std::size_t count, const std::function<Plan(std::size_t)>& candidate) {
    if (count == 0) return false;
    const auto shows = first_showing_(count, candidate);
    if (shows) best_ = candidate(*shows);
    return shows.has_value();
  }
  bool take(const Plan& candidate) {
    return take_first(1, [&](std::size_t) { return candidate; });
  }

  // `of`: the plan with only these of `size` things.
  void leave_out(std::size_t size, const std::function<Plan(const Kept&)>& of) {
    const Kept kept = delta_debug(
        size, [&](std::size_t count, const std::function<Kept(std::size_t)>& candidate) {
          return first_showing_(count, [&](std::size_t i) { return of(candidate(i)); });
        });
    if (kept.size() < size) best_ = of(kept);
  }

  // What a backlog or a memory holds decides how many commands it takes to fill it.
  void shrink_sizes() {
    constexpr std::int64_t kLeast = 16;
    for (const engine::Parameter& parameter : find_engine(best_.engines.front().name)->parameters) {
      if (parameter.unit != engine::ParameterUnit::kSize) continue;
      const auto* size = std::get_if<std::int64_t>(&option(best_, parameter.name).value);
      if (size == nullptr) continue;
      std::vector<std::int64_t> wishes;
      for (std::int64_t wish = kLeast; 3 * wish < 2 * *size; wish *= 2) wishes.push_back(wish);
      take_first(wishes.size(), [&](std::size_t i) {
        Plan plan = best_;
        option(plan, parameter.name).value = wishes[i];
        return plan;
      });
    }
  }
  static engine::ParameterValue& option(Plan& plan, std::string_view name) {
    return plan.engines.front().options.find(name)->second;
  }

  void leave_out_things() {
    for (bool smaller = true; smaller;) {
      const PlanSize before = size_of(best_);
      leave_out_faults();
      leave_out_commands();
      leave_out_places();
      smaller = size_of(best_) != before;
    }
  }

  void leave_out_groups(std::string (*group_of)(const ScriptStep&)) {
    std::set<std::string> names;
    for (const ScriptStep& step : script()) names.insert(group_of(step));
    const std::vector<std::string> groups(names.begin(), names.end());
    leave_out(groups.size(), [&](const Kept& kept) {
      Plan plan = best_;
      std::set<std::string> left;
      for (const std::size_t i : kept) left.insert(groups[i]);
      std::erase_if(std::get<Script>(plan.load),
                    [&](const ScriptStep& step) { return !left.contains(group_of(step)); });
      return plan;
    });
  }

  void leave_out_commands() {
    leave_out(script().size(), [&](const Kept& kept) {
      Plan plan = best_;
      Script left;
      for (const std::size_t i : kept) left.push_back(script()[i]);
      plan.load = std::move(left);
      return plan;
    });
  }

  void leave_out_faults() {
    leave_out(best_.faults.size(), [&](const Kept& kept) {
      Plan plan = best_;
      plan.faults.clear();
      for (const std::size_t i : kept) plan.faults.push_back(best_.faults[i]);
      return plan;
    });
  }

  void leave_out_places() {
    for (bool found = true; found;) {
      const std::vector<std::string> places = places_of(best_);
      found =
          take_first(places.size(), [&](std::size_t i) { return without_place(best_, places[i]); });
    }
  }

  void spare_places() {
    for (bool found = true; found;) {
      const auto places = listed_places(best_);
      found = take_first(places.size(), [&](std::size_t i) {
        return spare_place(best_, places[i].first, places[i].second);
      });
    }
  }

  // From the end, so that a moment's place in the list stays when later ones come sooner.
  void shorten_times() {
    for (std::size_t i = moments_of(best_).size(); i-- > 0;) {
      const std::vector<Duration> moments = moments_of(best_);
      if (i >= moments.size()) continue;  // it is the same as the one before by now
      const Duration gap = moments[i] - (i == 0 ? Duration(0) : moments[i - 1]);
      const std::vector<Duration> wishes = plain_times(gap);
      take_first(wishes.size(),
                 [&](std::size_t w) { return sooner(best_, moments[i], gap - wishes[w]); });
    }
    shorten_quiesce();
  }

  // Not so short that what is still under way would pass for lost.
  void shorten_quiesce() {
    std::vector<Duration> wishes = {seconds(10), seconds(30)};
    std::erase_if(wishes, [&](Duration wish) { return wish >= best_.quiesce; });
    take_first(wishes.size(), [&](std::size_t w) {
      Plan plan = best_;
      plan.quiesce = wishes[w];
      return plan;
    });
  }

  // Shorter ones that are easily read, then the same rounded.
  [[nodiscard]] static std::vector<Duration> plain_times(Duration time) {
    std::vector<Duration> times;
    const auto add = [&](Duration each) {
      if (each != time && std::find(times.begin(), times.end(), each) == times.end())
        times.push_back(each);
    };
    for (const Duration each :
         {Duration(milliseconds(1)), Duration(milliseconds(10)), Duration(milliseconds(100)),
          Duration(seconds(1)), Duration(seconds(10)), Duration(seconds(30))})
      if (each < time) add(each);
    for (const Duration unit : {Duration(seconds(1)), Duration(milliseconds(100)),
                                Duration(milliseconds(10)), Duration(milliseconds(1))}) {
      if (time > unit) add(time - time % unit);
      if (time % unit != Duration(0)) add(time - time % unit + unit);
    }
    return times;
  }

  void use_plain_words() {
    const ScriptWords words = words_of(script());
    reword(words.keys, "k");
    reword(words.values, "v");
  }

  // All at once, else one by one: some names decide by which slot or token they fall into.
  void reword(const std::vector<std::string>& words, const std::string& stem) {
    std::vector<std::string> plain;
    for (std::size_t i = 0; i < words.size(); ++i)
      plain.push_back(stem + (words.size() == 1 ? "" : std::to_string(i + 1)));
    if (words.empty() || plain == words) return;
    const ScriptWords all = words_of(script());
    for (const auto* list : {&all.keys, &all.values})
      for (const std::string& each : *list)
        if (std::find(plain.begin(), plain.end(), each) != plain.end()) return;  // it is in use
    if (take(reworded(best_, words, plain))) return;
    for (std::size_t i = 0; i < words.size(); ++i) take(reworded(best_, {words[i]}, {plain[i]}));
  }

  // A client without a word for its machine turns to one by the plan's own rule.
  void forget_machines() {
    Plan all = best_;
    for (ScriptStep& step : std::get<Script>(all.load)) step.host.reset();
    if (take(all)) return;
    for (std::size_t i = 0; i < script().size(); ++i) {
      Plan one = best_;
      std::get<Script>(one.load)[i].host.reset();
      take(one);
    }
  }

  Plan best_;
  const FirstShowing& first_showing_;
};

}  // namespace

Plan minimized(const Plan& frozen, const FirstShowing& first_showing) {
  return Minimizer(frozen, first_showing).run();
}

}  // namespace faultline::sim
