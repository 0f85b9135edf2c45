// What one process wrote and what of it would survive. A sync makes everything so far durable; a
// crash keeps what was synced and a drawn prefix of the rest (writes reach the platter in order),
// unless the disk itself is at fault.
#pragma once

#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/prng.h"
#include "engine/ports/process.h"
#include "sim/host/breakage.h"

namespace faultline::sim {

class Disk {
 public:
  void append(engine::Bytes record);
  void replace(engine::Bytes snapshot);
  void truncate(std::size_t records);
  void sync();
  // The process dies. `full`: nothing unsynced has reached the disk, whatever the fate.
  void meet(DiskFate fate, bool full, engine::Prng& random);
  [[nodiscard]] engine::input::Started contents() const;
  [[nodiscard]] std::size_t unsynced() const { return unsynced_.size(); }

 private:
  struct Write {
    enum class Kind { kRecord, kSnapshot, kTruncation } kind = Kind::kRecord;
    engine::Bytes bytes;
    std::size_t records = 0;
  };
  void settle(Write write);
  void keep_prefix(bool torn, engine::Prng& random);
  void damage(DiskFate fate, engine::Prng& random);

  engine::Bytes snapshot_;
  std::vector<engine::Bytes> records_;
  std::vector<Write> unsynced_;
};

}  // namespace faultline::sim
