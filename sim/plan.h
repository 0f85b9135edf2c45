// A resolved plan: what a run does, with every default and every name filled in. Scenario files are
// read into it and written from it (scenarios/), `sim/` never sees JSON.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ratio.h"
#include "engine/base/time.h"
#include "engine/ports/parameter.h"

namespace faultline::engine {
enum class PlantedBug : std::uint8_t;  // planted_bugs.h: one more must not compile everything anew
}

namespace faultline::sim {

struct RackPlan {
  std::string name;
  std::uint32_t hosts = 1;
};
struct DatacenterPlan {
  std::string name;
  std::vector<RackPlan> racks;  // sorted by name
};
// What Linux lets a stream have under way at most, by default (the upper bound of tcp_wmem).
inline constexpr std::int64_t kSendWindow = std::int64_t{4} << 20;
// Both directions of a link. Data centers without a link reach each other over others.
struct LinkPlan {
  std::string from;
  std::string to;
  engine::Nested latency;                   // one of sim/network/latency.h
  std::optional<std::int64_t> bandwidth{};  // bytes a second, each direction; none: unlimited
  engine::Ratio loss{};                     // of all packets
  std::optional<std::int64_t> queue{};      // bytes that may wait for the bandwidth; none: any
  std::int64_t window = kSendWindow;        // bytes that a stream may have under way
};
struct TopologyPlan {
  std::vector<DatacenterPlan> datacenters;  // sorted by name
  std::vector<LinkPlan> links;
  // How long a message takes within a data center; none: as everywhere. No scenario says it.
  std::optional<engine::Nested> local_latency{};
};

struct EnginePlan {
  std::string name;
  engine::ParameterValues options;
};

struct WorkloadPlan {
  std::string kind;
  engine::ParameterValues parameters;
};
struct ScriptStep {
  engine::Duration at{};  // from the start of the run, true time
  std::string datacenter;
  std::string client;
  std::optional<std::string> host;   // "us-east/a/0"
  std::vector<std::string> command;  // arguments are bytes
};
using Script = std::vector<ScriptStep>;

struct FaultPlan {
  std::string kind;
  engine::Duration at{};
  std::optional<engine::Duration> lasts;  // none: until the end of the run
  engine::ParameterValues parameters;
};

struct Bound {
  enum class Relation { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };
  Relation relation = Relation::kEqual;
  std::int64_t value = 0;  // durations in nanoseconds, ratios in ppm, booleans as 0 and 1
};
// One line of "expect". `text` is the bound as written ("== 0", true, "held").
struct Expectation {
  std::string engine;
  std::string path;  // "lost", "converged", "checks.specification", "ledger.kept", …
  std::string text;
  std::variant<Bound, std::string> wanted;  // a bound, or a verdict's word for checks.NAME
};

struct Plan {
  std::string name;
  std::string purpose;
  std::uint64_t seed = 1;
  TopologyPlan topology;
  std::vector<EnginePlan> engines;  // in the order of the engine table
  std::variant<WorkloadPlan, Script> load;
  std::vector<FaultPlan> faults;  // in the order of the file
  engine::Duration quiesce{};
  std::vector<Expectation> expectations;
  std::vector<std::string> expected_marks;
  std::optional<std::string> shows;
  std::optional<engine::PlantedBug> planted_bug;  // in the test build only
  std::string sha256;  // of the resolved scenario.json, filled in by the loader
};

}  // namespace faultline::sim
