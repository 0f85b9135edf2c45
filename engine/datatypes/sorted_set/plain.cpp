#include "engine/datatypes/sorted_set/plain.h"

namespace faultline::engine::sorted_set {
namespace {

// Bytes from outside may say anything.
double without_nan(double score) {
  return score == score ? score : 0;
}

}  // namespace

std::optional<double> Plain::score_of(const Bytes& member) const {
  const double* found = scores_.find(member);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

const Ranking& Plain::ranking() const {
  if (!ranking_) {
    ranking_.emplace();
    scores_.visit([&](const Bytes& member, double score) { ranking_->insert({score, member}); });
  }
  return *ranking_;
}

std::vector<Bytes> Plain::parts() const {
  std::vector<Bytes> parts;
  for (const auto& [score, member] : ranking()) {
    parts.push_back(member);
    parts.push_back(format_score(score));
  }
  return parts;
}

void Plain::apply(const Put& put) {
  const double given = without_nan(put.score);
  const auto [score, added] = scores_.try_emplace(put.member, given);
  if (!added) {
    if (ranking_) ranking_->erase({score, put.member});
    digest_ -= hash_of(put.member, score);
    score = given;
  }
  if (ranking_) ranking_->insert({given, put.member});
  digest_ += hash_of(put.member, given);
}

void Plain::apply(const Increment& increment) {
  ScoreRules::Sum sum = *ScoreRules::Sum::of(score_of(increment.member).value_or(0));
  sum.add(increment.delta);
  apply(Put{increment.member, sum.value()});
}

void Plain::apply(const Remove& remove) {
  for (const Bytes& member : remove.names) {
    const double* score = scores_.find(member);
    if (score == nullptr) continue;
    if (ranking_) ranking_->erase({*score, member});
    digest_ -= hash_of(member, *score);
    scores_.erase(member);
  }
}

void Plain::apply(const Assign& assign) {
  scores_.clear();
  ranking_.reset();
  digest_ = Hash128();
  for (const auto& [member, score] : assign.scores) apply(Put{member, score});
}

void Plain::decoded() {
  ranking_.reset();
  digest_ = Hash128();
  scores_.visit([&](const Bytes& member, double& score) {
    score = without_nan(score);
    digest_ += hash_of(member, score);
  });
}

}  // namespace faultline::engine::sorted_set
