#include "engine/active_active/membership.h"

#include <catch2/catch.hpp>

namespace faultline::engine::active_active {
namespace {

TEST_CASE("a data center is a member as long as one of its machines is") {
  const MemberId eu(1);
  const MemberId us(2);
  Membership members({{eu, {HostId(0), HostId(1)}}, {us, {HostId(2)}}});
  CHECK(members.has(eu));
  CHECK(members.others(us));
  members.told({{HostId(1), HostId(2)}});
  CHECK(members.has(eu));
  members.told({{HostId(2)}});
  CHECK_FALSE(members.has(eu));
  CHECK(members.has(us));
  CHECK_FALSE(members.others(us));
  CHECK(members.removed() == std::set<MemberId>{eu});
  members.told({{HostId(0), HostId(2)}});
  CHECK(members.removed().empty());
}

}  // namespace
}  // namespace faultline::engine::active_active
