#include <catch2/catch.hpp>

#include "sim/faults/packets_fixture.h"

namespace faultline::sim {

TEST_CASE("a share of the packets between groups arrives with other bytes, both ways") {
  check_packets("packet_corruption", &PacketFault::corrupted);
}

}  // namespace faultline::sim
