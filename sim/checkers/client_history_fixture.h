// Runs told by what clients asked and were answered and by nothing else, for the tests of checks
// that look at no more. Answers come half a second after their questions.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/assert.h"
#include "sim/checkers/checks.h"

namespace faultline::sim {

struct AskedCommand {
  std::uint32_t client = 1;  // c1, c2, …
  engine::Arguments command;
  engine::Reply reply;
  std::int64_t at_ms = 0;
  std::int64_t answered_ms = 0;
  engine::output::Outcome outcome = engine::output::Outcome::kOk;
};

class ClientHistory {
 public:
  // A second after the one before, and after its answer.
  ClientHistory& set(std::uint32_t client, const char* key, const char* value) {
    return ask({client, {"SET", key, value}, engine::ok_reply()});
  }
  ClientHistory& get(std::uint32_t client, const char* key, std::optional<engine::Bytes> value) {
    return ask({client, {"GET", key}, reply_with(std::move(value))});
  }
  ClientHistory& getset(std::uint32_t client, const char* key, std::optional<engine::Bytes> old,
                        const char* value) {
    return ask({client, {"GETSET", key, value}, reply_with(std::move(old))});
  }
  ClientHistory& ask(AskedCommand asked) {
    asked.at_ms = asked_.empty() ? 1000 : asked_.back().at_ms + 1000;
    asked.answered_ms = asked.at_ms + 500;
    return ask_at(std::move(asked));
  }
  // In the order of the questions.
  ClientHistory& ask_at(AskedCommand asked) {
    asked_.push_back(std::move(asked));
    return *this;
  }
  // The last question waits for the answer to that one (counted from 0).
  ClientHistory& waits_for(std::uint32_t earlier) {
    waits_.emplace_back(earlier, static_cast<std::uint32_t>(asked_.size() - 1));
    return *this;
  }

  [[nodiscard]] EngineResult conclude(std::string_view check) const {
    EngineResult result;
    result.engine = "by_hand";
    with_history([&](const History& history) {
      Checks checks;
      for (const CheckKind& kind : check_kinds())
        if (kind.name == check) checks.add(kind);
      checks.conclude(history, result);
    });
    FL_ASSERT(result.checks.size() == 1, "there is such a check, and it concludes");
    return result;
  }
  template <class Use>
  void with_history(const Use& use) const {
    Load load;
    std::uint32_t clients = 0;
    for (const AskedCommand& each : asked_) clients = std::max(clients, each.client);
    for (std::uint32_t i = 0; i < clients; ++i)
      load.clients.push_back({"c" + std::to_string(i + 1), engine::DatacenterId(0), {}, {}});
    for (const AskedCommand& each : asked_)
      load.arrivals.push_back({instant(each.at_ms), each.client - 1, each.command});
    for (const auto& [earlier, later] : waits_) load.arrivals[earlier].next = later;
    const engine::Deployment deployment;
    History history(load, deployment, Places{{}, {}, {"eu"}});
    for (std::uint32_t i = 0; i < asked_.size(); ++i) {
      history.invoked(i, asked_[i].command, instant(asked_[i].at_ms));
      history.responded({load.operation_of(i), asked_[i].outcome, asked_[i].reply},
                        instant(asked_[i].answered_ms));
    }
    history.close(instant(asked_.back().answered_ms));
    use(history);
  }

 private:
  static engine::Instant instant(std::int64_t milliseconds) {
    return engine::Instant(std::chrono::milliseconds(milliseconds));
  }
  static engine::Reply reply_with(std::optional<engine::Bytes> value) {
    return value ? engine::bulk_reply(*std::move(value)) : engine::nil_reply();
  }

  std::vector<AskedCommand> asked_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> waits_;
};

}  // namespace faultline::sim
