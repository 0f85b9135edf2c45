#include "sim/host/hosts.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::HostId;

// us-east with the racks "a" and "clients", eu-west with "a", and a client host each.
Hosts some_hosts() {
  const auto machine = [](std::uint32_t host, std::uint32_t datacenter, std::string datacenter_name,
                          std::string rack) {
    return engine::Machine{
        HostId(host),   DatacenterId(datacenter), engine::RackId(0), 0, std::move(datacenter_name),
        std::move(rack)};
  };
  return {{machine(0, 0, "eu-west", "a"), machine(1, 1, "us-east", "a"),
           machine(2, 1, "us-east", "clients")},
          {"eu-west", "us-east"}};
}

TEST_CASE("a data center's name means its machines and its clients") {
  CHECK(some_hosts().named("us-east") == std::vector{HostId(1), HostId(2), HostId(4)});
  CHECK(some_hosts().named("eu-west") == std::vector{HostId(0), HostId(3)});
}

TEST_CASE("a rack called clients is a rack, not the machine of the clients") {
  CHECK(some_hosts().named("us-east/clients") == std::vector{HostId(2)});
  CHECK(some_hosts().named("us-east/clients/0") == std::vector{HostId(2)});
  CHECK(some_hosts().named("eu-west/clients").empty());
}

TEST_CASE("a name that nothing bears has no hosts") {
  CHECK(some_hosts().named("us").empty());
  CHECK(some_hosts().named("us-east/b").empty());
}

}  // namespace
}  // namespace faultline::sim
