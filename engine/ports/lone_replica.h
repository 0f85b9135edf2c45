// One replica of everything, as the only one of its data center: commands and what others send run
// at once, by the same code as on the simulated world. What is left out, proxies, nodes, streams
// and syncers, decides only when messages arrive; here whoever drives the replica chooses that, in
// order per source. What explores every order of delivery stands on it.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/hash.h"
#include "engine/base/prng.h"
#include "engine/clients/protocol.h"
#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine {

class LoneReplica {
 public:
  virtual ~LoneReplica() = default;

  struct Ran {
    Reply reply;
    std::vector<Bytes> messages;  // to every other replica, in this order
  };
  virtual Ran run(const Request& request, WallTime wall, Prng& random) = 0;
  virtual void deliver(const Bytes& message, WallTime wall, Prng& random) = 0;
  // Deletes what has expired and is this replica's to delete; run() begins with it.
  virtual std::vector<Bytes> expire(WallTime /*wall*/) { return {}; }

  // Of all that decides what it does from now on, metadata too: not of what clients see alone.
  [[nodiscard]] virtual Hash128 digest() const = 0;
  // What clients see: the keys, sorted, and each of them.
  [[nodiscard]] virtual std::vector<Bytes> keys(WallTime now) const = 0;
  [[nodiscard]] virtual std::optional<PlainKey> shown(const Bytes& key, WallTime now) const = 0;
};

}  // namespace faultline::engine
