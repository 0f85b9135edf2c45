#include "engine/datatypes/sorted_set/plain.h"

namespace faultline::engine::sorted_set {
std::optional<double> Plain::score_of(const Bytes& member) const {
  const auto found = scores_.find(member);
  return found == scores_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Bytes> Plain::parts() const {
  std::vector<Bytes> parts;
  for (const auto& [score, member] : ranking_) {
    parts.push_back(member);
    parts.push_back(format_score(score));
  }
  return parts;
}

void Plain::apply(const Put& put) {
  const auto [found, added] = scores_.try_emplace(put.member, put.score);
  if (!added) {
    ranking_.erase({found->second, put.member});
    digest_ -= hash_of(put.member, found->second);
    found->second = put.score;
  }
  ranking_.insert({put.score, put.member});
  digest_ += hash_of(put.member, put.score);
}

void Plain::apply(const Increment& increment) {
  ScoreRules::Sum sum = *ScoreRules::Sum::of(score_of(increment.member).value_or(0));
  sum.add(increment.delta);
  apply(Put{increment.member, sum.value()});
}

void Plain::apply(const Remove& remove) {
  for (const Bytes& member : remove.names) {
    const auto found = scores_.find(member);
    if (found == scores_.end()) continue;
    ranking_.erase({found->second, member});
    digest_ -= hash_of(member, found->second);
    scores_.erase(found);
  }
}

void Plain::decoded() {
  ranking_.clear();
  digest_ = Hash128();
  for (auto& [member, score] : scores_) {
    if (score != score) score = 0;  // bytes from outside may say anything
    ranking_.insert({score, member});
    digest_ += hash_of(member, score);
  }
}

}  // namespace faultline::engine::sorted_set
