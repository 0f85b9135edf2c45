#include "engine/clients/failover_client.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "engine/clients/protocol.h"

namespace faultline::engine {
namespace {

using namespace std::chrono_literals;

const ProcessId kNear{1}, kFar{2};

// A client between two databases that answer at once, or not at all.
class Application {
 public:
  explicit Application(const FailoverPolicy& policy = kRedisPyFailover)
      : client_(policy, {{kNear}, {kFar}}) {
    step(input::Started{});
  }
  // It closes its connections and refuses new ones.
  void stop(ProcessId database) {
    stopped_.insert(database);
    for (const auto& [connection, to] : std::map(open_))
      if (to == database) {
        open_.erase(connection);
        step(input::Closed{connection});
      }
  }
  // Its connections stay and nothing answers.
  void hang(ProcessId database) { hung_.insert(database); }
  void revive(ProcessId database) {
    stopped_.erase(database);
    hung_.erase(database);
  }
  void move_to(ProcessId endpoint) {
    step(input::Administered{input::administered::UseEndpoints{{endpoint}}});
  }
  void run_until(Duration until) {
    for (;;) {
      const auto next =
          std::min_element(timers_.begin(), timers_.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (next == timers_.end() || next->second > until) break;
      now_ = next->second;
      const TimerId timer = next->first;
      timers_.erase(next);
      step(input::TimerFired{timer});
    }
    now_ = until;
  }
  // The database that answers a command now; none: it gets no answer at once.
  std::optional<ProcessId> ask() {
    answered_by_.reset();
    step(input::Requested{OperationId(++operations_), {"GET", "k"}});
    return answered_by_;
  }

  std::map<std::string, std::vector<Duration>> marks;  // when

 private:
  void step(const Input& input) {
    inbox_.push_back(input);
    while (!inbox_.empty()) {
      const Input next = inbox_.front();
      inbox_.pop_front();
      Outputs outputs;
      client_.step(next, {WallTime(), MonotonicTime(now_), random_}, outputs);
      for (const Output& output : outputs.list()) take(output);
    }
  }
  void take(const Output& output) {
    if (const auto* connect = std::get_if<output::Connect>(&output)) {
      if (stopped_.contains(connect->to)) {
        inbox_.push_back(input::Refused{connect->connection});
      } else {
        open_[connect->connection] = connect->to;
        inbox_.push_back(input::Opened{connect->connection, false});
      }
    } else if (const auto* send = std::get_if<output::Send>(&output)) {
      const auto to = open_.find(send->connection);
      if (to == open_.end() || hung_.contains(to->second)) return;
      const bool probe = decode<Request>(send->bytes)->operation.value == kNoClientsOperation;
      if (!probe) answered_by_ = to->second;
      inbox_.push_back(
          input::Received{send->connection, encode(Response{bulk_reply("an answer")}).bytes});
    } else if (const auto* close = std::get_if<output::Close>(&output)) {
      open_.erase(close->connection);
    } else if (const auto* timer = std::get_if<output::SetTimer>(&output)) {
      timers_[timer->timer] = now_ + timer->after;
    } else if (const auto* cancel = std::get_if<output::CancelTimer>(&output)) {
      timers_.erase(cancel->timer);
    } else if (const auto* observation = std::get_if<Observation>(&output)) {
      if (const auto* mark = std::get_if<observation::Mark>(observation))
        marks[std::string(mark->name)].push_back(now_);
    }
  }

  FailoverClient client_;
  Prng random_{1};
  Duration now_{};
  std::map<TimerId, Duration> timers_;
  std::map<ConnectionId, ProcessId> open_;
  std::set<ProcessId> stopped_;
  std::set<ProcessId> hung_;
  std::deque<Input> inbox_;
  std::uint64_t operations_ = 0;
  std::optional<ProcessId> answered_by_;
};

using Times = std::vector<Duration>;

}  // namespace

TEST_CASE("an application goes over to another database at the health check that fails") {
  Application application;
  application.run_until(12s);
  CHECK(application.ask() == kNear);
  application.stop(kNear);
  application.run_until(14s);
  CHECK_FALSE(application.ask());
  application.run_until(15s);
  CHECK(application.marks["client_failed_over"] == Times{15s});
  CHECK(application.ask() == kFar);
}

TEST_CASE("a database that hangs fails when the first probe gets no answer in time") {
  Application application;
  application.run_until(12s);
  application.hang(kNear);
  application.run_until(20s);
  CHECK(application.marks["client_failed_over"] == Times{16s});
}

TEST_CASE("an application returns when grace is over and its nearest database is healthy") {
  Application application;
  application.stop(kNear);
  application.run_until(20s);
  CHECK(application.marks["client_failed_over"] == Times{5s});
  application.revive(kNear);
  application.run_until(60s);  // a look at 30 s and at 60 s is too early: grace ends at 65 s
  CHECK(application.ask() == kFar);
  application.run_until(100s);
  CHECK(application.marks["client_failed_back"] == Times{90s});
  CHECK(application.ask() == kNear);
}

TEST_CASE("Jedis looks every second, and its three probes take longer than that") {
  Application application(kJedisFailover);
  application.run_until(12s);
  CHECK(application.marks.empty());
  application.stop(kNear);
  application.run_until(20s);
  REQUIRE(application.marks["client_failed_over"].size() == 1);
  CHECK(application.marks["client_failed_over"][0] <= 14s);
  application.revive(kNear);
  application.run_until(200s);
  CHECK(application.marks["client_failed_back"] == Times{120s});
}

TEST_CASE("an application stays away as long as its nearest database is down") {
  Application application;
  application.stop(kNear);
  application.run_until(200s);
  CHECK(application.marks["client_failed_over"].size() == 1);
  CHECK(application.marks["client_failed_back"].empty());
  CHECK(application.ask() == kFar);
}

TEST_CASE("enough commands without an answer are a failure before the next health check") {
  FailoverPolicy policy = kRedisPyFailover;
  policy.least_failures = 3;
  Application application(policy);
  application.run_until(11s);
  application.stop(kNear);
  application.ask();
  application.run_until(12s);
  application.ask();
  CHECK(application.marks["client_failed_over"].empty());
  application.run_until(13s);
  application.ask();
  CHECK(application.marks["client_failed_over"].empty());
  application.run_until(14s);  // each was given up a second later
  CHECK(application.marks["client_failed_over"] == Times{14s});
}

TEST_CASE("failures that are few among many answers, or long ago, are no failure") {
  FailoverPolicy policy = kRedisPyFailover;
  policy.least_failures = 2;
  policy.share = {600'000};
  Application application(policy);
  application.run_until(6s);
  for (int i = 0; i < 4; ++i) application.ask();
  application.stop(kNear);
  application.ask();
  application.run_until(7s + 500ms);
  application.ask();
  CHECK(application.marks["client_failed_over"].empty());
}

TEST_CASE("with no healthy database an application tries again every twelve seconds") {
  Application application;
  application.stop(kFar);  // known at the check of 5 s
  application.run_until(11s);
  application.stop(kNear);  // known at that of 15 s
  application.run_until(29s);
  CHECK(application.marks["client_failed_over"].empty());
  application.revive(kFar);  // known after that of 30 s
  application.run_until(60s);
  CHECK(application.marks["client_failed_over"] == Times{39s});
  CHECK(application.ask() == kFar);
}

TEST_CASE("an application that moves prefers the database that it moved to") {
  Application application;
  application.run_until(6s);
  application.move_to(kFar);
  CHECK(application.ask() == kFar);
  application.run_until(100s);
  CHECK(application.ask() == kFar);
  CHECK(application.marks.empty());
}

}  // namespace faultline::engine
