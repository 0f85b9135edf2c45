// A workload draws, before the run and per client, when it will ask for what. All engines meet the
// same intents. To add one: its file, its test, one line in registry.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/prng.h"
#include "engine/base/time.h"
#include "engine/ports/parameter.h"
#include "engine/ports/reply.h"
#include "sim/workloads/key_distribution.h"

namespace faultline::sim {

// A command that the answer to another one may lead to. What is drawn of it is drawn before the
// run, so that it is the same for every engine; the answer need not be.
struct FollowUp {
  engine::Arguments drawn;
  // Makes the command of it and of an answer that is no error; none: the answer leads to nothing.
  using Make = std::optional<engine::Arguments> (*)(const engine::Arguments& drawn,
                                                    const engine::Reply& answer);
  Make make = nullptr;
};

struct Intent {
  engine::Duration at{};  // from the start of the run
  engine::Arguments command;
  std::optional<FollowUp> follow_up;
};

// What one client will ask for, command after command; it may remember what it asked for before,
// never what was answered.
class Workload {
 public:
  virtual ~Workload() = default;
  // Its keys are arguments at fixed places (engine::key_positions): load.cpp puts them into their
  // database.
  [[nodiscard]] virtual engine::Arguments next(engine::Prng& random) = 0;
  // What the answer to the command that was drawn last may lead to.
  [[nodiscard]] virtual std::optional<FollowUp> follow_up(const engine::Arguments& /*asked*/,
                                                          engine::Prng& /*random*/) {
    return std::nullopt;
  }
};

struct WorkloadKind {
  std::string_view name;
  std::string_view summary;
  // Its own parameters; those that are common to all, such as rate and keys, are in common.h.
  std::vector<engine::Parameter> parameters;
  // The load of one client; `client` counts those of its database
  // over the whole run. `keys` are the run's, shared by
  // all its clients (the table of a Zipf law over millions of keys takes seconds to make), and
  // outlive the workload.
  std::unique_ptr<Workload> (*make)(const engine::ParameterValues&, const KeyDistribution& keys,
                                    std::uint32_t client);
};

[[nodiscard]] std::span<const WorkloadKind> workload_kinds();
[[nodiscard]] const WorkloadKind* find_workload(std::string_view name);

// All parameters of a workload: the common ones, then its own.
[[nodiscard]] std::vector<engine::Parameter> parameters_of(const WorkloadKind& kind);
// One client's intents, in order of time, from its own stream. Open loop: times and commands come
// from two streams of it, so a workload that draws more shifts no arrival.
[[nodiscard]] std::vector<Intent> draw_intents(const WorkloadKind& kind,
                                               const engine::ParameterValues& values,
                                               const KeyDistribution& keys, std::uint32_t client,
                                               std::uint32_t clients, engine::Prng random);

}  // namespace faultline::sim
