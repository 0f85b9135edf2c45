#include <catch2/catch.hpp>

#include "sim/faults/packets_fixture.h"

namespace faultline::sim {

TEST_CASE("a share of the packets between groups gets lost, both ways") {
  check_packets("packet_loss", &PacketFault::lost);
}

}  // namespace faultline::sim
