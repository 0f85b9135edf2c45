// What one process wrote and what of it would survive. A sync makes everything so far durable; a
// crash keeps what was synced and a drawn prefix of the rest (writes reach the platter in order).
#pragma once

#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/prng.h"
#include "engine/ports/process.h"

namespace faultline::sim {

class Disk {
 public:
  void append(engine::Bytes record);
  void replace(engine::Bytes snapshot);
  void sync();
  // The machine lost power: a prefix of the unsynced writes, drawn evenly, survives.
  void lose_unsynced(engine::Prng& random);
  [[nodiscard]] engine::input::Started contents() const;
  [[nodiscard]] std::size_t unsynced() const { return unsynced_.size(); }

 private:
  struct Write {
    bool is_snapshot = false;
    engine::Bytes bytes;
  };
  void settle(Write write);

  engine::Bytes snapshot_;
  std::vector<engine::Bytes> records_;
  std::vector<Write> unsynced_;
};

}  // namespace faultline::sim
