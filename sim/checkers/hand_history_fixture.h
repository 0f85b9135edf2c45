// Histories written by hand, for the tests of checkers: two replicas, one in each of two data
// centers, a process that may take over from the first, and what they are said to have done.
// Positions follow the order of the calls.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/checkers/checks.h"

namespace faultline::sim {

class HandHistory {
 public:
  static constexpr std::uint32_t kStandby = 3;
  enum class Asked { kAtOnce, kInTurn };
  // `sessions`: the client of each operation; left out: one client an operation, so that no session
  // ties two of them together. All are asked at time 0, or each when `ask` is called or it runs.
  explicit HandHistory(engine::Arbitration arbitration, std::vector<engine::Arguments> commands,
                       const std::vector<std::uint32_t>& sessions = {},
                       Asked asked = Asked::kAtOnce) {
    deployment_.arbitration = arbitration;
    deployment_.replicas_of = [](const engine::Bytes&, engine::Port) {
      return std::vector<engine::ProcessId>{engine::ProcessId(0), engine::ProcessId(1)};
    };
    deployment_.copy_of = [](engine::ProcessId process) {
      return process.value() == kStandby ? 0 : process.value();
    };
    deployment_.slot_of = [](const engine::Bytes&) { return std::uint16_t{0}; };
    for (std::uint32_t i = 0; i < commands.size(); ++i) {
      load_.clients.push_back({"c" + std::to_string(i), engine::DatacenterId(0), {}, {}});
      load_.arrivals.push_back(
          {engine::Instant(engine::Duration(i)), sessions.empty() ? i : sessions[i], commands[i]});
    }
    history_ = std::make_unique<History>(
        load_, deployment_,
        Places{{{"eu/replica", engine::DatacenterId(0), engine::HostId(0)},
                {"us/replica", engine::DatacenterId(1), engine::HostId(1)},
                {"us/stray", engine::DatacenterId(1), engine::HostId(1)},
                {"eu/standby", engine::DatacenterId(0), engine::HostId(0)}},
               {{"eu/a/0", engine::DatacenterId(0)}, {"us/a/0", engine::DatacenterId(1)}},
               {"eu", "us"}});
    history_->set_heal(engine::Instant::max());
    asked_.resize(commands.size());
    for (std::uint64_t number = 1; asked == Asked::kAtOnce && number <= commands.size(); ++number)
      ask(number);
    for (const CheckKind& kind : check_kinds()) checks_.add(kind);
  }

  // `asked_at`: when each was asked.
  HandHistory(engine::Arbitration arbitration, const std::vector<engine::Arguments>& commands,
              const std::vector<std::uint32_t>& sessions, const std::vector<std::int64_t>& asked_at)
      : HandHistory(arbitration, commands, sessions, Asked::kInTurn) {
    for (std::uint32_t i = 0; i < commands.size(); ++i) {
      history_->invoked(i, commands[i], engine::Instant(engine::Duration(asked_at.at(i))));
      asked_[i] = true;
    }
  }

  void promise_causal_order() { deployment_.causal = true; }
  void stamp_commands() { deployment_.stamps_commands = true; }
  void replicate_nothing() {
    deployment_.is_replicated = [](const engine::Arguments&) { return false; };
  }
  void ask(std::uint64_t number) {
    asked_.at(number - 1) = true;
    const auto index = static_cast<OperationIndex>(number - 1);
    history_->invoked(index, load_.arrivals.at(index).command, now());
  }
  // Operation `number` (from 1) runs at its home and is acknowledged.
  void run(std::uint64_t number, std::uint32_t at, const engine::Reply& reply, std::int64_t stamp,
           const std::vector<std::pair<engine::Bytes, std::optional<engine::Change>>>& effects) {
    namespace observation = engine::observation;
    if (!asked_.at(number - 1)) ask(number);
    observe(at, observation::Executed{engine::OperationId(number), reply, {}});
    std::uint32_t unit = 0;
    for (const auto& [key, change] : effects) {
      observation::Applied applied;
      applied.effect = {{engine::OperationId(number)}, unit++};
      applied.key = key;
      applied.change = change;
      applied.changed = change.has_value();
      applied.stamp = engine::WallTime(engine::Duration(stamp));
      applied.member = engine::MemberId(at + 1);
      observe(at, applied, applied.stamp);
    }
    observe(at, observation::Answered{engine::OperationId(number), engine::ProcessId(at)});
    history_->responded({engine::OperationId(number), engine::output::Outcome::kOk, reply}, now());
  }
  // An effect arrives at the other replica.
  void arrive(std::uint64_t number, std::uint32_t unit, std::uint32_t at, const engine::Bytes& key,
              std::optional<engine::Change> change = {}) {
    engine::observation::Applied applied;
    applied.effect = {{engine::OperationId(number)}, unit};
    applied.key = key;
    applied.how = engine::observation::How::kReplicated;
    applied.changed = change.has_value();
    applied.change = std::move(change);
    observe(at, applied);
  }
  void digest(std::uint32_t at, const engine::Bytes& key, std::uint64_t digest) {
    observe(at, engine::observation::Digest{key, {digest, digest}});
  }
  void contents(std::uint32_t at, const engine::Bytes& key, std::optional<engine::PlainKey> value) {
    observe(at, engine::observation::Contents{key, std::move(value)});
  }
  void fail(std::uint64_t number, engine::output::Outcome outcome) {
    history_->responded({engine::OperationId(number), outcome, engine::nil_reply()}, now());
  }
  // A fault disturbs the world; handed to undo() it is over.
  DisturbanceId disturb(const Disturbance& what) {
    const DisturbanceId id(++disturbances_);
    history_->disturbed(id, what, now());
    ++clock_;
    return id;
  }
  void undo(DisturbanceId disturbance) {
    history_->undone(disturbance, now());
    ++clock_;
  }
  // The load is over, and so are the faults.
  void heal() {
    history_->set_heal(now());
    ++clock_;
  }
  void crash(std::uint32_t at) { history_->crashed(engine::ProcessId(at), now()); }
  void observe(std::uint32_t at, const engine::Observation& what, engine::WallTime wall = {},
               std::optional<engine::Instant> began = {}) {
    const History::Where where{engine::ProcessId(at), now(), wall, {}, began.value_or(now())};
    ++clock_;
    history_->observed(where, what);
    checks_.observe(where, what, *history_);
  }

  // In the same step as the next observation.
  void observe_at_once(std::uint32_t at, const engine::Observation& what) {
    observe(at, what);
    --clock_;
  }

  [[nodiscard]] EngineResult conclude() {
    history_->close(now());
    EngineResult result;
    result.engine = "by_hand";
    checks_.conclude(*history_, result);
    return result;
  }
  [[nodiscard]] History& history() const { return *history_; }

 private:
  [[nodiscard]] engine::Instant now() const { return engine::Instant(engine::Duration(clock_)); }

  Load load_;
  engine::Deployment deployment_;
  std::unique_ptr<History> history_;
  Checks checks_;
  std::vector<bool> asked_;
  std::int64_t clock_ = 0;
  std::uint32_t disturbances_ = 0;
};

[[nodiscard]] inline Verdict verdict_of(const EngineResult& result, std::string_view check) {
  for (const CheckResult& each : result.checks)
    if (each.name == check) return each.verdict;
  return Verdict::kUnknown;
}

[[nodiscard]] inline std::string reason_of(const EngineResult& result, std::string_view check) {
  for (const CheckResult& each : result.checks)
    if (each.name == check) return each.reason;
  return {};
}

// Of the check's first finding; empty: it has none.
[[nodiscard]] inline std::string cause_found(const EngineResult& result, std::string_view check) {
  for (const Finding& each : result.findings)
    if (each.check == check) return each.cause;
  return {};
}
[[nodiscard]] inline std::string story_found(const EngineResult& result, std::string_view check) {
  for (const Finding& each : result.findings)
    if (each.check == check) return each.example.text;
  return {};
}

[[nodiscard]] inline engine::PlainKey set_of(const std::vector<engine::Bytes>& members) {
  engine::set::Plain plain;
  for (const engine::Bytes& member : members) plain.apply(engine::set::Add{member});
  return {plain};
}

[[nodiscard]] inline engine::PlainKey text_of(const engine::Bytes& value) {
  engine::string::Plain plain;
  plain.apply(engine::string::Write{value, {}});
  return {plain};
}

[[nodiscard]] inline engine::Reply reply_of(std::vector<engine::Bytes> names) {
  std::vector<engine::Reply> replies;
  for (engine::Bytes& name : names) replies.push_back(engine::bulk_reply(std::move(name)));
  return {std::move(replies)};
}

// One addition that reaches the other replica, with digests as given.
[[nodiscard]] inline HandHistory one_addition(std::uint64_t digest_there,
                                              const std::vector<engine::Bytes>& shown_there) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SMEMBERS", "s"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.digest(0, "s", 77);
  history.arrive(1, 0, 1, "s");
  history.digest(1, "s", digest_there);
  history.run(2, 1, reply_of(shown_there), 0, {});
  history.contents(0, "s", set_of({"x"}));
  history.contents(1, "s", set_of(shown_there));
  return history;
}

// A counter is incremented, `times` in all under one name, and read as `shown`; `retries`: clients
// send again what was not answered.
[[nodiscard]] inline HandHistory one_increment(int times, bool retries, std::int64_t shown) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"INCR", "c"}, {"GET", "c"}});
  if (retries) history.disturb(ClientsRetry{});
  for (int time = 1; time <= times; ++time)
    history.run(1, 0, engine::integer_reply(time), 10, {{"c", engine::string::Increment{1}}});
  history.run(2, 0, engine::bulk_reply(std::to_string(shown)), 0, {});
  for (const std::uint32_t replica : {0U, 1U}) {
    if (replica == 1) history.arrive(1, 0, 1, "c");
    history.digest(replica, "c", 77);
    history.contents(replica, "c", text_of(std::to_string(shown)));
  }
  return history;
}

}  // namespace faultline::sim
