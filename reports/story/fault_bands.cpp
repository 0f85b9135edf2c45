#include "reports/story/fault_bands.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/type_list.h"
#include "reports/metrics/numbers.h"
#include "reports/story/replica_events.h"
#include "sim/story/replicas.h"

namespace faultline::reports {

namespace {

using engine::nanoseconds_of;
using sim::Disturbed;
using sim::History;

// Two directions of one thing that began and ended together are said once.
struct Way {
  std::string what;
  std::string from;
  std::string to;
};

std::string_view mode_text(sim::PartitionMode mode) {
  switch (mode) {
    case sim::PartitionMode::kRefused:
    case sim::PartitionMode::kStopped:
      return "cut";
    case sim::PartitionMode::kSlowed:
      return "slowed";
    case sim::PartitionMode::kJammed:
      break;
  }
  return "jammed";
}

std::string_view packets_text(const sim::PacketFault& fault) {
  const engine::Ratio none{};
  return fault.lost != none         ? "packets get lost"
         : fault.duplicated != none ? "packets come twice"
         : fault.reordered != none  ? "packets overtake each other"
                                    : "packets are corrupted";
}

// Empty where it is nothing that a copy meets on its way.
Way way_of(const History& history, const sim::Disturbance& what) {
  const auto name = [&](engine::DatacenterId each) { return history.datacenter_name(each); };
  const auto hosts = [&](const std::vector<engine::HostId>& each) {
    return sim::hosts_text(history, each);
  };
  const auto machine = [&](engine::HostId host, const std::string& role) {
    const sim::HostPlace* place = history.host(host);
    if (place == nullptr) return std::string();
    return role.empty() ? place->name : role + " of " + place->name;
  };
  return std::visit(
      engine::Overloaded{
          [&](const sim::Cut& cut) {
            return Way{std::string(mode_text(cut.mode)), hosts(cut.from), hosts(cut.to)};
          },
          [&](const sim::LinkFault& link) {
            return Way{link.down        ? "link down"
                       : link.bandwidth ? "link narrowed"
                                        : "link slower",
                       name(link.from), name(link.to)};
          },
          [&](const sim::PacketFault& packets) {
            return Way{std::string(packets_text(packets)), hosts(packets.from), hosts(packets.to)};
          },
          [&](const sim::ReplicationPaused& paused) {
            return Way{"replication paused", name(paused.from), name(paused.to)};
          },
          [&](const sim::ClientsMoved& moved) {
            return Way{"clients moved", name(moved.from), name(moved.to)};
          },
          [&](const sim::Down& down) {
            return Way{"down", machine(down.host, down.role), ""};
          },
          [&](const sim::Paused& paused) {
            return Way{"paused", machine(paused.host, paused.role), ""};
          },
          [&](const sim::Slow& slow) {
            return Way{"slow", machine(slow.host, ""), ""};
          },
          [&](const sim::FullDisk& disk) {
            return Way{"disk full", machine(disk.host, ""), ""};
          },
          [&](const sim::LevelsSet& levels) {
            return Way{"reads at " + levels.read + ", writes at " + levels.write,
                       machine(levels.host, ""), ""};
          },
          [&](const sim::Departed& away) {
            return Way{"not in the cluster", hosts(away.hosts), ""};
          },
          [](const auto&) { return Way{}; }},
      what);
}

bool hits_a_replica(const KeyAtEnd& at, const Disturbed& each) {
  const auto any = [&](engine::HostId host, const std::string& role) {
    return std::any_of(
        at.key().replicas.begin(), at.key().replicas.end(),
        [&](engine::ProcessId process) { return is_hit(at.history(), process, host, role); });
  };
  if (const auto* down = std::get_if<sim::Down>(&each.what)) return any(down->host, down->role);
  if (const auto* paused = std::get_if<sim::Paused>(&each.what))
    return any(paused->host, paused->role);
  return false;
}

struct Told {
  std::int64_t from_ns = 0;
  std::optional<std::int64_t> to_ns;
  std::string what;
  std::set<std::pair<std::string, std::string>> ways;
};

std::string label_of(const Told& told) {
  std::vector<std::string> ways;
  for (const auto& [from, to] : told.ways) {
    const bool back = told.ways.contains({to, from});
    if (to.empty())
      ways.push_back(from);
    else if (!back || from < to)
      ways.push_back(fmt::format("{} {} {}", from, back ? "↔" : "→", to));
  }
  constexpr std::size_t kNamed = 3;
  const std::size_t more = ways.size() > kNamed ? ways.size() - kNamed : 0;
  ways.resize(ways.size() - more);
  std::string text = fmt::format("{}: {}", told.what, fmt::join(ways, ", "));
  return more == 0 ? text : text + fmt::format(", and {} more", more);
}

bool overlap(const SpaceTime::Band& earlier, const SpaceTime::Band& later) {
  return !earlier.to_ns || *earlier.to_ns >= later.from_ns;
}

// The same twice at one time is one.
std::vector<SpaceTime::Band> without_overlaps(const std::vector<SpaceTime::Band>& all) {
  std::vector<SpaceTime::Band> bands;
  for (const SpaceTime::Band& each : all) {
    const auto same = std::find_if(bands.rbegin(), bands.rend(), [&](const auto& other) {
      return other.label == each.label && overlap(other, each);
    });
    if (same == bands.rend())
      bands.push_back(each);
    else if (same->to_ns && (!each.to_ns || *each.to_ns > *same->to_ns))
      same->to_ns = each.to_ns;
  }
  return bands;
}

// What flaps would fill the picture with its edges.
std::vector<SpaceTime::Band> without_repetitions(const std::vector<SpaceTime::Band>& all) {
  constexpr std::size_t kRepeated = 3;
  std::map<std::string, std::size_t> times;
  for (const SpaceTime::Band& each : all) ++times[each.label];
  std::vector<SpaceTime::Band> bands;
  std::map<std::string, std::size_t> whole;
  for (const SpaceTime::Band& each : all) {
    if (times[each.label] < kRepeated) {
      bands.push_back(each);
    } else if (const auto found = whole.find(each.label); found != whole.end()) {
      bands[found->second].to_ns = each.to_ns;
    } else {
      whole[each.label] = bands.size();
      bands.push_back(each);
    }
  }
  for (const auto& [label, place] : whole)
    bands[place].label += fmt::format(", {} times within", times[label]);
  return bands;
}

}  // namespace

std::vector<SpaceTime::Band> fault_bands(const KeyAtEnd& at, std::int64_t from_ns,
                                         std::int64_t to_ns) {
  constexpr std::size_t kMost = 8;
  std::vector<Told> told;
  for (const Disturbed& each : at.history().disturbances()) {
    const std::int64_t from = nanoseconds_of(each.from);
    std::optional<std::int64_t> to;
    if (each.to) to = nanoseconds_of(*each.to);
    if (from > to_ns || (to && *to < from_ns) || hits_a_replica(at, each)) continue;
    const Way way = way_of(at.history(), each.what);
    if (way.from.empty()) continue;
    const auto same = std::find_if(told.begin(), told.end(), [&](const Told& other) {
      return other.from_ns == from && other.to_ns == to && other.what == way.what;
    });
    if (same != told.end())
      same->ways.insert({way.from, way.to});
    else
      told.push_back({from, to, way.what, {{way.from, way.to}}});
  }
  std::vector<SpaceTime::Band> bands;
  for (const Told& each : told) bands.push_back({label_of(each), each.from_ns, each.to_ns, {}});
  bands = without_repetitions(without_overlaps(bands));
  if (bands.size() > kMost) {
    const std::size_t more = bands.size() - kMost;
    bands.resize(kMost);
    bands.back().label += fmt::format("; and {} later", counted(more, "fault"));
  }
  return bands;
}

}  // namespace faultline::reports
