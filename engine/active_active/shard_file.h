// A shard's append-only file, and what a process that does not serve keeps of it to serve later:
// its records. They are sealed with their place (base/record.h) and synced once a second, as
// Redis's appendfsync everysec does; a damaged file ends before the damage.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/active_active/shard_log.h"
#include "engine/ports/process.h"

namespace faultline::engine::active_active {

class ShardFile {
 public:
  explicit ShardFile(TimerId sync_timer) : sync_timer_(sync_timer) {}

  struct Contents {
    std::vector<LogRecord> records;
    bool whole = true;  // false: the file was damaged, and ends now before the damage
  };
  // Of the process's start.
  Contents read(const std::vector<Bytes>& records, Outputs& outputs);
  // Returns the record's size without opaque ids.
  std::size_t append(const LogRecord& record, Outputs& outputs);
  // Synced at once, whatever the room on the disk.
  void append_durably(const std::vector<LogRecord>& records, Outputs& outputs);
  // Nothing of what was written counts any more.
  void clear(Outputs& outputs);
  // When the timer fires, or earlier.
  // False: there is no room on the disk.
  bool sync(const StepContext& context, Outputs& outputs);
  [[nodiscard]] bool unsynced() const { return unsynced_; }

 private:
  TimerId sync_timer_;
  bool unsynced_ = false;
  std::uint64_t records_ = 0;
};

}  // namespace faultline::engine::active_active
