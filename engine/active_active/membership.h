// Which members the database has now, as its administrators say: a data center takes part as long
// as one of its machines does. Who was never told: all of them. A member that was removed can come
// back only as a new one (documented: app-failover page; AA/manage.md on forced removal).
#pragma once

#include <map>
#include <set>

#include "engine/ports/process.h"

namespace faultline::engine::active_active {

class Membership {
 public:
  using Hosts = std::map<MemberId, std::set<HostId>>;

  explicit Membership(Hosts hosts = {}) : hosts_(std::move(hosts)) {}

  void told(const input::administered::Members& members);
  [[nodiscard]] bool has(MemberId member) const { return !removed_.contains(member); }
  [[nodiscard]] const std::set<MemberId>& removed() const { return removed_; }
  // Whether there is any but this one.
  [[nodiscard]] bool others(MemberId self) const;

 private:
  Hosts hosts_;
  std::set<MemberId> removed_;
};

}  // namespace faultline::engine::active_active
