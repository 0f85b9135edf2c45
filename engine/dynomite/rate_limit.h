// The token bucket of a connection to another data center: so many messages a second, earned by
// whole seconds of the wall clock, and never more saved up than one second's. What finds it empty
// waits for the next second. Source: shared dynomite/facts.md 3.9.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/time.h"

namespace faultline::engine::dynomite {

class RateLimit {
 public:
  explicit RateLimit(std::int64_t messages_per_second)
      : rate_(messages_per_second), tokens_(messages_per_second) {}
  // Whether one more message may go now.
  [[nodiscard]] bool take(WallTime now);
  // Until the next whole second.
  [[nodiscard]] static Duration wait(WallTime now);

 private:
  std::int64_t rate_;
  std::int64_t tokens_;
  std::optional<std::int64_t> last_;  // the second of the last try
};

}  // namespace faultline::engine::dynomite
