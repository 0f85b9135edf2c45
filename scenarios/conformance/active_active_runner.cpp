#include "scenarios/conformance/active_active_runner.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/active_active/refused_commands.h"
#include "engine/base/type_list.h"
#include "engine/commands/command.h"
#include "scenarios/conformance/replica_regions.h"
#include "scenarios/conformance/world_regions.h"
#include "scenarios/loader/parameters.h"
#include "sim/engines.h"
#include "sim/story/text.h"

namespace faultline::scenarios::conformance {
namespace {

using std::chrono::milliseconds;

// Elements that drawing commands may answer: whatever the case ever wrote under that key.
Candidates candidates(const ActiveActiveCase& plan, const engine::Arguments& command) {
  Candidates found;
  for (const auto& step : plan.steps) {
    const auto* run = std::get_if<RegionCommand>(&step);
    if (run == nullptr || run->command.size() < 2) continue;
    if (command.size() < 2) found.emplace(run->command[1].view());
    if (command.size() < 2 || run->command[1] != command[1]) continue;
    for (std::size_t i = 2; i < run->command.size(); ++i) found.emplace(run->command[i].view());
  }
  return found;
}

// One walk through a case's steps and expectations.
class Walk {
 public:
  Walk(const ActiveActiveCase& plan, Regions& regions) : plan_(plan), regions_(regions) {}

  std::vector<Mismatch> go() {
    const std::int64_t begin = first_time();
    latest_ms_ = begin;
    for (RegionIndex i = 0; i < plan_.regions.size(); ++i) regions_.set_wall(i, begin);
    for (std::size_t i = 0; i < plan_.steps.size(); ++i)
      std::visit(engine::Overloaded{
                     [&](const RegionCommand& step) { run(step, fmt::format("step {}", i)); },
                     [&](const SyncStep& step) { regions_.sync(step); }},
                 plan_.steps[i]);
    for (std::size_t i = 0; i < plan_.expect.size(); ++i)
      read(plan_.expect[i], fmt::format("expect {}", i));
    return std::move(mismatches_);
  }

 private:
  [[nodiscard]] std::int64_t first_time() const {
    for (const auto& step : plan_.steps)
      if (const auto* run = std::get_if<RegionCommand>(&step); run != nullptr && run->at_ms)
        return *run->at_ms;
    return 0;
  }

  // True time keeps up with the latest clock that any step has shown.
  Seen ask(RegionIndex region, std::optional<std::int64_t> at_ms,
           const engine::Arguments& command) {
    if (at_ms) {
      if (*at_ms > latest_ms_) regions_.advance(milliseconds(*at_ms - latest_ms_));
      latest_ms_ = std::max(latest_ms_, *at_ms);
      regions_.set_wall(region, *at_ms);
    }
    return regions_.run(region, command);
  }

  void run(const RegionCommand& step, const std::string& at) {
    const Seen seen = ask(step.region, step.at_ms, step.command);
    if (!step.expected.reply) return;
    const ReplyMatch match(step.command, step.expected, candidates(plan_, step.command));
    if (!which_expected(step.expected, match, json_of(seen)))
      note(at, step.region, step.command, step.expected, json_of(seen));
  }

  // Of alternatives all regions must show the same one.
  void read(const FinalRead& read, const std::string& at) {
    const ReplyMatch match(read.command, read.expected, candidates(plan_, read.command));
    std::optional<Json> first;
    std::optional<std::size_t> chosen;
    for (const RegionIndex region : read.regions) {
      const Json seen = json_of(ask(region, read.at_ms, read.command));
      if (read.expected.same_everywhere && !first) first = seen;
      if (read.expected.reply && !read.expected.same_everywhere) {
        const auto which = which_expected(read.expected, match, seen);
        const bool as_before = !chosen || chosen == which;
        if (which && as_before) chosen = which;
        if (!which || !as_before) note(at, region, read.command, read.expected, seen);
      } else if (first && (*first != seen || !same_in_any_order(read, seen))) {
        note(at, region, read.command, read.expected, seen);
      }
    }
  }

  // same_everywhere: the recorded reply in any order, but one order for all regions.
  [[nodiscard]] bool same_in_any_order(const FinalRead& read, const Json& seen) const {
    if (!read.expected.reply) return true;
    ExpectedReply how = read.expected;
    how.unordered = true;
    const ReplyMatch match(read.command, how, candidates(plan_, read.command));
    return which_expected(how, match, seen).has_value();
  }

  void note(const std::string& at, RegionIndex region, const engine::Arguments& command,
            const ExpectedReply& expected, const Json& seen) {
    std::string wanted = shown(*expected.reply);
    for (const Json& alternative : expected.alternatives) wanted += " or " + shown(alternative);
    mismatches_.push_back(
        {at, plan_.regions[region], sim::command_text(command), wanted, shown(seen)});
  }

  const ActiveActiveCase& plan_;
  Regions& regions_;
  std::int64_t latest_ms_ = 0;
  std::vector<Mismatch> mismatches_;
};

// The engine's options with the case's settings; what it cannot do is in `refusal`.
engine::ParameterValues options_of(const ActiveActiveCase& plan, std::string& refusal) {
  const engine::EngineKind& kind = *sim::find_engine("active_active");
  engine::ParameterValues values;
  for (const engine::Parameter& each : kind.parameters) values.emplace(each.name, default_of(each));
  for (const auto& [name, value] : plan.config) {
    const auto found =
        std::find_if(kind.parameters.begin(), kind.parameters.end(),
                     [&, wanted = name](const auto& each) { return each.name == wanted; });
    const bool known = found != kind.parameters.end();
    if (known && found->unit == engine::ParameterUnit::kBoolean && value.is_boolean())
      values[name] = {value.get<bool>()};
    else if (known && found->unit == engine::ParameterUnit::kWord && value.is_string() &&
             std::find(found->words.begin(), found->words.end(), value.get<std::string>()) !=
                 found->words.end())
      values[name] = {value.get<std::string>()};
    else
      refusal = fmt::format("config {} {} is not implemented yet", name, shown(value));
  }
  return values;
}

std::string unknown_command(const ActiveActiveCase& plan) {
  const auto unknown = [](const engine::Arguments& command) -> std::string {
    const std::string_view name = command[0].view();
    if (engine::find_command(name) != nullptr || engine::active_active::refuses(command)) return {};
    return fmt::format("command {} is not implemented yet", name);
  };
  for (const auto& step : plan.steps)
    if (const auto* run = std::get_if<RegionCommand>(&step))
      if (std::string reason = unknown(run->command); !reason.empty()) return reason;
  for (const FinalRead& read : plan.expect)
    if (std::string reason = unknown(read.command); !reason.empty()) return reason;
  return {};
}

// Until an order fails, or all were tried.
std::vector<Mismatch> try_orders(const ActiveActiveCase& plan, std::uint64_t& tried) {
  ArrivalOrders orders(plan.id);
  do {
    for (const Delivery delivery : {Delivery::kOnce, Delivery::kTwice}) {
      orders.begin();
      ReplicaRegions regions(plan, orders, delivery);
      std::vector<Mismatch> mismatches = Walk(plan, regions).go();
      if (mismatches.empty()) continue;
      for (Mismatch& each : mismatches)
        each.where += " (" + orders.text() + (delivery == Delivery::kTwice ? ", twice)" : ")");
      tried = orders.tried();
      return mismatches;
    }
  } while (orders.next());
  tried = orders.tried();
  return {};
}

}  // namespace

CaseResult run_case(const ActiveActiveCase& plan, bool all_orders) {
  if (plan.legacy) return skipped(plan.id, "legacy: an old version's rule");
  if (plan.optional) return skipped(plan.id, "optional");
  std::string refusal;
  const engine::ParameterValues options = options_of(plan, refusal);
  if (refusal.empty()) refusal = unknown_command(plan);
  if (!refusal.empty()) return skipped(plan.id, refusal);
  WorldRegions regions(plan, options);
  CaseResult result = judged(plan.id, Walk(plan, regions).go());
  result.certain = plan.confidence == "certain";
  result.orders = 1;
  // Replicas alone relay nothing, so that not every order of theirs is one of causal consistency.
  const bool relays = engine::get<bool>(options, "causal_consistency");
  if (!all_orders || relays || result.verdict == Verdict::kFail) return result;
  std::uint64_t tried = 0;
  std::vector<Mismatch> mismatches = try_orders(plan, tried);
  const bool certain = result.certain;
  result = judged(plan.id, std::move(mismatches));
  result.certain = certain;
  result.orders = tried;
  return result;
}

}  // namespace faultline::scenarios::conformance
