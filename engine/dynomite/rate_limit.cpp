#include "engine/dynomite/rate_limit.h"

namespace faultline::engine::dynomite {
namespace {

std::int64_t second_of(WallTime now) {
  return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
}

}  // namespace

bool RateLimit::take(WallTime now) {
  const std::int64_t second = second_of(now);
  // A second's worth fills the bucket. A clock that went back fills it too: the real program
  // subtracts without a sign.
  if (last_ && second != *last_) tokens_ = rate_;
  last_ = second;
  if (tokens_ == 0) return false;
  --tokens_;
  return true;
}

Duration RateLimit::wait(WallTime now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
  return second + std::chrono::seconds(1) - now.time_since_epoch();
}

}  // namespace faultline::engine::dynomite
