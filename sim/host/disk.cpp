#include "sim/host/disk.h"

#include <string>
#include <utility>

#include "engine/base/planted.h"

namespace faultline::sim {

using engine::Bytes;
using engine::Prng;

namespace {

Bytes first_part(const Bytes& bytes, std::size_t size) {
  return Bytes(std::string(bytes.view().substr(0, size)));
}

Bytes with_flipped_bit(const Bytes& bytes, Prng& random) {
  std::string rotten(bytes.view());
  if (rotten.empty()) return bytes;
  const std::uint64_t bit = random.below(rotten.size() * 8);
  char& byte = rotten[bit / 8];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (bit % 8)));
  return Bytes(rotten);
}

}  // namespace

void Disk::append(Bytes record) {
  unsynced_.push_back({Write::Kind::kRecord, std::move(record)});
}

void Disk::replace(Bytes snapshot) {
  unsynced_.push_back({Write::Kind::kSnapshot, std::move(snapshot)});
}

void Disk::truncate(std::size_t records) {
  unsynced_.push_back({Write::Kind::kTruncation, {}, records});
}

void Disk::settle(Write write) {
  switch (write.kind) {
    case Write::Kind::kRecord:
      records_.push_back(std::move(write.bytes));
      return;
    case Write::Kind::kSnapshot:
      snapshot_ = std::move(write.bytes);
      records_.clear();
      return;
    case Write::Kind::kTruncation:
      if (write.records < records_.size()) records_.resize(write.records);
      return;
  }
}

void Disk::sync() {
  if (engine::planted(engine::PlantedBug::kDiskLosesSynced) && !unsynced_.empty())
    unsynced_.pop_back();
  for (Write& write : unsynced_) settle(std::move(write));
  unsynced_.clear();
}

void Disk::meet(DiskFate fate, bool full, Prng& random) {
  if (full) unsynced_.clear();
  switch (fate) {
    case DiskFate::kSynced:
    case DiskFate::kTorn:
      keep_prefix(fate == DiskFate::kTorn, random);
      return;
    case DiskFate::kNothing:
      *this = Disk();
      return;
    case DiskFate::kAll:
    case DiskFate::kRotten:
    case DiskFate::kMisdirected:
    case DiskFate::kTruncated:
    case DiskFate::kOlder:
      sync();
      damage(fate, random);
      return;
  }
}

void Disk::keep_prefix(bool torn, Prng& random) {
  if (engine::planted(engine::PlantedBug::kDiskKeepsUnsynced)) return sync();
  const auto kept = static_cast<std::size_t>(random.below(unsynced_.size() + 1));
  for (std::size_t i = 0; i < kept; ++i) settle(std::move(unsynced_[i]));
  if (torn && kept < unsynced_.size() && unsynced_[kept].kind == Write::Kind::kRecord) {
    const Bytes& record = unsynced_[kept].bytes;
    records_.push_back(first_part(record, record.size() / 2));
  }
  unsynced_.clear();
}

void Disk::damage(DiskFate fate, Prng& random) {
  if (records_.empty()) return;
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random.below(n)); };
  const std::size_t count = records_.size();
  const std::size_t hit = below(count);
  if (fate == DiskFate::kRotten) records_[hit] = with_flipped_bit(records_[hit], random);
  if (fate == DiskFate::kMisdirected && count > 1)
    records_[hit] = records_[(hit + 1 + below(count - 1)) % count];
  if (fate == DiskFate::kTruncated && !records_[hit].empty())
    records_[hit] = first_part(records_[hit], below(records_[hit].size()));
  if (fate == DiskFate::kOlder) records_.resize(hit);
}

engine::input::Started Disk::contents() const {
  engine::input::Started started;
  started.snapshot = snapshot_;
  started.records = records_;
  return started;
}

}  // namespace faultline::sim
