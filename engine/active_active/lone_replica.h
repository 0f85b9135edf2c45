// A member of an Active-Active or a last_write_wins database as one replica alone: the slots of all
// its shards, without proxies, syncers and standbys (engine/ports/lone_replica.h). Its messages are
// updates.
#pragma once

#include <memory>

#include "engine/base/ids.h"
#include "engine/ports/lone_replica.h"

namespace faultline::engine::active_active {

[[nodiscard]] std::unique_ptr<LoneReplica> lone_conflict_free_replica(MemberId member);
[[nodiscard]] std::unique_ptr<LoneReplica> lone_last_write_wins_replica(MemberId member);

}  // namespace faultline::engine::active_active
