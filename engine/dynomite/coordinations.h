// Requests of clients under way at the node that coordinates them: whose replies it awaits, what it
// answers when enough are in, and what follows from the replies besides: repairs of replicas that
// are behind, and the end of tombstones. Source: shared dynomite/facts.md 4 and 7.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/dynomite/answer_to.h"
#include "engine/dynomite/messages.h"
#include "engine/dynomite/reply_quorum.h"

namespace faultline::engine::dynomite {

// One part of a client's request, as this node sends it out.
struct Coordinated {
  ClientPart client;
  Consistency level = Consistency::kDcOne;
  Carried carried;
};

// What is to be done after a reply.
struct Settled {
  struct Answer {
    ClientPart client;
    Reply reply;
    std::optional<ProcessId> home;  // whose reply it is; none: an error
  };
  std::optional<Answer> answer;
  std::vector<std::pair<NodeNumber, Carried>> repairs;
  std::optional<Carried> clean_up;  // for all replicas
  ConnectionId client;              // whose request it was: chooses the connections
};

class Coordinations {
 public:
  // `replicas`: how many are to answer in each data center by its number; the own one, `home`,
  // answers first.
  [[nodiscard]] CoordinationId begin(Coordinated what, std::size_t home,
                                     const std::vector<std::size_t>& replicas);
  // A replica of that data center has answered; or a node in between, with an error.
  [[nodiscard]] Settled reply(CoordinationId id, std::size_t datacenter, ReplicaReply reply);
  // The client is gone. What tends stamps goes on all the same.
  void drop(ConnectionId client);
  [[nodiscard]] std::size_t size() const { return under_way_.size(); }

 private:
  struct UnderWay {
    Coordinated what;
    std::vector<std::size_t> datacenters;  // the home first
    std::vector<ReplyQuorum> quorums;      // of each of these
    bool answered = false;
    std::size_t counted = 0;  // towards the end of its tombstone
  };
  static void after_answer(UnderWay& request, Settled& settled);
  static void answer(UnderWay& request, Settled& settled);

  std::map<CoordinationId, UnderWay> under_way_;
  std::uint64_t last_ = 0;
};

}  // namespace faultline::engine::dynomite
