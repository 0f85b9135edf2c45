#include "sim/history/pair_divergence.h"

#include <algorithm>

#include "sim/history/history.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::HostId;

bool any_in(const History& history, const std::vector<HostId>& hosts, std::size_t datacenter) {
  return std::any_of(hosts.begin(), hosts.end(), [&](HostId host) {
    const HostPlace* place = history.host(host);
    return place != nullptr && place->datacenter.value() == datacenter;
  });
}

// Frames in which something that goes from one of the two to the other was cut.
std::vector<bool> cut_frames(const History& history, std::size_t one, std::size_t other,
                             std::size_t frames) {
  std::vector<bool> cut(frames);
  const std::int64_t width = history.frame().count();
  for (const Disturbed& each : history.disturbances()) {
    const auto* what = std::get_if<Cut>(&each.what);
    if (what == nullptr) continue;
    const auto joins = [&](std::size_t from, std::size_t to) {
      return any_in(history, what->from, from) && any_in(history, what->to, to);
    };
    if (!joins(one, other) && !joins(other, one)) continue;
    const auto first = static_cast<std::size_t>(
        std::max<std::int64_t>(engine::nanoseconds_of(each.from), 0) / width);
    const auto end =
        each.to ? static_cast<std::size_t>((engine::nanoseconds_of(*each.to) + width - 1) / width)
                : frames;
    for (std::size_t frame = first; frame < std::min(end, frames); ++frame) cut[frame] = true;
  }
  return cut;
}

}  // namespace

std::size_t PairDivergence::place(std::size_t one, std::size_t other) {
  const auto [low, high] = std::minmax(one, other);
  return high * (high + 1) / 2 + low;
}

void PairDivergence::change(KeyIndex key, const Pairs& differ, engine::Instant now) {
  advance(now);
  if (by_key_.size() <= key) by_key_.resize(key + 1);
  const Pairs changed = by_key_[key] ^ differ;
  if (changed.none()) return;
  by_key_[key] = differ;
  Counts& most = most_.back();
  for (std::size_t pair = 0; pair < changed.size(); ++pair) {
    if (!changed.test(pair)) continue;
    now_[pair] += differ.test(pair) ? 1 : -1;
    most[pair] = std::max(most[pair], now_[pair]);
  }
}

void PairDivergence::advance(engine::Instant now) {
  const std::int64_t at = std::max<std::int64_t>(engine::nanoseconds_of(now), 0);
  while (most_.size() <= static_cast<std::size_t>(at / frame_.count())) most_.push_back(now_);
}

std::vector<std::int64_t> PairDivergence::frames(std::size_t one, std::size_t other) const {
  std::vector<std::int64_t> frames;
  for (const Counts& most : most_) frames.push_back(most[place(one, other)]);
  return frames;
}

void History::follow_pairs(engine::Duration frame) {
  frame_ = frame;
  if (datacenters() <= PairDivergence::kMostDatacenters)
    pairs_ = std::make_unique<PairDivergence>(frame);
}

PairDivergence::Pairs History::differing_pairs(const KeyEntry& key) const {
  PairDivergence::Pairs pairs;
  const auto datacenter = [&](LocalReplica r) { return place(key.holders[r]).datacenter.value(); };
  for (LocalReplica r = 0; r < key.replicas.size(); ++r)
    for (LocalReplica other = r + 1; other < key.replicas.size(); ++other)
      if (!dead(key, r) && !dead(key, other) && key.digests[r] != key.digests[other])
        pairs.set(PairDivergence::place(datacenter(r), datacenter(other)));
  return pairs;
}

void measure_pair_divergence(const History& history, engine::Instant ended, EngineResult& result) {
  const PairDivergence* pairs = history.pair_divergence();
  if (pairs == nullptr) return;
  // An interrupted run may end before its time 0.
  ended = std::max(ended, engine::Instant());
  const auto frames =
      static_cast<std::size_t>(engine::nanoseconds_of(ended) / history.frame().count()) + 1;
  for (std::size_t one = 0; one < history.datacenters(); ++one)
    for (std::size_t other = one; other < history.datacenters(); ++other) {
      PairFrames pair;
      pair.first = history.datacenter_name(DatacenterId(static_cast<std::uint32_t>(one)));
      pair.second = history.datacenter_name(DatacenterId(static_cast<std::uint32_t>(other)));
      pair.differing_keys = pairs->frames(one, other);
      pair.differing_keys.resize(frames, 0);
      pair.cut = cut_frames(history, one, other, frames);
      result.pair_divergence.push_back(std::move(pair));
    }
}

}  // namespace faultline::sim
