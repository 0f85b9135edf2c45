#include "engine/active_active/membership.h"

#include <algorithm>

#include "engine/base/planted.h"

namespace faultline::engine::active_active {

void Membership::told(const input::administered::Members& members) {
  if (planted(PlantedBug::kRemovedMemberAccepted)) return;
  removed_.clear();
  for (const auto& [member, hosts] : hosts_) {
    const bool there =
        std::any_of(members.hosts.begin(), members.hosts.end(),
                    [&, &own = hosts](const HostId host) { return own.contains(host); });
    if (!there) removed_.insert(member);
  }
}

bool Membership::others(MemberId self) const {
  return std::any_of(hosts_.begin(), hosts_.end(),
                     [&](const auto& each) { return each.first != self && has(each.first); });
}

}  // namespace faultline::engine::active_active
