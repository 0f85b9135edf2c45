// Sessions written by hand, for the tests of their guarantees: one client, at home in the first of
// two data centers, whose operations run at the replica that a test says; "us" is a failover, "eu"
// after it the failback.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/assert.h"
#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {

inline constexpr std::uint32_t kEu = 0;
inline constexpr std::uint32_t kUs = 1;

class HandSession {
 public:
  // `clients`: of each operation; left out: all are one session.
  explicit HandSession(std::vector<engine::Arguments> commands,
                       std::vector<std::uint32_t> clients = {},
                       engine::Arbitration arbitration = engine::Arbitration::kConflictFree)
      : commands_(commands),
        history_(arbitration, commands,
                 clients.empty() ? std::vector<std::uint32_t>(commands.size(), 0) : clients,
                 HandHistory::Asked::kInTurn) {}

  // SET key value, stamped.
  void set(std::uint64_t number, std::uint32_t at, std::int64_t stamp) {
    history_.run(number, at, engine::ok_reply(), stamp, {{key(number), written(number)}});
  }
  // It arrives at the other replica, as it ran at its home.
  void arrive(std::uint64_t number, std::uint32_t at) {
    history_.arrive(number, 0, at, key(number), written(number));
  }
  // GET key; empty: there is no such key.
  void get(std::uint64_t number, std::uint32_t at, const std::string& value) {
    history_.run(number, at, value.empty() ? engine::nil_reply() : engine::bulk_reply(value), 0,
                 {});
  }
  [[nodiscard]] HandHistory& history() { return history_; }
  [[nodiscard]] EngineResult conclude() { return history_.conclude(); }

 private:
  [[nodiscard]] const engine::Bytes& key(std::uint64_t number) const {
    return commands_[number - 1].at(1);
  }
  [[nodiscard]] engine::Change written(std::uint64_t number) const {
    return engine::string::Write{commands_[number - 1].at(2), {}};
  }

  std::vector<engine::Arguments> commands_;
  HandHistory history_;
};

using Causes = std::vector<std::string>;

// The causes that the check found, in the order of their names.
[[nodiscard]] inline Causes causes_in(const EngineResult& result, std::string_view check) {
  Causes causes;
  for (const Finding& finding : result.findings)
    if (finding.check == check) causes.push_back(finding.cause);
  std::sort(causes.begin(), causes.end());
  return causes;
}

[[nodiscard]] inline const Finding& finding_in(const EngineResult& result, std::string_view check,
                                               std::string_view cause) {
  const auto found =
      std::find_if(result.findings.begin(), result.findings.end(),
                   [&](const Finding& each) { return each.check == check && each.cause == cause; });
  FL_ASSERT(found != result.findings.end(), "there is such a finding");
  return *found;
}

}  // namespace faultline::sim
