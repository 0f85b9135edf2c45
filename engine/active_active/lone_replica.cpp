#include "engine/active_active/lone_replica.h"

#include <utility>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/last_write_wins_keyspace.h"
#include "engine/active_active/slot_store.h"
#include "engine/active_active/split_command.h"
#include "engine/base/assert.h"

namespace faultline::engine::active_active {
namespace {

class LoneMember final : public LoneReplica {
 public:
  LoneMember(std::unique_ptr<Keyspace> keyspace, MemberId member)
      : own_{member, Incarnation(1)}, store_(std::move(keyspace)) {}

  Ran run(const Request& request, WallTime wall, Prng& random) override {
    Ran ran;
    ran.messages = expire(wall);
    const SplitCommand split = split_command(request.command, SlotMap::of(1), 1, random);
    if (split.answer) {
      ran.reply = *split.answer;
      return ran;
    }
    std::vector<Reply> replies;
    for (const CommandPart& part : split.parts) {
      SlotStore::Execution execution =
          store_.execute({request.operation, part.command}, own_, wall, random, outputs_);
      replies.push_back(std::move(execution.reply));
      if (execution.update) ran.messages.push_back(encode(*execution.update).bytes);
    }
    ran.reply = join_replies(split, std::move(replies));
    return ran;
  }

  void deliver(const Bytes& message, WallTime /*wall*/, Prng& /*random*/) override {
    const auto update = decode<Update>(message);
    FL_ASSERT(update.has_value(), "replicas send each other updates");
    const auto delivered = store_.deliver(*update, observation::How::kReplicated, outputs_);
    FL_ASSERT(delivered != SlotStore::Delivery::kGap, "a source's updates arrive in order");
  }

  std::vector<Bytes> expire(WallTime wall) override {
    std::vector<Bytes> messages;
    for (const Update& update : store_.expire(own_, wall, outputs_))
      messages.push_back(encode(update).bytes);
    return messages;
  }

  [[nodiscard]] Hash128 digest() const override {
    Outputs unobserved(false);
    Hash128 sum;
    for (const auto& [slot, context] : store_.contexts())
      sum += hash128(encode(store_.snapshot(slot, SnapshotId(), unobserved)).bytes.view());
    return sum;
  }

  [[nodiscard]] std::vector<Bytes> keys(WallTime now) const override {
    return store_.keyspace().view(now)->keys();
  }
  [[nodiscard]] std::optional<PlainKey> shown(const Bytes& key, WallTime now) const override {
    return store_.keyspace().plain_key(key, now);
  }

 private:
  Source own_;
  SlotStore store_;
  Outputs outputs_{false};
};

}  // namespace

std::unique_ptr<LoneReplica> lone_conflict_free_replica(MemberId member) {
  return std::make_unique<LoneMember>(std::make_unique<ConflictFreeKeyspace>(), member);
}

std::unique_ptr<LoneReplica> lone_last_write_wins_replica(MemberId member) {
  return std::make_unique<LoneMember>(std::make_unique<LastWriteWinsKeyspace>(), member);
}

}  // namespace faultline::engine::active_active
