// A few commands at a few data centers, of which every order is to be looked at: one replica a data
// center, each talks to every other by a stream of its own, in order; nothing else joins them.
// A command, and what other replicas do on account of it, happens under the clock of its own data
// center as the script has it (`wall`), in whatever order it is issued: stamps do not follow the
// order. Time does not pass otherwise, so that nothing expires but by later commands.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ports/lone_replica.h"

namespace faultline::sim {

struct OrderPlan {
  struct Command {
    engine::Request request;
    engine::WallTime wall{};
  };
  struct Client {
    std::string name;
    std::uint32_t datacenter = 0;
    std::vector<Command> commands;  // one after the other
  };
  std::vector<std::string> datacenters;
  std::vector<Client> clients;
  std::function<std::unique_ptr<engine::LoneReplica>(std::uint32_t datacenter)> make;
  engine::WallTime read_at{};  // what all show in the end is read by this clock
  bool repeats = false;        // each message may arrive twice in a row
  // What a cut loses, once in every order: from its begin to its end, each at any point, what is on
  // its way or sent over one of these pairs (from, to) is gone for good. Empty: there is no cut.
  // One that only delays needs none: what it delays comes as late in other orders.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> cut{};
  // One that goes down, once in every order, and comes back, each at any point. Its clients wait
  // meanwhile. What is on its way to or from it then, or sent to it meanwhile, is gone for good. A
  // crash that only delays needs none, as a cut.
  struct Crash {
    std::uint32_t datacenter = 0;
    bool forgets = false;  // comes back with nothing, not with all that it held
  };
  std::optional<Crash> crash{};
};

// What can come next.
struct OrderChoice {
  enum class Kind : std::uint8_t {
    kIssue,    // client `from` issues its next command
    kDeliver,  // the next message of the stream `from` -> `to` arrives
    kRepeat,   // the one that arrived last on it arrives once more
    kCut,      // the cut begins
    kHeal,     // … and ends
    kCrash,    // the one that crashes goes down
    kRestart,  // … and comes back
  };
  Kind kind = Kind::kIssue;
  std::uint8_t from = 0;
  std::uint8_t to = 0;
  friend bool operator==(const OrderChoice&, const OrderChoice&) = default;
};
using Order = std::vector<OrderChoice>;

}  // namespace faultline::sim
