#include "engine/dynomite/lone_replica.h"

#include <cstddef>
#include <utility>

#include "engine/base/assert.h"
#include "engine/dynomite/real_commands.h"
#include "engine/dynomite/split.h"
#include "engine/dynomite/stamp_scripts.h"

namespace faultline::engine::dynomite {
namespace {

class LoneRedis final : public LoneReplica {
 public:
  explicit LoneRedis(const NodeSettings& settings) : settings_(settings) {}

  Ran run(const Request& request, WallTime wall, Prng& random) override {
    const CommandKind* kind = taken_command(request.command);
    FL_ASSERT(kind != nullptr, "what ends a connection is not asked here");
    Ran ran;
    std::vector<PartReply> replies;
    for (const Part& part :
         split(*kind, request.command, [](const Bytes&) { return std::size_t{0}; })) {
      Carried carried{request.operation, part.command, part.positions};
      const bool stamped = settings_.stamps() && is_stamped(part.command);
      if (stamped) {
        carried.script = Script::kStamped;
        carried.stamp = stamp_at(wall);
      }
      replies.push_back({part.positions, run_here(carried, wall, random)});
      if (part.key && !asks_one_replica(*kind) && access_of(*kind, stamped) == Access::kWrite)
        ran.messages.push_back(encode(carried).bytes);
    }
    ran.reply = merge(*kind, replies);
    return ran;
  }

  void deliver(const Bytes& message, WallTime wall, Prng& random) override {
    const auto carried = decode<Carried>(message);
    FL_ASSERT(carried.has_value(), "nodes send each other commands");
    (void)run_here(*carried, wall, random);
  }

  [[nodiscard]] Hash128 digest() const override { return hash128(encode(keyspace_).bytes.view()); }

  [[nodiscard]] std::vector<Bytes> keys(WallTime now) const override {
    std::vector<Bytes> keys = PlainView(keyspace_, now).keys();
    std::erase_if(keys, [](const Bytes& key) { return is_metadata(key.view()); });
    return keys;
  }
  [[nodiscard]] std::optional<PlainKey> shown(const Bytes& key, WallTime now) const override {
    return visible(keyspace_.find(key), now);
  }

 private:
  Reply run_here(const Carried& carried, WallTime wall, Prng& random) {
    Effects effects;
    return run_carried(carried, keyspace_, wall, random, effects).reply;
  }

  NodeSettings settings_;
  PlainKeyspace keyspace_;
};

}  // namespace

std::unique_ptr<LoneReplica> lone_replica(const NodeSettings& settings) {
  return std::make_unique<LoneRedis>(settings);
}

bool ends_connection(const NodeSettings& settings, const Arguments& command) {
  return taken_command(command) == nullptr || quits(command) || chooses_level(command) ||
         (settings.stamps() && kills_coordinator(command));
}

}  // namespace faultline::engine::dynomite
