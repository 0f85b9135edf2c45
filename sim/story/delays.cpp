#include "sim/story/delays.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/base/type_list.h"
#include "sim/story/numbers.h"
#include "sim/story/replicas.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::Duration;
using engine::HostId;
using engine::Instant;

// What is still on its way that long after it ran waits for something that had begun by then.
constexpr Duration kOnItsWay = std::chrono::seconds(1);
// The longest pause between two tries to connect (Dynomite's; the others wait less).
constexpr Duration kReconnects = std::chrono::seconds(10);

// From the home of an effect to another replica.
struct Way {
  DatacenterId from;
  DatacenterId to;
  HostId ends[2];  // the machines of the two processes
  Instant ran{};
};

// Machines of both ends may lie on the way: a coordinator, a syncer, another rack. Clients do not.
bool lies_on(const History& history, const Way& way, HostId host) {
  const HostPlace* place = history.host(host);
  return place != nullptr && (place->datacenter == way.from || place->datacenter == way.to);
}

bool stands_in(const History& history, const Way& way, const Disturbance& what) {
  const auto any = [&](const std::vector<HostId>& hosts) {
    return std::any_of(hosts.begin(), hosts.end(),
                       [&](HostId host) { return lies_on(history, way, host); });
  };
  return std::visit(
      engine::Overloaded{[&](const Cut& cut) { return any(cut.from) && any(cut.to); },
                         [&](const LinkFault& link) {
                           return link.down &&
                                  (std::pair(link.from, link.to) == std::pair(way.from, way.to) ||
                                   std::pair(link.to, link.from) == std::pair(way.from, way.to));
                         },
                         [&](const Down& down) { return lies_on(history, way, down.host); },
                         [&](const Paused& paused) { return lies_on(history, way, paused.host); },
                         [&](const FullDisk& disk) { return disk.host == way.ends[1]; },
                         [](const auto&) { return false; }},
      what);
}

// A cut has one direction; that of the way says more than the way back.
bool goes_along(const History& history, const Way& way, const Disturbance& what) {
  if (const auto* link = std::get_if<LinkFault>(&what)) return link->from == way.from;
  const auto* cut = std::get_if<Cut>(&what);
  return cut == nullptr || std::any_of(cut->from.begin(), cut->from.end(), [&](HostId host) {
           const HostPlace* place = history.host(host);
           return place != nullptr && place->datacenter == way.from;
         });
}

// It hits a machine of one of the two ends, or the way as a whole.
bool hits_an_end(const Way& way, const Disturbance& what) {
  const auto at_an_end = [&](HostId host) { return host == way.ends[0] || host == way.ends[1]; };
  return std::visit(
      engine::Overloaded{[&](const Cut& cut) {
                           return std::any_of(cut.from.begin(), cut.from.end(), at_an_end) &&
                                  std::any_of(cut.to.begin(), cut.to.end(), at_an_end);
                         },
                         [&](const Down& down) { return at_an_end(down.host); },
                         [&](const Paused& paused) { return at_an_end(paused.host); },
                         [](const auto&) { return true; }},
      what);
}

std::string machine_text(const History& history, HostId host, const std::string& role) {
  const std::string& name = history.host(host)->name;
  return role.empty() ? name : "the " + role + " of " + name;
}

std::string what_happened(const History& history, const Disturbed& disturbed) {
  const auto mode = [](PartitionMode cut) {
    return cut == PartitionMode::kJammed   ? "jammed"
           : cut == PartitionMode::kSlowed ? "slow"
                                           : "cut";
  };
  std::string text = std::visit(
      engine::Overloaded{
          [&](const Cut& cut) {
            return fmt::format("the way from {} to {} was {}", hosts_text(history, cut.from),
                               hosts_text(history, cut.to), mode(cut.mode));
          },
          [&](const LinkFault& link) {
            return fmt::format("the link from {} to {} was down",
                               history.datacenter_name(link.from),
                               history.datacenter_name(link.to));
          },
          [&](const Down& down) {
            return machine_text(history, down.host, down.role) + " was down";
          },
          [&](const Paused& paused) {
            return machine_text(history, paused.host, paused.role) + " was paused";
          },
          [&](const FullDisk& disk) {
            return "the disk of " + machine_text(history, disk.host, "") + " was full";
          },
          [](const auto&) { return std::string(); }},
      disturbed.what);
  text += " from " + moment_text(engine::nanoseconds_of(disturbed.from));
  return disturbed.to ? text + " to " + moment_text(engine::nanoseconds_of(*disturbed.to))
                      : text + " on";
}

// The last that was in force after the effect ran and ended before it arrived.
const Disturbed* waited_for(const History& history, const Way& way, Instant arrived) {
  const Disturbed* last = nullptr;
  const auto rank = [&](const Disturbed& each) {
    return std::tuple(*each.to, hits_an_end(way, each.what), goes_along(history, way, each.what));
  };
  for (const Disturbed& each : history.disturbances())
    if (each.to && *each.to > way.ran && *each.to <= arrived &&
        stands_in(history, way, each.what) && (last == nullptr || rank(each) > rank(*last)))
      last = &each;
  return last;
}

// One that was in force when the effect ran or began while it was on its way; else the last that
// had ended not long before: connections come back some time after the network.
const Disturbed* stopped_by(const History& history, const Way& way) {
  const Disturbed* best = nullptr;
  const auto rank = [&](const Disturbed& each) {
    const Instant until = each.to && *each.to <= way.ran ? *each.to : way.ran;
    return std::tuple(until, hits_an_end(way, each.what), goes_along(history, way, each.what));
  };
  for (const Disturbed& each : history.disturbances())
    if (each.from <= way.ran + kOnItsWay && (!each.to || *each.to + kReconnects > way.ran) &&
        stands_in(history, way, each.what) && (best == nullptr || rank(each) > rank(*best)))
      best = &each;
  return best;
}

// The last process on a machine of the two ends that ended by itself before the effect could pass.
const Exit* ended_on(const History& history, const Way& way) {
  const Exit* last = nullptr;
  for (const Exit& each : history.exits()) {
    const HostId host = history.place(each.process).host;
    if ((host == way.ends[0] || host == way.ends[1]) && each.at <= way.ran + kOnItsWay)
      last = &each;
  }
  return last;
}

Instant when_it_ran(const History& history, const EffectEntry& effect) {
  const OperationEntry& operation = history.operation(effect.operation);
  const engine::ProcessId home = history.keys()[effect.key].replicas[effect.home];
  for (const Execution& execution : operation.executions)
    if (execution.replica == home) return execution.at;
  return operation.invoked;
}

Way way_to(const History& history, const EffectEntry& effect, LocalReplica replica) {
  const KeyEntry& key = history.keys()[effect.key];
  const ProcessPlace& home = history.place(key.replicas[effect.home]);
  const ProcessPlace& there = history.place(key.replicas[replica]);
  return {home.datacenter, there.datacenter, {home.host, there.host}, when_it_ran(history, effect)};
}

}  // namespace

std::string absence_cause(const History& history, EffectIndex index, LocalReplica replica) {
  const EffectEntry& effect = history.effects()[index];
  if (!history.is_sent_everywhere(effect) || effect.misplaced) return {};
  const Way way = way_to(history, effect, replica);
  if (const Disturbed* cause = stopped_by(history, way)) return what_happened(history, *cause);
  if (const Exit* exit = ended_on(history, way))
    return fmt::format("{} had ended by itself at {}", history.place(exit->process).name,
                       moment_text(engine::nanoseconds_of(exit->at)));
  return {};
}

std::string delay_cause(const History& history, EffectIndex index, LocalReplica replica) {
  const EffectEntry& effect = history.effects()[index];
  const Way way = way_to(history, effect, replica);
  if (const Disturbed* cause = waited_for(history, way, effect.holdings[replica].first_at()))
    return what_happened(history, *cause);
  if (const engine::ProcessId* holder = history.holder_back(effect.operation, way.to))
    return fmt::format("{} kept it back, having sent all that it may in a second to {}",
                       history.place(*holder).name, history.datacenter_name(way.to));
  return {};
}

std::string missing_sentence(const History& history, EffectIndex index, std::string_view who) {
  const EffectEntry& effect = history.effects()[index];
  if (!history.travels(effect)) return {};
  const KeyEntry& key = history.keys()[effect.key];
  std::map<std::string, std::vector<LocalReplica>> never;  // by the cause
  for (LocalReplica r = 0; r < key.replicas.size(); ++r)
    if (!effect.holdings[r].ever() && r != effect.home)
      never[absence_cause(history, index, r)].push_back(r);
  std::string text;
  for (const auto& [cause, replicas] : never) {
    text += fmt::format("{} {}", text.empty() ? fmt::format("{} never came to", who) : "; nor to",
                        replicas_text(history, key, replicas));
    if (!cause.empty()) text += ": " + cause;
  }
  return text.empty() ? text : text + ".";
}

std::string delay_sentence(const History& history, EffectIndex index, std::string_view who) {
  const EffectEntry& effect = history.effects()[index];
  const KeyEntry& key = history.keys()[effect.key];
  std::string late;
  Duration latest{};
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    const Holding& holding = effect.holdings[r];
    if (r == effect.home || !holding.ever()) continue;
    const Duration delay = holding.first_at() - when_it_ran(history, effect);
    if (delay <= latest) continue;
    const std::string cause = delay_cause(history, index, r);
    if (cause.empty()) continue;
    latest = delay;
    late = fmt::format("{} arrived at {} only {} after it had run: {}.", who,
                       history.place(key.replicas[r]).name, duration_text(latest.count()), cause);
  }
  return late;
}

}  // namespace faultline::sim
