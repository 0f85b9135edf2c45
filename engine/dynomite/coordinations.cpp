#include "engine/dynomite/coordinations.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/commands/command.h"

namespace faultline::engine::dynomite {
namespace {

constexpr std::string_view kNoQuorum = "ERR Dynomite: Failed to achieve Quorum";

struct Chosen {
  Reply reply;
  std::optional<ProcessId> home;
};

// Of a stamped read the client sees the value alone.
Reply shown_to_client(const Coordinated& what, const Reply& reply) {
  // With a level of its own below a quorum a client is shown what the script has answered.
  if (what.carried.script == Script::kNone || what.level == Consistency::kDcOne) return reply;
  const auto stamped = read_stamped(reply);
  return stamped ? *stamped->value : reply;
}

Chosen chosen(const Coordinated& what, const ReplicaReply& reply) {
  return {shown_to_client(what, reply.reply), reply.home};
}

// MGET of several keys: value by value what two of the replies say, else the first's; none where
// that does not hold and the level is safe.
std::optional<Reply> merged_values(const Coordinated& what, const ReplyQuorum& quorum) {
  std::vector<const std::vector<Reply>*> lists;
  for (const ReplicaReply& each : quorum.good()) {
    lists.push_back(std::get_if<std::vector<Reply>>(&each.reply.value));
    if (lists.back() == nullptr || lists.back()->size() != lists.front()->size())
      return std::nullopt;
  }
  std::vector<Reply> values;
  for (std::size_t i = 0; i < lists.front()->size(); ++i) {
    const Reply* agreed = nullptr;
    for (std::size_t a = 0; a < lists.size() && agreed == nullptr; ++a)
      for (std::size_t b = a + 1; b < lists.size() && agreed == nullptr; ++b)
        if ((*lists[a])[i] == (*lists[b])[i]) agreed = &(*lists[a])[i];
    if (agreed == nullptr && what.level != Consistency::kDcQuorum) return std::nullopt;
    values.push_back(agreed == nullptr ? (*lists.front())[i] : *agreed);
  }
  return Reply{std::move(values)};
}

std::string_view name_in(const Carried& carried) {
  const CommandKind* kind = find_command(carried.command[0].view());
  return kind == nullptr ? std::string_view() : kind->name;
}

// The real program takes the replies of these for lists and looks for values in them; of unlike
// numbers it finds none, and answers an empty list of length -1.
bool counts_keys(const Carried& carried) {
  return carried.script == Script::kNone &&
         (name_in(carried) == "DEL" || name_in(carried) == "EXISTS");
}

// No two replies are equal.
Chosen choose_unlike(const Coordinated& what, const ReplyQuorum& quorum) {
  if (counts_keys(what.carried)) return {nil_reply(), quorum.good().front().home};
  if (name_in(what.carried) == "MGET")
    if (auto merged = merged_values(what, quorum))
      return {std::move(*merged), quorum.good().front().home};
  if (what.level == Consistency::kDcQuorum) return chosen(what, quorum.good().front());
  return {error_reply(kNoQuorum), std::nullopt};
}

// Compares the stamps of what this data center has answered. Whoever has neither data nor a stamp
// is passed over: a key that is missing is never repaired.
class Repairs {
 public:
  explicit Repairs(const ReplyQuorum& quorum) : quorum_(quorum), behind_(quorum.good().size()) {
    for (std::size_t i = 0; i < quorum.good().size(); ++i) {
      stamped_.push_back(read_stamped(quorum.good()[i].reply));
      if (stamped_[i] && !stamped_[i]->missing) compare(i);
    }
  }
  [[nodiscard]] bool needed() const {
    return std::find(behind_.begin(), behind_.end(), true) != behind_.end();
  }
  // The first that needs no repair: also one that has nothing.
  [[nodiscard]] const ReplicaReply& first_up_to_date() const {
    std::size_t i = 0;
    while (behind_[i]) ++i;
    return quorum_.good()[i];
  }
  void add_to(Settled& settled, const Coordinated& what) const {
    for (std::size_t i = 0; i < behind_.size(); ++i) {
      if (!behind_[i]) continue;
      Carried repair;
      repair.operation.value = kNoClientsOperation;
      if (const auto& writer = quorum_.good()[*newest_].writer) {
        repair.operation = writer->operation;
        repair.units = {writer->unit};
      }
      repair.command = repair_command(what.carried.command, *stamped_[*newest_]);
      repair.script = Script::kRepair;
      repair.stamp = stamped_[*newest_]->stamp;
      settled.repairs.emplace_back(quorum_.good()[i].node, std::move(repair));
    }
  }

 private:
  void compare(std::size_t i) {
    const Stamp most = newest_ ? stamped_[*newest_]->stamp : 0;
    if (stamped_[i]->stamp > most) {
      if (newest_) behind_[*newest_] = true;
      newest_ = i;
    } else if (stamped_[i]->stamp < most) {
      behind_[i] = true;
    }
  }

  const ReplyQuorum& quorum_;
  std::vector<std::optional<StampedReply>> stamped_;
  std::vector<bool> behind_;
  std::optional<std::size_t> newest_;
};

bool reads_stamps(const Coordinated& what) {
  const CommandKind* kind = find_command(what.carried.command[0].view());
  return what.carried.script == Script::kStamped && kind->access == Access::kRead;
}

Chosen choose(const Coordinated& what, const ReplyQuorum& quorum, Settled& settled) {
  if (!quorum.reached()) return {quorum.error(), std::nullopt};
  if (reads_stamps(what)) {
    const Repairs repairs(quorum);
    if (repairs.needed()) {
      repairs.add_to(settled, what);
      return chosen(what, repairs.first_up_to_date());
    }
  }
  if (const ReplicaReply* agreed = quorum.agreed()) return chosen(what, *agreed);
  return choose_unlike(what, quorum);
}

}  // namespace

CoordinationId Coordinations::begin(Coordinated what, std::size_t home,
                                    const std::vector<std::size_t>& replicas) {
  const CoordinationId id(++last_);
  UnderWay& request = under_way_.emplace(id, UnderWay{std::move(what), {}, {}}).first->second;
  const auto add = [&](std::size_t datacenter) {
    if (replicas[datacenter] == 0) return;
    request.datacenters.push_back(datacenter);
    request.quorums.emplace_back(replicas[datacenter]);
  };
  add(home);
  for (std::size_t i = 0; i < replicas.size(); ++i)
    if (i != home) add(i);
  return id;
}

Settled Coordinations::reply(CoordinationId id, std::size_t datacenter, ReplicaReply reply) {
  const auto found = under_way_.find(id);
  if (found == under_way_.end()) return {};  // its client is gone
  UnderWay& request = found->second;
  const auto at = std::find(request.datacenters.begin(), request.datacenters.end(), datacenter);
  FL_ASSERT(at != request.datacenters.end(), "only those answer who were asked");
  const auto position = static_cast<std::size_t>(at - request.datacenters.begin());
  const bool late = request.answered;
  request.quorums[position].add(std::move(reply));
  Settled settled;
  settled.client = request.what.client.client;
  if (late)
    after_answer(request, settled);
  else if (std::all_of(request.quorums.begin(), request.quorums.end(),
                       [](const ReplyQuorum& quorum) { return quorum.done(); }))
    answer(request, settled);
  if (request.answered && std::all_of(request.quorums.begin(), request.quorums.end(),
                                      [](const ReplyQuorum& quorum) { return quorum.complete(); }))
    under_way_.erase(found);
  return settled;
}

void Coordinations::answer(UnderWay& request, Settled& settled) {
  request.answered = true;
  std::optional<Chosen> said;
  for (const ReplyQuorum& quorum : request.quorums) {
    Chosen here = choose(request.what, quorum, settled);
    // The first data center speaks for all, unless another has an error.
    if (!said || (!said->reply.is_error() && here.reply.is_error())) said = std::move(here);
  }
  request.counted = request.quorums.front().good().size();
  settled.answer = {request.what.client, std::move(said->reply), said->home};
}

// Only replies that come after the answer are counted towards the end of a tombstone: where the
// last one was needed for the answer, or two racks are all there are, it stays.
void Coordinations::after_answer(UnderWay& request, Settled& settled) {
  const Coordinated& what = request.what;
  const CommandKind* kind = find_command(what.carried.command[0].view());
  const bool tended =
      what.level == Consistency::kDcQuorum || what.level == Consistency::kDcSafeQuorum;
  if (!tended || what.carried.script != Script::kStamped || !leaves_tombstone(kind->name)) return;
  if (++request.counted < request.quorums.front().replicas()) return;
  settled.clean_up = what.carried;
  settled.clean_up->script = Script::kCleanUp;
}

void Coordinations::drop(ConnectionId client) {
  std::erase_if(under_way_, [&](const auto& each) {
    const Coordinated& what = each.second.what;
    return what.client.client == client &&
           (what.carried.script == Script::kNone || what.level == Consistency::kDcEachSafeQuorum);
  });
}

}  // namespace faultline::engine::dynomite
