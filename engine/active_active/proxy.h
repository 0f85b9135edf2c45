// The proxy on each host: an endpoint of every database, each at its own port. Clients speak
// engine/clients/protocol.h; commands go to the shard of their slot over one connection a shard,
// shared by all clients of the database, and answers return in the order of the requests of each
// client. Both kinds of connection are ordered streams, and a shard answers in the order it was
// asked.
//
// In a cluster with standbys the database's cluster manager tells it who serves each shard.
//
// A request whose slot is just moving to another shard runs again until it has moved, and those of
// its client that come after it wait for it. While anything of a client is under way, what it asks
// after slots have moved waits too: it could overtake.
//
// A proxy whose machine is to leave the cluster lets its clients go when it owes them no answer,
// and whoever comes: they find another endpoint.
//
// While a shard cannot be reached, requests that were not sent wait a little; those sent when a
// connection breaks may have run, and their error says no more. Shared design, section 7.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/active_active/link.h"
#include "engine/active_active/membership.h"
#include "engine/active_active/roles.h"
#include "engine/active_active/split_command.h"
#include "engine/clients/protocol.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {

// How long a request waits for a shard that is not connected (basis: chosen).
inline constexpr Duration kShardWaitMax = std::chrono::seconds(2);

struct ProxyConfig {
  struct Database {
    std::string name;               // as a prefix of what it waits for; empty: the only one
    std::vector<ProcessId> shards;  // of the data center, by index
    std::vector<ProcessId> managers;
  };
  HostId host;
  std::vector<Database> databases;  // by port
  MemberId member;
  Membership::Hosts hosts;
  Duration request_time{};  // how long a request keeps all its worker threads busy
};

class Proxy final : public Process {
 public:
  explicit Proxy(const ProxyConfig& config);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  // A part of a request on its way to a shard.
  struct Ticket {
    ConnectionId client;
    std::uint64_t request = 0;  // counts the client's requests
    std::size_t part = 0;
  };
  struct Waiting {
    Ticket ticket;
    Encoded message;
    MonotonicTime until{};
  };
  struct ShardLine {
    std::string name;
    Link link;
    TimerId patience;     // fires when the oldest waiting request gives up
    bool silent = false;  // its primary is taken for dead: it is not asked
    std::deque<Waiting> waiting{};
    std::deque<Ticket> in_flight{};
  };
  struct Pending {
    Request request;
    MonotonicTime until{};
    bool again = false;  // its slot was moving: it runs again once its parts are answered
    SplitCommand split;
    std::vector<Reply> replies;
    std::size_t missing = 0;
    std::optional<Reply> reply;
  };
  struct Database {
    std::size_t first_line = 0;
    std::uint32_t shards = 0;
    LatestOrders orders;
    SlotMap slots;
  };
  struct Client {
    std::size_t database = 0;
    std::uint64_t first = 0;  // number of the oldest pending request
    std::deque<Pending> pending;
    std::uint64_t barrier =
        0;  // from this number on, requests wait until those before are answered
    [[nodiscard]] bool runs_again() const;
    [[nodiscard]] bool blocked(std::uint64_t number) const {
      return first < barrier && barrier <= number;
    }
  };

  void opened(const input::Opened& opened, Outputs& outputs);
  void take_members(const input::administered::Members& told);
  void let_clients_go(Outputs& outputs);
  void lost(ConnectionId connection, const char* why, MonotonicTime now, Outputs& outputs);
  void received(const input::Received& received, const StepContext& context, Outputs& outputs);
  // In a cluster with standbys: who serves each shard now.
  void take_orders(const input::Datagram& datagram, const StepContext& context, Outputs& outputs);
  void fail_in_flight(ShardLine& line, Outputs& outputs);
  void timer_fired(TimerId timer, const StepContext& context, Outputs& outputs);
  void describe(MonotonicTime now, const WaitsFor& wait) const;

  void connect(ShardLine& line, Outputs& outputs);
  void request(ConnectionId client, Request request, const StepContext& context, Outputs& outputs);
  void run(ConnectionId connection, Client& client, std::uint64_t number,
           const StepContext& context, Outputs& outputs);
  // Requests whose slot was moving, and those behind them.
  void run_again(const StepContext& context, Outputs& outputs);
  void run_again(ConnectionId connection, Client& client, const StepContext& context,
                 Outputs& outputs);
  void await_slots(ConnectionId connection, Outputs& outputs);
  void dispatch(const Ticket& ticket, ShardLine& line, Encoded message, MonotonicTime now,
                Outputs& outputs);
  void answer(const Ticket& ticket, Reply reply, Outputs& outputs);
  void send_answers(ConnectionId connection, Client& client, Outputs& outputs);

  HostId host_;
  bool leaves_ = false;  // its machine is none of the cluster's any more
  MemberId member_;
  Membership members_;  // while this one's is none of them, clients are refused
  Duration request_time_;
  std::vector<Database> databases_;
  std::map<ProcessId, std::size_t> database_of_manager_;
  std::vector<ShardLine> lines_;  // database by database
  std::map<ConnectionId, Client> clients_;
  MonotonicTime now_{};           // of the step
  std::set<ConnectionId> again_;  // clients with requests that run again
  bool again_due_ = false;        // a timer is set
  std::uint64_t last_connection_ = 0;
};

}  // namespace faultline::engine::active_active
