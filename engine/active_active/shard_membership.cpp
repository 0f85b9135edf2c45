// How a shard leaves the database and joins it again. Once it was removed it holds nothing and has
// a new incarnation, whatever came before: it can join as a new one only. It answers reads at once
// and writes when the first sync of all other members is there.
#include "engine/active_active/shard.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

void Shard::administer(const input::Administered& asked, const StepContext& context,
                       Outputs& outputs) {
  if (const auto* told = std::get_if<input::administered::Members>(&asked.request))
    take_members(*told, outputs);
  answer(asked, context, outputs);
}

void Shard::take_members(const input::administered::Members& told, Outputs& outputs) {
  const bool was_member = members_.has(config_.member);
  members_.told(told);
  if (source_) source_->members_changed(members_, outputs);
  std::vector<MemberId> others;
  for (const auto& [member, name] : config_.member_names)
    if (member != config_.member && members_.has(member)) others.push_back(member);
  garbage_.set_others(std::move(others));
  if (source_) garbage_.collect(store_, frozen_, outputs);
  const bool is_member = members_.has(config_.member);
  if (was_member && !is_member) begin_anew(outputs);
  // Nobody has anything for the first one.
  if (joining_ && is_member && !members_.others(config_.member)) join(outputs);
}

void Shard::begin_anew(Outputs& outputs) {
  file_.clear(outputs);
  joining_ = true;
  outputs.observe(observation::Forgotten{});
  if (config_.index) return forget_role(outputs);
  forget_state();
  if (!planted(PlantedBug::kRejoinReusesDots))
    own_.incarnation = Incarnation(own_.incarnation.value() + 1);
  open_file(Backlog(config_.backlog_bytes), outputs);
  source_->members_changed(members_, outputs);
}

void Shard::join(Outputs& outputs) {
  if (!joining_ || !members_.has(config_.member)) return;
  joining_ = false;
  if (!source_) held_.emplace_back(HasJoined{});
  log(HasJoined{}, outputs);
  outputs.observe(observation::Mark{"joined_as_new"});
}

// With causal consistency others hand on what a removed member did, and what follows in their
// streams may depend on it: it is taken from whoever has it.
bool Shard::rejects(const Update& update, Outputs& outputs) const {
  if (config_.causal || members_.has(update.first.source.member)) return false;
  outputs.observe(observation::Mark{"removed_member_rejected"});
  return true;
}

}  // namespace faultline::engine::active_active
