#include "sim/host/disk.h"

#include <utility>

#include "engine/base/planted.h"

namespace faultline::sim {

void Disk::append(engine::Bytes record) {
  unsynced_.push_back({false, std::move(record)});
}

void Disk::replace(engine::Bytes snapshot) {
  unsynced_.push_back({true, std::move(snapshot)});
}

void Disk::settle(Write write) {
  if (!write.is_snapshot) {
    records_.push_back(std::move(write.bytes));
    return;
  }
  snapshot_ = std::move(write.bytes);
  records_.clear();
}

void Disk::sync() {
  if (engine::planted(engine::PlantedBug::kDiskLosesSynced) && !unsynced_.empty())
    unsynced_.pop_back();
  for (Write& write : unsynced_) settle(std::move(write));
  unsynced_.clear();
}

void Disk::lose_unsynced(engine::Prng& random) {
  if (engine::planted(engine::PlantedBug::kDiskKeepsUnsynced)) return sync();
  const auto kept = static_cast<std::size_t>(random.below(unsynced_.size() + 1));
  for (std::size_t i = 0; i < kept; ++i) settle(std::move(unsynced_[i]));
  unsynced_.clear();
}

engine::input::Started Disk::contents() const {
  engine::input::Started started;
  started.snapshot = snapshot_;
  started.records = records_;
  return started;
}

}  // namespace faultline::sim
