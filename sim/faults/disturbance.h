// Everything that a fault can do to the world: a closed set of plain values. Each is undone by its
// handle, whatever else is in force.
#pragma once

#include <variant>

#include "sim/clients.h"
#include "sim/host/breakage.h"
#include "sim/kernel/disturbance_id.h"
#include "sim/network/cut.h"
#include "sim/network/trouble.h"

namespace faultline::sim {

using Disturbance =
    std::variant<Cut, LinkFault, PacketFault, Down, Paused, Slow, FullDisk, Buggified, Departed,
                 ReplicationPaused, LevelsSet, ClockChange, ClientsMoved, ClientsRetry>;

}  // namespace faultline::sim
