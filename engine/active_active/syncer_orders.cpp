// What a syncer does in clusters with standbys: it follows the roles and the slots of its own
// shards and of the remote ones, and pulls only while it is the one that is to.
#include <utility>

#include "engine/active_active/syncer.h"

namespace faultline::engine::active_active {

void Syncer::take_orders(const input::Datagram& datagram, MonotonicTime now, Outputs& outputs) {
  const auto orders = decode<Orders>(datagram.bytes);
  if (!config_.self || !orders) return;
  LatestOrders& latest = orders_[orders->member];
  const bool own = orders->member == config_.member;
  const bool obeyed = latest.newer(*orders);
  if (obeyed && own) own_cluster(orders->roles, outputs);
  if (obeyed && !own) return other_cluster(orders->member, orders->roles, outputs);
  outputs.send_datagram(datagram.from, encode(ToManager(latest.heartbeat(now))).bytes);
}

void Syncer::own_cluster(const Roles& roles, Outputs& outputs) {
  for (LocalIndex i = 0; i < locals_.size(); ++i) {
    Link& link = locals_[i].link;
    if (link.leads_to(roles.shards.at(i).primary)) continue;
    link.close(outputs);
    link.lead_to(roles.shards[i].primary);
    if (pulls_) connect(link, outputs);
    local_lost(i, outputs);
  }
  if (slots_ != roles.slots) {
    slots_ = roles.slots;
    for (LocalIndex i = 0; i < locals_.size(); ++i) locals_[i].slots = slots_.owned_by(i);
    for (StreamIndex i = 0; i < streams_.size(); ++i)
      if (streams_[i].phase != Phase::kIdle) restart(i, outputs);
  }
  const bool named = roles.syncer == config_.self;
  if (named && !pulls_) begin(outputs);
  if (!named && pulls_) stop(outputs);
}

void Syncer::other_cluster(MemberId member, const Roles& roles, Outputs& outputs) {
  for (StreamIndex i = 0; i < streams_.size(); ++i) {
    Stream& stream = streams_[i];
    if (config_.remotes[stream.remote].member != member) continue;
    std::vector<SlotRange> slots = roles.slots.owned_by(stream.shard);
    const ProcessId primary = roles.shards.at(stream.shard).primary;
    if (stream.link.leads_to(primary) && slots == stream.slots) continue;
    reset(i);
    stream.link.close(outputs);
    stream.link.lead_to(primary);
    stream.slots = std::move(slots);
    if (wanted(stream)) connect(stream.link, outputs);
  }
}

void Syncer::stop(Outputs& outputs) {
  pulls_ = false;
  for (Local& local : locals_) local.link.close(outputs);
  for (StreamIndex i = 0; i < streams_.size(); ++i) {
    reset(i);
    streams_[i].link.close(outputs);
  }
}

}  // namespace faultline::engine::active_active
