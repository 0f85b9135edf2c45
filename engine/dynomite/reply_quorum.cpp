#include "engine/dynomite/reply_quorum.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"

namespace faultline::engine::dynomite {
namespace {

// The real program keeps three replies, and looks at no more (facts 2: three racks are safe).
constexpr std::size_t kCompared = 3;

bool equal(const ReplicaReply& one, const ReplicaReply& other) {
  return !one.garbled && !other.garbled && one.reply == other.reply;
}

}  // namespace

void ReplyQuorum::add(ReplicaReply reply) {
  if (!reply.reply.is_error()) {
    good_.push_back(std::move(reply));
    return;
  }
  ++errors_;
  if (!error_) error_ = std::move(reply.reply);
}

bool ReplyQuorum::done() const {
  const std::size_t answered = good_.size() + errors_;
  const std::size_t pending = replicas_ - std::min(answered, replicas_);
  if (!reached()) return good_.size() + pending < majority();
  return agreed() != nullptr || pending == 0;
}

const Reply& ReplyQuorum::error() const {
  FL_ASSERT(error_.has_value(), "without a majority of good replies there are errors");
  return *error_;
}

const ReplicaReply* ReplyQuorum::agreed() const {
  if (!reached()) return nullptr;
  if (majority() == 1) return &good_.front();
  const std::size_t compared = std::min(good_.size(), kCompared);
  for (std::size_t i = 0; i < compared; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (equal(good_[i], good_[j])) return &good_[j];
  return nullptr;
}

}  // namespace faultline::engine::dynomite
