// The identifiers of the house: strong types that do not mix. All are dense small numbers unless
// the comment says otherwise.
#pragma once

#include "engine/base/strong.h"

namespace faultline::engine {

using DatacenterId = Strong<struct DatacenterTag>;
using RackId = Strong<struct RackTag>;  // within its data center, racks sorted by name
using HostId = Strong<struct HostTag>;  // the machine
using ProcessId =
    Strong<struct ProcessTag>;  // what steps; the same after a restart, like host:port
using ClientId = Strong<struct ClientTag>;

// One client operation. Given by the harness and opaque to every engine: engines carry it onward
// with each message that carries the command or its effects, and never look inside.
using OperationId = Strong<struct OperationTag, std::uint64_t>;
// Of a command that a client library sends on its own account: nobody waits for what it does, and
// nobody observes it.
inline constexpr OperationId kNoClientsOperation(~std::uint64_t{0});

// A connection as one process names it. A process numbers those it opens from 1; the host numbers
// those it accepts with kAcceptedConnection set, so the two ranges never meet.
using ConnectionId = Strong<struct ConnectionTag, std::uint64_t>;
inline constexpr std::uint64_t kAcceptedConnection = std::uint64_t{1} << 63;
// What a process that listens is asked for. Databases are numbered from 0 by theirs, the same one
// at every endpoint of a database.
using Port = Strong<struct PortTag>;

using TimerId = Strong<struct TimerTag, std::uint64_t>;        // chosen by the process
using SnapshotId = Strong<struct SnapshotTag, std::uint64_t>;  // opaque, like OperationId

}  // namespace faultline::engine
