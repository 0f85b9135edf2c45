#include "sim/network/datagrams.h"

#include <utility>

namespace faultline::sim {

using engine::Duration;
using engine::HostId;
using engine::ProcessId;

namespace {

// IP and UDP headers.
constexpr std::size_t kOverhead = 28;
// How much later a datagram comes that others overtake. Chosen: some packets' worth of a WAN.
constexpr Duration kOvertaken = std::chrono::milliseconds(20);

}  // namespace

Datagrams::Datagrams(Scheduler& scheduler, StreamUser& user, const Hosts& hosts,
                     Conditions& conditions)
    : scheduler_(scheduler), user_(user), hosts_(hosts), conditions_(conditions) {}

void Datagrams::send(ProcessId from, ProcessId to, engine::Bytes bytes) {
  const HostId sender = user_.host_of(from);
  const HostId receiver = user_.host_of(to);
  const auto cut = conditions_.cut(sender, receiver);
  if (cut) user_.met(cut->id);
  if (cut && cut->mode != PartitionMode::kSlowed) return;
  const PacketFate fate = conditions_.packets.next(sender, receiver, scheduler_.now());
  // Corrupted: the checksum of UDP tells, and the kernel drops it.
  if (fate.lost || fate.corrupted || conditions_.paths.loses(sender, receiver, scheduler_.now()))
    return;
  const UnderWay datagram{from, to, std::move(bytes)};
  const Duration slowed = cut ? cut->slowed_by : Duration(0);
  put_under_way(datagram, fate.reordered ? slowed + kOvertaken : slowed);
  if (fate.duplicated) put_under_way(datagram, slowed);
}

void Datagrams::put_under_way(const UnderWay& datagram, Duration extra) {
  under_way_.emplace(++last_, datagram);
  const auto at =
      conditions_.paths.arrival(user_.host_of(datagram.from), user_.host_of(datagram.to),
                                datagram.bytes.size() + kOverhead, scheduler_.now());
  scheduler_.schedule(at + extra, {EventKind::kDatagram, last_, 0, 0});
}

void Datagrams::handle(const Event& event) {
  const auto found = under_way_.find(event.subject);
  UnderWay datagram = std::move(found->second);
  under_way_.erase(found);
  if (!user_.alive(datagram.to) || !hosts_.at(user_.host_of(datagram.to)).up()) return;
  user_.delivered_bytes(datagram.bytes);
  user_.deliver(datagram.to, engine::input::Datagram{datagram.from, std::move(datagram.bytes)});
}

}  // namespace faultline::sim
