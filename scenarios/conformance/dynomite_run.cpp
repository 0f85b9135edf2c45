#include "scenarios/conformance/dynomite_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/prng.h"
#include "scenarios/conformance/presupposed.h"
#include "sim/story/text.h"

namespace faultline::scenarios::conformance {
namespace {

using engine::Duration;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// How much later the second client of a race may start, drawn uniformly: one figure for all cases
// (shared cli.md, conformance). With links of 265 us about nine races of ten then diverge, as the
// records do.
constexpr Duration kOffsetMax = microseconds(300);
// Chosen: what a healthy cluster needs to come to rest, and the pause between steps of one client.
constexpr Duration kSettle = seconds(1);
constexpr Duration kPause = milliseconds(50);
// Chosen: what a client that does not wait needs between an answer and its next command.
constexpr Duration kHurry = microseconds(60);
// How long the recorded faults held at least while clients sent (shared dynomite/facts.md 10).
constexpr Duration kHeldFor = seconds(2);
constexpr Duration kDownFor = seconds(1);
constexpr Duration kPatience = seconds(60);

std::string lane_of(const DynomiteCase& plan, const NodeCommand& command) {
  if (plan.group == "B-rackrace") return command.node;
  return command.node.substr(0, command.node.find('/'));
}

// "(client timeout after 8s)": the recorded client gave up then.
Duration patience_of(const NodeCommand& command) {
  constexpr std::string_view kGaveUp = "(client timeout after ";
  if (!command.expected.reply || !command.expected.reply->is_string()) return kPatience;
  const auto& text = command.expected.reply->get_ref<const std::string&>();
  int after = 0;
  if (text.starts_with(kGaveUp))
    std::from_chars(text.data() + kGaveUp.size(), text.data() + text.size(), after);
  return after > 0 && after < 3600 ? seconds(after) : kPatience;
}

// A recorder that had no value to set wrote it so.
bool sets_nothing(const NodeCommand& command) {
  return command.via == Via::kStorage && command.command.size() == 3 &&
         command.command[0] == engine::Bytes("SET") && command.command[2] == engine::Bytes("None");
}

class Run {
 public:
  Run(const DynomiteCase& plan, const engine::ParameterValues& options,
      const ClusterOptions& cluster, Clients clients)
      : plan_(plan),
        clients_(clients),
        hurried_(cluster.hurried),
        cluster_(plan, options, cluster),
        random_(engine::Prng(cluster.seed).child("race")),
        moments_(moments()),
        observed_(plan.observed.size()) {}

  DynomiteRun go() {
    cluster_.advance(kSettle);  // a stamp of the first moment would be none
    const std::vector<NodeCommand> before = presupposed(plan_);
    for (const NodeCommand& command : before) (void)cluster_.ask(command, kPatience);
    if (!before.empty()) cluster_.advance(kSettle);
    for (std::size_t i = 0; i < plan_.steps.size();) {
      observe(i);
      if (const auto* fault = std::get_if<FaultStep>(&plan_.steps[i])) {
        apply(*fault);
        ++i;
      } else if (const std::size_t end = end_of_block(i); end > i) {
        run_block(i, end);
        i = end;
      } else {
        i = run_step(i);
      }
    }
    cluster_.await_links();
    cluster_.advance(kSettle);
    observe(plan_.steps.size());
    conclude();
    return std::move(result_);
  }

 private:
  [[nodiscard]] const NodeCommand* command_at(std::size_t i) const {
    return std::get_if<NodeCommand>(&plan_.steps[i]);
  }

  // The end of the commands from i on whose clients run at the same time; i: it is none.
  [[nodiscard]] std::size_t end_of_block(std::size_t i) const {
    if (!clients_at_once(plan_)) return i;
    for (; i < plan_.steps.size(); ++i) {
      const NodeCommand* command = command_at(i);
      if (command == nullptr || command->setup || command->via == Via::kStorage) break;
    }
    return i;
  }

  void run_block(std::size_t begin, std::size_t end) {
    std::vector<std::string> names;
    std::vector<DynomiteCluster::Lane> lanes;
    std::vector<std::vector<std::size_t>> steps;
    for (std::size_t i = begin; i < end; ++i) {
      const std::string name = lane_of(plan_, *command_at(i));
      std::size_t lane = std::find(names.begin(), names.end(), name) - names.begin();
      if (lane == names.size()) {
        names.push_back(name);
        lanes.emplace_back();
        steps.emplace_back();
        if (lane > 0) lanes[lane].offset = random_.between(Duration(0), kOffsetMax);
      }
      lanes[lane].commands.push_back(command_at(i));
      steps[lane].push_back(i);
    }
    if (clients_ == Clients::kTogether) {
      cluster_.run(lanes, kPatience);
    } else {
      for (std::size_t i = 0; i < lanes.size(); ++i) {
        const std::size_t lane = clients_ == Clients::kInOrder ? i : lanes.size() - 1 - i;
        std::vector<DynomiteCluster::Lane> alone = {lanes[lane]};
        alone[0].offset = Duration(0);
        cluster_.run(alone, kPatience);
        cluster_.advance(kSettle);
        lanes[lane] = std::move(alone[0]);
      }
    }
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
      for (std::size_t i = 0; i < steps[lane].size(); ++i)
        note(steps[lane][i], lanes[lane].operations[i], lanes[lane].seen[i]);
  }

  // One command, or a pipeline: its commands are asked together, so they leave in one segment, and
  // share a connection, so they stay in order. Returns the step after it.
  std::size_t run_step(std::size_t begin) {
    std::size_t end = begin + 1;
    while (command_at(end - 1)->with_next) ++end;
    const NodeCommand& first = *command_at(begin);
    if (sets_nothing(first)) return end;
    std::vector<DynomiteCluster::Lane> lanes(end - begin);
    for (std::size_t i = begin; i < end; ++i) lanes[i - begin].commands = {command_at(i)};
    cluster_.run(lanes, patience_of(first));
    for (std::size_t i = begin; i < end; ++i)
      note(i, lanes[i - begin].operations[0], lanes[i - begin].seen[0]);
    const bool goes_on = hurried_ && end < plan_.steps.size() && command_at(end) != nullptr;
    cluster_.advance(first.setup ? kSettle : goes_on ? kHurry : kPause);
    return end;
  }

  void note(std::size_t i, engine::OperationId operation, const Seen& seen) {
    const NodeCommand& command = *command_at(i);
    if (command.via == Via::kDynomite) executed_.push_back({&command, operation, seen});
    if (clients_at_once(plan_) && plan_.group != "conflict-hold" && plan_.group != "conflict-down")
      return;  // what the clients of a race are told depends on the race
    const std::string at = fmt::format("step {}", i);
    const Json reply = json_of(seen);
    const ReplyMatch match(command.command, command.expected, candidates(plan_, command.command));
    if (command.expected.reply && !which_expected(command.expected, match, reply))
      mismatch(at, command, shown(*command.expected.reply), shown(reply));
    if (command.latency && !latency_fits(*command.latency, seen.latency))
      mismatch(at, command, milliseconds_text(*command.latency), milliseconds_text(seen.latency));
  }

  static std::string milliseconds_text(Duration time) {
    return fmt::format("{} ms", std::chrono::duration_cast<milliseconds>(time).count());
  }

  void mismatch(const std::string& at, const NodeCommand& command, std::string expected,
                std::string seen) {
    result_.mismatches.push_back({at, command.node, sim::command_text(command.command),
                                  std::move(expected), std::move(seen)});
  }

  void apply(const FaultStep& fault) {
    const bool hold = fault.action == FaultAction::kLinkHold;
    if (fault.action == FaultAction::kLinkHeal && healable_ > cluster_.time())
      cluster_.advance(healable_ - cluster_.time());
    cluster_.apply(fault);
    if (hold || fault.action == FaultAction::kLinkDown) {
      healable_ = cluster_.time() + fault.lasts.value_or(hold ? kHeldFor : kDownFor);
      cluster_.advance(kPause);
      return;
    }
    const bool back = fault.action == FaultAction::kStart ||
                      fault.action == FaultAction::kStartRedis ||
                      fault.action == FaultAction::kResume ||
                      fault.action == FaultAction::kLinkHeal || fault.action == FaultAction::kAwait;
    cluster_.advance(kPause);
    if (back) cluster_.await_links();
    if (back) cluster_.advance(kPause);
  }

  // Before which step each observation was made; the number of steps: at the end.
  //
  // Replies that never came were recorded while their process was down, so that command was asked
  // before it was started. Clients' reads at the end of a fault came before the commands that the
  // record lists behind it as a probe of the healed cluster; the stores were read last of all.
  [[nodiscard]] std::vector<std::size_t> moments() const {
    std::size_t healed = 0;
    for (std::size_t i = 0; i < plan_.steps.size(); ++i)
      if (command_at(i) == nullptr) healed = i + 1;
    std::vector<std::size_t> moments;
    for (const NodeCommand& each : plan_.observed) {
      std::size_t moment = plan_.steps.size();
      if (each.via == Via::kDynomite && healed > 0) moment = healed;
      for (const NodeCommand& other : plan_.observed)
        if (other.command == each.command && other.via == each.via)
          moment = std::min(moment, restart_after(other));
      moments.push_back(std::min(moment, stamped_anew(each)));
    }
    return moments;
  }

  [[nodiscard]] std::size_t restart_after(const NodeCommand& observed) const {
    if (observed.expected.reply && observed.expected.reply->is_string() &&
        observed.expected.reply->get_ref<const std::string&>().starts_with("(connection"))
      for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
        const auto* fault = std::get_if<FaultStep>(&plan_.steps[i]);
        if (fault != nullptr &&
            (fault->action == FaultAction::kStart || fault->action == FaultAction::kStartRedis) &&
            std::find(fault->nodes.begin(), fault->nodes.end(), observed.node) !=
                fault->nodes.end())
          return i;
      }
    return plan_.steps.size();
  }

  // A stamp of zero was read before the key got one that says more.
  [[nodiscard]] std::size_t stamped_anew(const NodeCommand& observed) const {
    const auto& words = observed.command;
    if (words.size() != 3 || words[0] != engine::Bytes("ZSCORE") ||
        words[1] != engine::Bytes("._add-set") || observed.expected.reply != Json("0"))
      return plan_.steps.size();
    bool in_buffer = false;  // behind another command of its pipeline
    bool stamped = false;
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      const NodeCommand* command = command_at(i);
      const bool writes_key =
          command != nullptr && command->command.size() > 1 && command->command[1] == words[2];
      if (writes_key && stamped && !in_buffer) return i;
      stamped |= writes_key;
      in_buffer = command != nullptr && command->with_next;
    }
    return plan_.steps.size();
  }

  void observe(std::size_t moment) {
    for (std::size_t i = 0; i < plan_.observed.size(); ++i)
      if (moments_[i] == moment) observed_[i] = json_of(cluster_.ask(plan_.observed[i], kPatience));
  }

  void conclude() {
    for (const auto& [command, operation, seen] : executed_)
      cluster_.count(*command, operation, seen, result_.executions);
    const OutcomeMatch match(plan_);
    for (const ObservedCommand& each : observed_commands(plan_)) {
      std::vector<Json>& values = result_.outcome.emplace_back();
      for (const std::size_t i : each.positions) values.push_back(observed_[i]);
      for (const Json& value : values)
        if (!match.alike(result_.outcome.size() - 1, values.front(), value))
          result_.diverged = true;
    }
  }

  struct Executed {
    const NodeCommand* command;
    engine::OperationId operation;
    Seen seen;
  };
  const DynomiteCase& plan_;
  Clients clients_;
  bool hurried_;
  DynomiteCluster cluster_;
  engine::Prng random_;
  std::vector<std::size_t> moments_;
  std::vector<Json> observed_;
  std::vector<Executed> executed_;
  engine::Instant healable_{};
  DynomiteRun result_;
};

}  // namespace

bool clients_at_once(const DynomiteCase& plan) {
  return plan.group.starts_with("conflict-") || plan.group == "B-rackrace";
}

bool is_race(const DynomiteCase& plan) {
  if (plan.group != "conflict-none" && plan.group != "B-rackrace") return false;
  return plan.diverged_repeats ? *plan.diverged_repeats > 0 : !plan.converged;
}

DynomiteRun run_once(const DynomiteCase& plan, const engine::ParameterValues& options,
                     const ClusterOptions& cluster, Clients clients) {
  return Run(plan, options, cluster, clients).go();
}

}  // namespace faultline::scenarios::conformance
