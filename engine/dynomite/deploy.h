// Lays Dynomite onto machines: each host carries a node and the Redis behind it; each rack is a
// ring of its own. Tokens come from the configuration, or are spread evenly over each rack. Source:
// shared dynomite/facts.md 2.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/dynomite/hash.h"
#include "engine/dynomite/ring.h"
#include "engine/dynomite/settings.h"
#include "engine/ports/deployment.h"

namespace faultline::engine::dynomite {

struct DynomiteConfig {
  // What the Redis behind a node keeps over a crash: its append-only file, or nothing.
  bool append_only = false;
  // Each host carries a manager, too, which warms its node up when it comes back.
  bool managed = false;
  // By (data center, rack). Racks that are not named get even ones.
  std::map<std::pair<std::string, std::string>, NodeTokens> tokens;
  std::size_t tokens_a_node = 1;  // of even ones
  std::optional<HashTag> hash_tag;
  HashFunction hash = HashFunction::kMurmur;
  NodeSettings node;
  // Hosts, racks and data centers whose nodes have other levels, and which.
  std::vector<std::string> other_levels_at;
  Consistency read_there = Consistency::kDcOne;
  Consistency write_there = Consistency::kDcOne;

  // Of the node on that machine.
  [[nodiscard]] NodeSettings settings_of(const Machine& machine) const;
};

// What a scenario's options say; tokens are not among them.
[[nodiscard]] DynomiteConfig dynomite_config(const ParameterValues& values);

[[nodiscard]] Deployment deploy_dynomite(std::span<const Machine> machines,
                                         const DynomiteConfig& config);

}  // namespace faultline::engine::dynomite
