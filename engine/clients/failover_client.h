// A client library that knows several databases, the nearest first, and goes over to another when
// the one it uses fails: as the multi-database clients of redis-py and Jedis do, with their
// documented defaults (shared active_active/rules.md, Numbers). Jedis takes redis-py's where its
// own is not stated. What it read and wrote before may not be there yet.
//
// A database fails when a health check of it fails, or when enough commands end without an answer.
// It is not used again before a time of grace is over and a health check succeeds.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/ratio.h"
#include "engine/clients/health_check.h"
#include "engine/clients/simple_client.h"

namespace faultline::engine {

struct FailoverPolicy {
  // Of the commands that ended in that time, so many and such a share without an answer.
  Duration window{};
  std::uint64_t least_failures = 0;
  Ratio share;
  Duration check_every{};
  int probes = 0;
  Duration probe_pause{};
  Duration probe_time_out{};  // basis: chosen
  // While no database is healthy.
  Duration retry_every{};
  int retries = 0;
  Duration grace{};
  Duration failback_every{};
};

inline constexpr FailoverPolicy kRedisPyFailover{
    .window = std::chrono::seconds(2),
    .least_failures = 1000,
    .share = {100'000},
    .check_every = std::chrono::seconds(5),
    .probes = 3,
    .probe_pause = std::chrono::milliseconds(500),
    .probe_time_out = std::chrono::seconds(1),
    .retry_every = std::chrono::seconds(12),
    .retries = 10,
    .grace = std::chrono::seconds(60),
    .failback_every = std::chrono::seconds(30),
};
inline constexpr FailoverPolicy kJedisFailover = [] {
  FailoverPolicy policy = kRedisPyFailover;
  policy.check_every = std::chrono::seconds(1);
  policy.failback_every = std::chrono::seconds(120);
  return policy;
}();

class FailoverClient final : public Process {
 public:
  // `databases`: the endpoints of each, the preferred database first.
  FailoverClient(const FailoverPolicy& policy, const std::vector<std::vector<Endpoint>>& databases);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  struct Database {
    std::vector<Endpoint> endpoints;
    HealthCheck check;
    bool healthy = true;  // as far as is known
    std::optional<MonotonicTime> disabled_until{};
  };
  struct Ended {
    MonotonicTime at;
    bool failed = false;
  };

  void timer_fired(TimerId timer, const StepContext& context, Outputs& outputs);
  void checked(std::size_t database, Health health, const StepContext& context, Outputs& outputs);
  // Hands the input to the client of the active database and looks at what ended.
  void pass(const Input& input, const StepContext& context, Outputs& outputs);
  [[nodiscard]] bool trips(MonotonicTime now);
  [[nodiscard]] bool usable(const Database& database, MonotonicTime now) const;
  // The active database has failed.
  void leave_active(const StepContext& context, Outputs& outputs);
  void fail_over(const StepContext& context, Outputs& outputs);
  void fail_back(const StepContext& context, Outputs& outputs);
  void use(std::size_t database, const StepContext& context, Outputs& outputs);
  // The application itself has moved: its nearest database is another one now.
  void prefer(const Endpoint& endpoint);

  FailoverPolicy policy_;
  std::vector<Database> databases_;
  std::vector<std::size_t> order_;  // by preference
  std::size_t active_ = 0;
  SimpleClient client_;
  std::deque<Ended> ended_;  // within the window
  std::uint64_t failures_ = 0;
  int retries_left_ = 0;
};

}  // namespace faultline::engine
