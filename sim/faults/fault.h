// A fault: begins, lasts, ends; its end undoes its beginning. It acts on a narrow target, by names
// that are the same for every engine. To add one: its file, its test, its
// declaration and its call in the registry.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/prng.h"
#include "engine/ports/parameter.h"
#include "sim/network/cut.h"

namespace faultline::sim {

class FaultTarget {
 public:
  virtual ~FaultTarget() = default;
  // "us-east" -> its hosts, "us-east/a" -> the rack's, "us-east/a/0" -> one.
  [[nodiscard]] virtual std::vector<engine::HostId> hosts_of(std::string_view name) const = 0;
  virtual CutId add_cut(Cut cut) = 0;
  virtual void remove_cut(CutId cut) = 0;
  // `keep_unsynced`: how much of the unsynced data survives is drawn (false) or all of it (true).
  // An empty role means every process of the host.
  virtual void crash(engine::HostId host, std::string_view role, bool keep_unsynced) = 0;
  virtual void restart(engine::HostId host, std::string_view role) = 0;
  virtual void pause(engine::HostId host, std::string_view role) = 0;
  virtual void resume(engine::HostId host, std::string_view role) = 0;
  // The wall clock becomes true time + offset; returns the offset before.
  virtual engine::Duration set_clock_offset(engine::HostId host, engine::Duration offset) = 0;
};

class Fault {
 public:
  virtual ~Fault() = default;
  virtual void begin(FaultTarget& target, engine::Prng& random) = 0;
  virtual void end(FaultTarget& target) = 0;
};

struct FaultKind {
  std::string_view name;
  std::string_view summary;
  std::vector<engine::Parameter> parameters;
  std::unique_ptr<Fault> (*make)(const engine::ParameterValues&);
};

[[nodiscard]] std::span<const FaultKind> fault_kinds();
[[nodiscard]] const FaultKind* find_fault(std::string_view name);

}  // namespace faultline::sim
