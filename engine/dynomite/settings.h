// What a node's configuration file says of itself. Names and defaults are the real program's
// (shared dynomite/facts.md 2, 3 and 4).
#pragma once

#include <chrono>
#include <cstdint>

#include "engine/base/time.h"
#include "engine/dynomite/consistency.h"

namespace faultline::engine::dynomite {

struct NodeSettings {
  Consistency read = Consistency::kDcOne;
  Consistency write = Consistency::kDcOne;
  // DC_EACH_SAFE_QUORUM as documented: each replica of a remote data center runs a write once. As
  // shipped, each of its racks hands the write to all of them (facts 4).
  bool each_as_documented = false;
  // Whether links between data centers are encrypted. As shipped, answers that a peer relays over
  // plain links come with a stale header, so no two of them are equal (facts 4).
  bool encrypted_between_datacenters = false;
  // Timestamp mode: "read_repairs_enabled" in the configuration file (facts 7).
  bool read_repairs = false;
  // Connections to a peer of the own data center, of another one, and to the own Redis. A client's
  // requests all take the one that its own connection's number chooses.
  std::uint32_t local_peer_connections = 1;
  std::uint32_t remote_peer_connections = 1;
  std::uint32_t datastore_connections = 1;
  // Messages a second to another data center over one connection; what is above waits.
  std::int64_t messages_per_second = 50'000;
  // Whether nodes gossip, and how often each tells another one (facts 8).
  bool gossip = false;
  Duration gossip_interval = std::chrono::seconds(30);
  // Multiplies every time-out: REST /set_timeout_factor (facts 6).
  std::int64_t timeout_factor = 1;

  // Without a level above DC_ONE both ways the mode has no effect.
  [[nodiscard]] bool stamps() const {
    return read_repairs && read != Consistency::kDcOne && write != Consistency::kDcOne;
  }
};

}  // namespace faultline::engine::dynomite
