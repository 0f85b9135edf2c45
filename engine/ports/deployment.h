// How an engine lays its roles onto machines. Scenarios and faults name data centers, racks, hosts
// and roles, so that "crash us-east/a/0" hits the same machine for every engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/datatypes/string/plain.h"
#include "engine/ports/parameter.h"
#include "engine/ports/process.h"

namespace faultline::engine {

// One machine that the scenario offers, in the order (data center, rack, index), names sorted.
struct Machine {
  HostId host;
  DatacenterId datacenter;
  RackId rack;
  std::uint32_t index = 0;  // within its rack
  std::string datacenter_name;
  std::string rack_name;
  // "us-east/a/0"
  [[nodiscard]] std::string name() const {
    return datacenter_name + "/" + rack_name + "/" + std::to_string(index);
  }
};

using ProcessFactory = std::function<std::unique_ptr<Process>()>;

struct Placement {
  ProcessId process;  // dense from 0, in the order of placements
  HostId host;
  std::string role;  // "proxy", "shard", "syncer", "dynomite", "redis"
  std::string name;  // unique in the deployment: "us-east/a/0/shard-2"
  // A replica answers clients with its own copy of keys (style guide, "replica").
  bool is_replica = false;
  ProcessFactory make;
};

using Lives = std::function<bool(ProcessId)>;

// How every replica of the engine decides between effects on one key; what the ledger reasons with.
enum class Arbitration { kConflictFree, kLastWriteWins, kArrivalOrder };

struct Deployment {
  std::vector<Placement> placements;
  Arbitration arbitration = Arbitration::kConflictFree;
  // No replica holds an effect without what its home had seen of the key.
  bool causal = false;
  // In arrival order: each command carries a stamp, and whoever holds a later one does not run it.
  bool stamps_commands = false;
  // Whether other replicas are ever sent the command; null: all that writes is.
  std::function<bool(const Arguments& command)> is_replicated;
  // The range of what counters may show, in bits with the sign.
  int counter_bits = kCounterBits;
  // The replicas of a key of that database, one a copy that answers clients, in the order of data
  // center and rack.
  std::function<std::vector<ProcessId>(const Bytes& key, Port database)> replicas_of;
  // Which copy of the data a process serves. Processes of one copy take over from each other
  // (observation::TookOver); each key of it is one's at a time. Null: each is a copy by itself.
  std::function<std::uint32_t(ProcessId)> copy_of;
  // Whether a process can serve clients in the long run when just those live, of those whose
  // machines belong to the cluster; null: if it lives.
  std::function<bool(ProcessId, const Lives& live, const Lives& belong)> can_serve;
  // The unit of full sync that a key belongs to (snapshots name it); null: no full sync.
  std::function<std::uint16_t(const Bytes& key)> slot_of;
  // Where a client of a database connects in a data center, in the order it tries; `preferred` is
  // one of its hosts.
  std::function<std::vector<Endpoint>(DatacenterId, HostId preferred, Port database)> endpoints;
  // The client library of an application in a data center, for that database.
  std::function<std::unique_ptr<Process>(DatacenterId, HostId preferred, Port database)>
      make_client;
};

// What a scenario asks of an engine, as far as its text tells.
struct AskedOf {
  const ParameterValues& values;
  std::size_t most_racks = 0;              // of a data center
  const std::vector<Arguments>& commands;  // of its script, in order
};

struct EngineKind {
  std::string_view name;
  std::string_view summary;
  std::vector<Parameter> parameters;  // of a scenario's "engines"
  // `databases`: so many, if the engine knows several on one cluster; else all are one.
  Deployment (*deploy)(std::span<const Machine>, const ParameterValues&, std::uint32_t databases);
  // The checks this engine promises to hold when a scenario expects nothing of it.
  std::vector<std::string_view> promises;
  std::vector<std::string_view> roles;  // of its placements
  std::vector<std::string_view> marks;  // that its processes may observe
  // Of what some faults need of an engine ("stale backups"): those it can answer.
  std::vector<std::string_view> capabilities{};
  // Those it has besides only with some values; null: none.
  std::vector<std::string_view> (*capabilities_with)(const ParameterValues&) = nullptr;
  // What the author should know though nothing is wrong, each a sentence without its full stop;
  // null: nothing.
  std::vector<std::string> (*advice)(const AskedOf& asked) = nullptr;
  // Whether it is capable of that with these values; everything is of nothing ("").
  [[nodiscard]] bool capable(std::string_view of, const ParameterValues& values) const {
    std::vector<std::string_view> all = capabilities;
    if (capabilities_with != nullptr)
      for (const std::string_view each : capabilities_with(values)) all.push_back(each);
    return of.empty() || std::find(all.begin(), all.end(), of) != all.end();
  }
};

}  // namespace faultline::engine
