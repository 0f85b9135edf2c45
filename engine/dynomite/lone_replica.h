// A Dynomite of one rack with one node as one replica alone: its node's decisions on what travels,
// and the Redis behind it, without links, quorums and time-outs (engine/ports/lone_replica.h). Its
// messages are commands as nodes send them to each other. No tombstone of timestamp mode ends: that
// takes an answer after the client's, and here there is but one rack to answer.
#pragma once

#include <memory>

#include "engine/dynomite/settings.h"
#include "engine/ports/lone_replica.h"

namespace faultline::engine::dynomite {

[[nodiscard]] std::unique_ptr<LoneReplica> lone_replica(const NodeSettings& settings);
// Whether a client loses its connection by the command, or the node its life: no replica shows
// that.
[[nodiscard]] bool ends_connection(const NodeSettings& settings, const Arguments& command);

}  // namespace faultline::engine::dynomite
