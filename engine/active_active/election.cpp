#include "engine/active_active/election.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::engine::active_active {
namespace {

// A leader's own lease is shorter than what its followers promise.
constexpr Duration kLeads = std::chrono::milliseconds(1500);
constexpr Duration kFollows = std::chrono::seconds(2);
// Candidates that draw different pauses rarely meet.
constexpr Duration kPatienceMost = std::chrono::seconds(1);

void tell(ProcessId to, ToManager message, Outputs& outputs) {
  outputs.send_datagram(to, encode(message).bytes);
}

Duration patience(Prng& random) {
  return Duration(random.below(static_cast<std::uint64_t>(kPatienceMost.count())));
}

Epoch unused_epoch(Prng& random) {
  return kCountedEpochs + static_cast<Epoch>(random.below(kCountedEpochs / 2));
}

// Beyond all that are counted up, as those of epochs.
std::uint64_t unused_term(Prng& random) {
  constexpr std::uint64_t kCountedTerms = std::uint64_t{1} << 60;
  return kCountedTerms + random.below(kCountedTerms);
}

// That what was agreed before is known to every one of those before, or to one of every majority of
// those after.
bool agreed_outlives(const std::vector<ProcessId>& before, const std::vector<ProcessId>& after) {
  const std::size_t majority_before = before.size() / 2 + 1;
  if (majority_before == before.size()) return true;  // it has accepted it itself
  const auto gone =
      static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [&](ProcessId manager) {
        return std::find(after.begin(), after.end(), manager) == after.end();
      }));
  return gone < majority_before && majority_before - gone + after.size() / 2 + 1 > after.size();
}

}  // namespace

Election::Election(ProcessId self, std::vector<ProcessId> managers, Roles at_first)
    : self_(self), managers_(std::move(managers)) {
  kept_.accepted.roles = std::move(at_first);
}

void Election::start(const input::Started& started, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  if (auto kept = decode<Kept>(started.snapshot); kept && !started.snapshot.view().empty())
    kept_ = std::move(*kept);
  else if (!started.first_start)
    stand_aside(context, outputs);
  else if (self_ == managers_.front())
    return campaign(context, outputs);
  if (!kept_.managers.empty()) managers_ = kept_.managers;
  // It may have promised so, or does not know what it promised.
  if (!started.first_start) follows_until_ = now + (kept_.forgetful ? kForgetfulFor : kFollows);
  be_patient(std::max(now, follows_until_), context, outputs);
}

void Election::join(std::uint32_t times, const StepContext& context, Outputs& outputs) {
  if (times <= kept_.joined) return;
  kept_.joined = times;
  leader_ = candidate_ = false;
  stand_aside(context, outputs);
  be_patient(follows_until_, context, outputs);
}

void Election::stand_aside(const StepContext& context, Outputs& outputs) {
  kept_.forgetful = true;
  forget_roles(context);
  follows_until_ = context.monotonic + kForgetfulFor;
  keep(outputs);
}

void Election::forget_roles(const StepContext& context) {
  Roles roles = std::move(kept_.accepted.roles);
  for (ShardRoles& shard : roles.shards) shard.epoch = shard.since = 0;
  roles.moving.reset();
  roles.last_epoch = std::max(roles.last_epoch, unused_epoch(context.random));
  kept_.accepted = {0, 0, std::move(roles)};
  kept_.candidacy = std::max(kept_.candidacy, unused_term(context.random));
}

void Election::be_patient(MonotonicTime from, const StepContext& context, Outputs& outputs) const {
  outputs.set_timer(kPatienceTimer, from - context.monotonic + patience(context.random));
}

void Election::set_managers(std::vector<ProcessId> managers, const StepContext& context,
                            Outputs& outputs) {
  const bool knows_all = settled() && leads(context.monotonic);
  const bool told = !std::exchange(kept_.managers, managers).empty();
  const std::vector<ProcessId> before = std::exchange(managers_, std::move(managers));
  if (before == managers_) return;
  const bool sure = !told || knows_all || agreed_outlives(before, managers_);
  candidate_ = false;
  if (leader_ && !takes_part()) {
    leader_ = false;
    for (const ProcessId manager : managers_) tell(manager, Resigned{kept_.accepted.term}, outputs);
  }
  std::map<ProcessId, Follower> followers;
  for (const ProcessId manager : managers_)
    if (manager != self_) followers[manager] = followers_[manager];
  followers_ = std::move(followers);
  if (!sure) {
    leader_ = false;
    forget_roles(context);
    be_patient(context.monotonic, context, outputs);
  }
  keep(outputs);
  if (!told && is_new() && !kept_.forgetful && self_ == managers_.front())
    campaign(context, outputs);
}

bool Election::is_manager(ProcessId process) const {
  return std::find(managers_.begin(), managers_.end(), process) != managers_.end();
}

bool Election::takes_part() const {
  return is_manager(self_);
}

void Election::keep(Outputs& outputs) const {
  outputs.replace(encode(kept_).bytes);
  outputs.sync();
}

void Election::tick(const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  if (leader_ && !leads(now)) {
    leader_ = false;
    be_patient(now + kFollows, context, outputs);
  }
  if (leader_) tell_followers(context, outputs);
}

void Election::patience_ends(const StepContext& context, Outputs& outputs) {
  if (leader_) return;
  if (!takes_part()) return be_patient(context.monotonic, context, outputs);
  if (context.monotonic < follows_until_) return be_patient(follows_until_, context, outputs);
  kept_.forgetful = false;
  campaign(context, outputs);
}

void Election::campaign(const StepContext& context, Outputs& outputs) {
  kept_.candidacy = std::max(kept_.candidacy, kept_.promised) + 1;
  candidate_ = true;
  campaigned_at_ = context.monotonic;
  be_patient(context.monotonic + kFollows, context, outputs);
  keep(outputs);
  votes_ = {{self_, kept_.accepted}};
  for (const ProcessId manager : managers_)
    if (manager != self_) tell(manager, Candidacy{kept_.candidacy}, outputs);
  if (votes_.size() >= majority()) lead(context, outputs);
}

void Election::receive(ProcessId from, const Candidacy& candidacy, const StepContext& context,
                       Outputs& outputs) {
  if (!is_manager(from)) return;
  const bool follows = leader_ || context.monotonic < follows_until_;
  if (kept_.forgetful || follows || candidacy.term <= kept_.promised) return;
  kept_.promised = candidacy.term;
  candidate_ = false;  // its own vote for itself is void
  follows_until_ = context.monotonic + kFollows;
  be_patient(follows_until_, context, outputs);
  keep(outputs);
  tell(from, Vote{kept_.promised, kept_.accepted}, outputs);
}

void Election::receive(ProcessId from, const Vote& vote, const StepContext& context,
                       Outputs& outputs) {
  if (!candidate_ || vote.term != kept_.candidacy || !is_manager(from)) return;
  votes_[from] = vote.known;
  if (votes_.size() >= majority()) lead(context, outputs);
}

void Election::lead(const StepContext& context, Outputs& outputs) {
  candidate_ = false;
  leader_ = true;
  leads_since_ = context.monotonic;
  leads_until_ = campaigned_at_ + kLeads;  // whoever voted did so later
  Epoch last_epoch = 0;
  for (const auto& [manager, known] : votes_) {
    if (known.later_than(kept_.accepted)) kept_.accepted = known;
    last_epoch = std::max(last_epoch, known.roles.last_epoch);
  }
  kept_.accepted.roles.last_epoch = std::max(kept_.accepted.roles.last_epoch, last_epoch);
  kept_.promised = std::max(kept_.promised, kept_.candidacy);
  kept_.accepted.term = kept_.candidacy;
  ++kept_.accepted.version;  // most have to accept it anew
  followers_.clear();
  for (const ProcessId manager : managers_)
    if (manager != self_) followers_[manager];
  keep(outputs);
  outputs.observe(observation::Mark{"manager_elected"});
  tell_followers(context, outputs);
}

void Election::tell_followers(const StepContext& context, Outputs& outputs) const {
  for (const auto& [manager, follower] : followers_)
    tell(manager, Lead{context.monotonic, kept_.accepted}, outputs);
}

void Election::receive(ProcessId from, const Lead& lead, const StepContext& context,
                       Outputs& outputs) {
  if (lead.roles.term < kept_.promised || !is_manager(from)) return;
  FL_ASSERT(!leader_ || lead.roles.term != kept_.accepted.term, "a term has one leader");
  leader_ = candidate_ = false;
  const MonotonicTime follows = context.monotonic + kFollows;
  follows_until_ =
      std::exchange(kept_.forgetful, false) ? follows : std::max(follows_until_, follows);
  be_patient(follows_until_, context, outputs);
  if (lead.roles.later_than(kept_.accepted) || lead.roles.term > kept_.promised) {
    kept_.promised = lead.roles.term;
    if (lead.roles.later_than(kept_.accepted)) kept_.accepted = lead.roles;
    keep(outputs);
  }
  tell(from, Accepted{kept_.accepted.term, kept_.accepted.version, lead.sent}, outputs);
}

void Election::receive(ProcessId from, const Accepted& accepted) {
  const auto found = followers_.find(from);
  if (!leader_ || found == followers_.end() || accepted.term != kept_.accepted.term) return;
  Follower& follower = found->second;
  follower.version = std::max(follower.version, accepted.version);
  follower.sent = std::max(follower.sent, accepted.sent);
  // A leader hears itself at any time.
  const auto heard =
      reached_by_most(MonotonicTime::max(), [](const Follower& f) { return f.sent; });
  leads_until_ =
      std::max(leads_until_, heard == MonotonicTime::max() ? leads_until_ : heard + kLeads);
}

void Election::receive(const Resigned& resigned, const StepContext& context, Outputs& outputs) {
  if (leader_ || kept_.forgetful || resigned.term != kept_.promised) return;
  follows_until_ = context.monotonic;
  be_patient(context.monotonic, context, outputs);
}

void Election::outdated(std::uint64_t term, std::uint64_t version, const StepContext& context,
                        Outputs& outputs) {
  if (!leader_ ||
      std::pair(term, version) <= std::pair(kept_.accepted.term, kept_.accepted.version))
    return;
  leader_ = false;
  kept_.candidacy = std::max(kept_.candidacy, term);
  be_patient(context.monotonic, context, outputs);
}

template <class Value, class Of>
Value Election::reached_by_most(Value own, const Of& of) const {
  std::vector<Value> values{own};
  for (const auto& [manager, follower] : followers_) values.push_back(of(follower));
  std::sort(values.begin(), values.end(), std::greater());
  return values[majority() - 1];
}

bool Election::leads(MonotonicTime now) const {
  return leader_ && takes_part() && (managers_.size() == 1 || now < leads_until_);
}

const AgreedRoles* Election::agreed() const {
  return settled() ? &kept_.accepted : nullptr;
}

bool Election::settled() const {
  if (!leader_) return false;
  const std::uint64_t version = kept_.accepted.version;
  return reached_by_most(version, [](const Follower& f) { return f.version; }) >= version;
}

void Election::propose(Roles roles, const StepContext& context, Outputs& outputs) {
  FL_ASSERT(leader_ && settled(), "one change after the other");
  ++kept_.accepted.version;
  kept_.accepted.roles = std::move(roles);
  keep(outputs);
  tell_followers(context, outputs);
}

}  // namespace faultline::engine::active_active
