// The registers of a run as its clients saw them, for checks that look at nothing else. A register
// is a key that only GET, SET without options and GETSET name, with no value written twice; GETSET
// is a read and a write just after it.
//
// A client is a session. With several commands on their way at once it orders only those of which
// one was answered before the other was asked. A write whose fate the client does not know counts
// if somebody read its value, and comes before nothing in its session: it may take effect later.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/causality/accesses.h"
#include "sim/history/history.h"

namespace faultline::sim {

struct ClientRegisters {
  RegisterHistory history;
  std::vector<OperationIndex> operations;  // by number of the access
  std::vector<engine::Bytes> keys;         // by number of the key
  std::uint64_t reads = 0;
  std::uint64_t values_read = 0;  // by so many of them
  std::uint64_t writes = 0;
  std::uint64_t left_out = 0;  // keys that GET, SET or GETSET name and that are no registers
};

[[nodiscard]] ClientRegisters client_registers(const History& history);

}  // namespace faultline::sim
