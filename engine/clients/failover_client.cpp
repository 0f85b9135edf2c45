#include "engine/clients/failover_client.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/type_list.h"

namespace faultline::engine {
namespace {

constexpr TimerId kCheckTimer{8};
constexpr TimerId kRetryTimer{9};
constexpr TimerId kFailbackTimer{10};
constexpr std::uint64_t kFirstProbeTimer = 16;

}  // namespace

FailoverClient::FailoverClient(const FailoverPolicy& policy,
                               const std::vector<std::vector<Endpoint>>& databases)
    : policy_(policy), client_({.endpoints = databases.at(0)}) {
  for (std::size_t i = 0; i < databases.size(); ++i)
    databases_.push_back(
        {databases[i], HealthCheck({.endpoints = databases[i],
                                    .probes = policy.probes,
                                    .pause = policy.probe_pause,
                                    .time_out = policy.probe_time_out,
                                    .timer = TimerId(kFirstProbeTimer + i),
                                    .first_connection = std::uint64_t{i + 1} << 32})});
  order_.resize(databases.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
}

void FailoverClient::step(const Input& input, const StepContext& context, Outputs& outputs) {
  for (std::size_t i = 0; i < databases_.size(); ++i)
    if (databases_[i].check.owns(input))
      return checked(i, databases_[i].check.step(input, outputs), context, outputs);
  if (const auto* fired = std::get_if<input::TimerFired>(&input);
      fired != nullptr && fired->timer >= kCheckTimer)
    return timer_fired(fired->timer, context, outputs);
  if (const auto* told = std::get_if<input::Administered>(&input))
    if (const auto* use = std::get_if<input::administered::UseEndpoints>(&told->request))
      prefer(use->endpoints.at(0));
  pass(input, context, outputs);
  if (!std::holds_alternative<input::Started>(input)) return;
  outputs.set_timer(kCheckTimer, policy_.check_every);
  outputs.set_timer(kFailbackTimer, policy_.failback_every);
}

void FailoverClient::timer_fired(TimerId timer, const StepContext& context, Outputs& outputs) {
  if (timer == kCheckTimer) {
    outputs.set_timer(kCheckTimer, policy_.check_every);
    for (Database& database : databases_) database.check.begin(outputs);
  } else if (timer == kFailbackTimer) {
    outputs.set_timer(kFailbackTimer, policy_.failback_every);
    fail_back(context, outputs);
  } else if (timer == kRetryTimer && !usable(databases_[active_], context.monotonic)) {
    fail_over(context, outputs);
  }
}

void FailoverClient::checked(std::size_t database, Health health, const StepContext& context,
                             Outputs& outputs) {
  if (health == Health::kUnknown) return;
  Database& found = databases_[database];
  const bool failed = usable(found, context.monotonic) && health == Health::kUnhealthy;
  found.healthy = health == Health::kHealthy;
  if (failed && database == active_) leave_active(context, outputs);
}

void FailoverClient::pass(const Input& input, const StepContext& context, Outputs& outputs) {
  const SimpleClient::Tally before = client_.tally();
  client_.step(input, context, outputs);
  const SimpleClient::Tally after = client_.tally();
  const MonotonicTime now = context.monotonic;
  for (std::uint64_t i = before.answered; i < after.answered; ++i) ended_.push_back({now, false});
  for (std::uint64_t i = before.unanswered; i < after.unanswered; ++i)
    ended_.push_back({now, true});
  failures_ += after.unanswered - before.unanswered;
  if (after.unanswered == before.unanswered || !trips(now)) return;
  leave_active(context, outputs);
}

void FailoverClient::leave_active(const StepContext& context, Outputs& outputs) {
  databases_[active_].disabled_until = context.monotonic + policy_.grace;
  retries_left_ = policy_.retries;
  fail_over(context, outputs);
}

bool FailoverClient::trips(MonotonicTime now) {
  for (; !ended_.empty() && ended_.front().at + policy_.window < now; ended_.pop_front())
    failures_ -= ended_.front().failed ? 1 : 0;
  return failures_ >= policy_.least_failures &&
         static_cast<std::int64_t>(failures_) * kMillion >=
             policy_.share.ppm * static_cast<std::int64_t>(ended_.size());
}

bool FailoverClient::usable(const Database& database, MonotonicTime now) const {
  return database.healthy && (!database.disabled_until || *database.disabled_until <= now);
}

void FailoverClient::fail_over(const StepContext& context, Outputs& outputs) {
  const auto better = std::find_if(order_.begin(), order_.end(), [&](std::size_t database) {
    return database != active_ && usable(databases_[database], context.monotonic);
  });
  if (better != order_.end()) {
    outputs.observe(observation::Mark{"client_failed_over"});
    use(*better, context, outputs);
  } else if (retries_left_ > 0) {
    --retries_left_;
    outputs.set_timer(kRetryTimer, policy_.retry_every);
  }
}

void FailoverClient::fail_back(const StepContext& context, Outputs& outputs) {
  for (const std::size_t database : order_) {
    if (database == active_) return;
    if (!usable(databases_[database], context.monotonic)) continue;
    outputs.observe(observation::Mark{"client_failed_back"});
    return use(database, context, outputs);
  }
}

void FailoverClient::use(std::size_t database, const StepContext& context, Outputs& outputs) {
  active_ = database;
  ended_.clear();
  failures_ = 0;
  client_.step(
      input::Administered{input::administered::UseEndpoints{databases_[database].endpoints}},
      context, outputs);
}

void FailoverClient::prefer(const Endpoint& endpoint) {
  const auto nearest = std::find_if(order_.begin(), order_.end(), [&](std::size_t database) {
    const std::vector<Endpoint>& all = databases_[database].endpoints;
    return std::find(all.begin(), all.end(), endpoint) != all.end();
  });
  FL_ASSERT(nearest != order_.end(), "an application moves to a data center of the cluster");
  std::rotate(order_.begin(), nearest, nearest + 1);
  active_ = order_.front();
}

}  // namespace faultline::engine
