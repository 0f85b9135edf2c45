#include "engine/dynomite/redis_replication.h"

#include <utility>

#include "engine/dynomite/timing.h"

namespace faultline::engine::dynomite {

void RedisReplication::add_replica(ConnectionId replica, FullCopy copy, Outputs& outputs) {
  copy.position = position_;
  replicas_.push_back(replica);
  outputs.send(replica, encode(copy));
}

void RedisReplication::stream(const LoggedWrite& write, Outputs& outputs) {
  const Encoded message = encode(write);
  position_ += message.bytes.size();
  for (const ConnectionId replica : replicas_) outputs.send(replica, message);
}

void RedisReplication::follow(ProcessId master, Outputs& outputs) {
  follow_nobody(outputs);
  master_ = master;
  reconnect(outputs);
}

void RedisReplication::follow_nobody(Outputs& outputs) {
  if (follows()) outputs.close(link_);
  outputs.cancel_timer(kFollowTimer);
  master_.reset();
  in_sync_ = false;
}

void RedisReplication::reconnect(Outputs& outputs) {
  link_ = ConnectionId(++connections_);
  outputs.connect(link_, *master_);
}

void RedisReplication::opened(Outputs& outputs) {
  outputs.send(link_, {Bytes(kReplicaGreeting), 0});
}

void RedisReplication::lost(Outputs& outputs) {
  in_sync_ = false;
  outputs.set_timer(kFollowTimer, kFollowRetry);
}

void RedisReplication::pass_on(const Bytes& write, Outputs& outputs) const {
  for (const ConnectionId replica : replicas_) outputs.send(replica, {write, 0});
}

void RedisReplication::copied(const FullCopy& copy, Outputs& outputs) {
  for (const ConnectionId replica : std::exchange(replicas_, {})) outputs.close(replica);
  position_ = copy.position;
  in_sync_ = true;
}

}  // namespace faultline::engine::dynomite
