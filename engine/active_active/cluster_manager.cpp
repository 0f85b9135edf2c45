#include "engine/active_active/cluster_manager.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/planted.h"
#include "engine/ports/administered.h"

namespace faultline::engine::active_active {
namespace {

constexpr TimerId kTick{1};
// Between standbys that are moved for the loss of one machine and for that of another (documented;
// for one database).
constexpr Duration kReplicaHaCooldown = std::chrono::hours(2);

}  // namespace

Roles roles_at_first(const ClusterConfig& config) {
  Roles roles;
  for (const std::vector<ProcessId>& candidates : config.shards)
    roles.shards.push_back(
        {0, candidates.front(), 0, candidates.size() > 1 ? candidates[1] : kNoProcess});
  roles.slots = SlotMap::of(static_cast<std::uint32_t>(config.shards.size()));
  roles.syncer = config.syncers.front();
  return roles;
}

ClusterManager::ClusterManager(ProcessId self, ClusterConfig config)
    : self_(self),
      config_(std::move(config)),
      election_(self, config_.managers, roles_at_first(config_)) {}

void ClusterManager::step(const Input& input, const StepContext& context, Outputs& outputs) {
  if (const auto* started = std::get_if<input::Started>(&input)) {
    election_.start(*started, context, outputs);
    outputs.set_timer(kTick, kHeartbeatEvery);
  } else if (const auto* datagram = std::get_if<input::Datagram>(&input)) {
    receive(*datagram, context, outputs);
  } else if (const auto* fired = std::get_if<input::TimerFired>(&input)) {
    if (fired->timer == kPatienceTimer) return election_.patience_ends(context, outputs);
    tick(context, outputs);
    outputs.set_timer(kTick, kHeartbeatEvery);
  } else if (const auto* asked = std::get_if<input::Administered>(&input)) {
    using input::administered::Members;
    if (const auto* members = std::get_if<Members>(&asked->request))
      set_members(*members, context, outputs);
    describe(context.monotonic, outputs, *asked);
  }
}

void ClusterManager::receive(const input::Datagram& datagram, const StepContext& context,
                             Outputs& outputs) {
  const auto message = decode<ToManager>(datagram.bytes);
  if (!message) return;
  if (const auto* heartbeat = std::get_if<Heartbeat>(&*message)) {
    hear(datagram.from, *heartbeat, context.monotonic);
    if (moves_on(*heartbeat)) review_all(context, outputs);
    return election_.outdated(heartbeat->term, heartbeat->version, context, outputs);
  }
  const bool settled = election_.settled();
  const ProcessId from = datagram.from;
  if (const auto* candidacy = std::get_if<Candidacy>(&*message))
    election_.receive(from, *candidacy, context, outputs);
  else if (const auto* vote = std::get_if<Vote>(&*message))
    election_.receive(from, *vote, context, outputs);
  else if (const auto* lead = std::get_if<Lead>(&*message))
    election_.receive(from, *lead, context, outputs);
  else if (const auto* accepted = std::get_if<Accepted>(&*message))
    election_.receive(from, *accepted);
  else if (const auto* resigned = std::get_if<Resigned>(&*message))
    election_.receive(*resigned, context, outputs);
  if (!settled && election_.settled()) give_orders(context, outputs);
}

// One that comes late, after a younger one, says nothing of how its sender is now.
void ClusterManager::hear(ProcessId from, const Heartbeat& heartbeat, MonotonicTime now) {
  Heard& known = heard_[from];
  const bool same_life = known.status.life == heartbeat.life;
  if (known.past_lives.contains(heartbeat.life) || (same_life && heartbeat.at < known.status.at))
    return;
  if (!same_life) known.past_lives.insert(known.status.life);
  known.status = heartbeat;
  known.at = now;
}

void ClusterManager::tick(const StepContext& context, Outputs& outputs) {
  election_.tick(context, outputs);
  review_all(context, outputs);
}

// A slot move is not left to wait for the next tick: clients wait for it.
bool ClusterManager::moves_on(const Heartbeat& heartbeat) const {
  const AgreedRoles* agreed = election_.agreed();
  if (agreed == nullptr || !agreed->roles.moving) return false;
  const Moving& moving = *agreed->roles.moving;
  return (moving.handing_over ? heartbeat.handed_over : heartbeat.copied) == moving.id;
}

void ClusterManager::review_all(const StepContext& context, Outputs& outputs) {
  const AgreedRoles* agreed = election_.agreed();
  if (!election_.leads(context.monotonic) || agreed == nullptr) return;
  Roles roles = reviewed(agreed->roles, context, outputs);
  if (roles != agreed->roles) election_.propose(std::move(roles), context, outputs);
  if (election_.settled()) give_orders(context, outputs);
}

Roles ClusterManager::reviewed(Roles roles, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  review_moves(roles, now, outputs);
  for (std::size_t shard = 0; shard < roles.shards.size(); ++shard)
    review(shard, roles, context, outputs);
  if (fresh(roles.syncer, now) == nullptr && now - election_.leads_since() > kSuspectedAfter) {
    const auto other = std::find_if(config_.syncers.begin(), config_.syncers.end(),
                                    [&](ProcessId each) { return fresh(each, now) != nullptr; });
    if (other != config_.syncers.end()) roles.syncer = *other;
  }
  return roles;
}

// Heard since it leads, and lately.
const Heartbeat* ClusterManager::fresh(ProcessId process, MonotonicTime now) const {
  const auto found = heard_.find(process);
  if (found == heard_.end() || found->second.at < election_.leads_since() ||
      now - found->second.at > kSuspectedAfter)
    return nullptr;
  return &found->second.status;
}

void ClusterManager::review(std::size_t shard, Roles& roles, const StepContext& context,
                            Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  ShardRoles& own = roles.shards[shard];
  const Heartbeat* primary = fresh(own.primary, now);
  // Whoever they remember as the primary, perhaps from long ago, need not be the last.
  const bool forgotten = own.epoch == 0 && roles.last_epoch >= kCountedEpochs;
  if (primary != nullptr && primary->life == own.life && !forgotten)
    return find_standby(shard, roles, context, outputs);
  // A leader before this one may have granted until it lost the lead.
  const MonotonicTime granted =
      std::max(leased_until_[own.primary], election_.leads_since() + kLease + kLeaseMargin);
  if (forgotten) {
    if (now >= granted) recover(shard, roles, now);
    return;
  }
  if (primary == nullptr && now < granted) return;
  const Heartbeat* standby = fresh(own.standby, now);
  const bool complete = standby != nullptr && own.since <= standby->holds_all_of &&
                        standby->holds_all_of <= own.epoch;
  if (own.epoch > 0 && standby != nullptr &&
      (complete || planted(PlantedBug::kStandbyPromotedBehind))) {
    const ProcessId before = own.primary;
    grant(own, own.standby, standby->life, roles);
    own.standby = before;
    outputs.observe(observation::Mark{"standby_promoted"});
  } else if (primary != nullptr) {
    grant(own, own.primary, primary->life, roles);
  }
}

void ClusterManager::grant(ShardRoles& role, ProcessId primary, Life life, Roles& roles) {
  role.epoch = role.since = ++roles.last_epoch;
  role.primary = primary;
  role.life = life;
}

void ClusterManager::recover(std::size_t shard, Roles& roles, MonotonicTime now) const {
  // Of those that know of the same epoch, who served under it.
  const auto reached = [&](ProcessId process) -> std::optional<std::pair<Epoch, Epoch>> {
    const Heartbeat* heartbeat = fresh(process, now);
    if (heartbeat == nullptr) return std::nullopt;
    const Epoch serves = heartbeat->serves_under;
    return std::pair{std::max({serves, heartbeat->holds_all_of, heartbeat->in_file}), serves};
  };
  const std::vector<ProcessId>& candidates = config_.shards[shard];
  std::optional<ProcessId> best;
  for (const ProcessId candidate : candidates)
    if (reached(candidate) && (!best || *reached(candidate) > *reached(*best))) best = candidate;
  const bool all = std::all_of(candidates.begin(), candidates.end(),
                               [&](ProcessId each) { return reached(each).has_value(); });
  // Whoever got furthest may be among those that are silent: they are waited for.
  if (!best || (!all && now - election_.leads_since() < kForgetfulFor)) return;
  ShardRoles& own = roles.shards[shard];
  if (own.standby == *best) own.standby = own.primary;
  roles.last_epoch = std::max(roles.last_epoch, reached(*best)->first);
  grant(own, *best, fresh(*best, now)->life, roles);
}

void ClusterManager::find_standby(std::size_t shard, Roles& roles, const StepContext& context,
                                  Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  ShardRoles& own = roles.shards[shard];
  if (own.standby == kNoProcess) return;
  if (is_member(own.standby) && fresh(own.standby, now) != nullptr) {
    away_since_.erase(own.standby);
    return;
  }
  // A machine that administrators take away is not waited for.
  if (is_member(own.standby)) {
    if (!config_.replica_ha_grace) return;
    const MonotonicTime since = away_since_.try_emplace(own.standby, now).first->second;
    if (now - since < *config_.replica_ha_grace) return;
    const auto& moved = roles.standbys_moved;
    if (moved && moved->away != config_.hosts.at(own.standby) &&
        context.wall - moved->at < kReplicaHaCooldown)
      return;
  }
  for (const ProcessId candidate : config_.shards[shard]) {
    if (candidate == own.primary || candidate == own.standby || !is_member(candidate) ||
        fresh(candidate, now) == nullptr)
      continue;
    if (is_member(own.standby))
      roles.standbys_moved = StandbysMoved{config_.hosts.at(own.standby), context.wall};
    own.standby = candidate;
    outputs.observe(observation::Mark{"standby_moved"});
    return;
  }
}

void ClusterManager::set_members(const input::administered::Members& members,
                                 const StepContext& context, Outputs& outputs) {
  members_.emplace(members.hosts.begin(), members.hosts.end());
  std::vector<ProcessId> managers = config_.managers;
  std::erase_if(managers, [&](ProcessId each) { return !is_member(each); });
  for (const auto& [host, times] : members.joined)
    if (host == config_.hosts.at(self_)) election_.join(times, context, outputs);
  election_.set_managers(std::move(managers), context, outputs);
}

bool ClusterManager::is_member(ProcessId process) const {
  return !members_ || members_->contains(config_.hosts.at(process));
}

std::vector<std::uint32_t> ClusterManager::member_shards(const Roles& roles) const {
  std::vector<std::uint32_t> shards;
  for (std::uint32_t i = 0; i < roles.shards.size(); ++i)
    if (is_member(roles.shards[i].primary)) shards.push_back(i);
  return shards;
}

bool ClusterManager::healthy(std::uint32_t shard, const Roles& roles, MonotonicTime now) const {
  const Heartbeat* primary = fresh(roles.shards[shard].primary, now);
  return primary != nullptr && primary->life == roles.shards[shard].life &&
         roles.shards[shard].epoch > 0;
}

void ClusterManager::review_moves(Roles& roles, MonotonicTime now, Outputs& outputs) const {
  const std::vector<std::uint32_t> shards = member_shards(roles);
  if (shards.empty()) return;  // the data center is none any more
  if (roles.last_epoch == 0) {
    roles.slots = SlotMap(shards);  // nobody has served yet
    return;
  }
  if (!roles.moving) {
    const auto move = roles.slots.next_move(shards);
    if (move && healthy(move->from, roles, now) && healthy(move->to, roles, now))
      roles.moving = Moving{++roles.last_epoch, *move, roles.shards[move->from].epoch,
                            roles.shards[move->to].epoch};
    return;
  }
  Moving& moving = *roles.moving;
  ShardRoles& to = roles.shards[moving.move.to];
  const Heartbeat* target = fresh(to.primary, now);
  const bool same = to.epoch == moving.to_epoch && target != nullptr && target->life == to.life;
  if (moving.handing_over && same && target->handed_over == moving.id) {
    to.epoch = ++roles.last_epoch;
    roles.slots.move(moving.move);
    roles.moving.reset();
    outputs.observe(observation::Mark{"slots_handed_over"});
  } else if (!same || roles.shards[moving.move.from].epoch != moving.from_epoch ||
             !healthy(moving.move.from, roles, now)) {
    roles.moving.reset();
    outputs.observe(observation::Mark{"slot_move_given_up"});
  } else if (target->copied == moving.id) {
    moving.handing_over = true;
  }
}

std::set<ProcessId> ClusterManager::everybody() const {
  std::set<ProcessId> all(config_.proxies.begin(), config_.proxies.end());
  for (const std::vector<ProcessId>& candidates : config_.shards)
    all.insert(candidates.begin(), candidates.end());
  all.insert(config_.syncers.begin(), config_.syncers.end());
  all.insert(config_.remote_syncers.begin(), config_.remote_syncers.end());
  return all;
}

void ClusterManager::give_orders(const StepContext& context, Outputs& outputs) {
  const AgreedRoles& agreed = *election_.agreed();
  if (!election_.leads(context.monotonic)) return;
  std::map<ProcessId, Life> primaries;
  for (const ShardRoles& shard : agreed.roles.shards)
    if (shard.epoch > 0) primaries[shard.primary] = shard.life;
  Orders orders{config_.member, agreed.term, agreed.version, context.monotonic, agreed.roles, {}};
  for (std::uint32_t i = 0; i < agreed.roles.shards.size(); ++i)
    if (fresh(agreed.roles.shards[i].primary, context.monotonic) == nullptr &&
        context.monotonic - election_.leads_since() > kSuspectedAfter)
      orders.silent.push_back(i);
  for (const ProcessId process : everybody()) {
    orders.lease_from.reset();
    const auto primary = primaries.find(process);
    const Heartbeat* status = fresh(process, context.monotonic);
    if (primary != primaries.end() && status != nullptr && status->life == primary->second) {
      orders.lease_from = status->at;
      leased_until_[process] = heard_.at(process).at + kLease + kLeaseMargin;
    }
    outputs.send_datagram(process, encode(orders).bytes);
  }
}

void ClusterManager::describe(MonotonicTime now, Outputs& outputs,
                              const input::Administered& asked) const {
  answer_describe(
      asked,
      [&](const WaitsFor& wait) {
        if (!election_.leads(now)) return;
        const AgreedRoles* agreed = election_.agreed();
        if (agreed == nullptr) return wait("most managers to accept the roles");
        for (std::size_t i = 0; i < agreed->roles.shards.size(); ++i) {
          const ShardRoles& shard = agreed->roles.shards[i];
          const Heartbeat* primary = fresh(shard.primary, now);
          if (primary == nullptr || primary->life != shard.life)
            wait("a primary for shard " + std::to_string(i));
        }
      },
      outputs);
}

}  // namespace faultline::engine::active_active
