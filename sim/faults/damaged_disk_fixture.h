// For tests of faults on disks: what the host that a fault took down finds when it starts again.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/faults/recording_target.h"
#include "sim/host/disk.h"

namespace faultline::sim {

using Records = std::vector<std::string>;

// What was synced before the fault, and what was written after that.
inline const Records kSynced = {"synced-0", "synced-1", "synced-2", "synced-3"};
inline const Records kUnsynced = {"unsynced-0", "unsynced-1", "unsynced-2"};

[[nodiscard]] inline Records all_written() {
  Records all = kSynced;
  all.insert(all.end(), kUnsynced.begin(), kUnsynced.end());
  return all;
}

// What is on the disk of the one host that the fault takes down.
[[nodiscard]] inline Records records_after(std::string_view fault, std::uint64_t seed) {
  RecordingTarget target;
  engine::Prng random(seed);
  const auto made = fault_named(
      fault, {{"hosts", {engine::Names{"us-east/a/0"}}}, {"role", {std::string("redis")}}});
  CHECK_FALSE(made->step(target, random));
  const auto downs = target.all<Down>();
  REQUIRE(downs.size() == 1);
  CHECK(names_of(target, {downs[0].host}) == Records{"us-east/a/0"});
  CHECK(downs[0].role == "redis");
  Disk disk;
  for (const std::string& record : kSynced) disk.append(engine::Bytes(record));
  disk.sync();
  for (const std::string& record : kUnsynced) disk.append(engine::Bytes(record));
  disk.meet(downs[0].disk, false, random);
  Records found;
  for (const engine::Bytes& record : disk.contents().records) found.emplace_back(record.view());
  return found;
}

// How many of the written records are not what is found in their places.
[[nodiscard]] inline int damaged(const Records& found) {
  const Records written = all_written();
  REQUIRE(found.size() == written.size());
  int count = 0;
  for (std::size_t i = 0; i < found.size(); ++i) count += found[i] == written[i] ? 0 : 1;
  return count;
}

}  // namespace faultline::sim
