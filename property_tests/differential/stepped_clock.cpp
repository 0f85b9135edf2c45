// Loaded into redis-server before the C library (LD_PRELOAD): its wall clock is the number of
// microseconds in a file that the test maps and steps. So a deadline passes on both sides at the
// same command, to the millisecond, and nobody waits. The monotonic clock, which drives the
// server's event loop, stays real.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

const volatile std::int64_t* mapped_microseconds() {
  const char* path = std::getenv("FAULTLINE_STEPPED_CLOCK");
  if (path == nullptr) std::abort();
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) std::abort();
  void* mapped = mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) std::abort();
  close(file);
  return static_cast<const volatile std::int64_t*>(mapped);
}

std::int64_t now_in_microseconds() {
  static const volatile std::int64_t* const kClock = mapped_microseconds();
  return *kClock;
}

}  // namespace

extern "C" int gettimeofday(timeval* time, void* /*zone*/) noexcept {
  constexpr std::int64_t kSecond = 1'000'000;
  const std::int64_t now = now_in_microseconds();
  time->tv_sec = static_cast<time_t>(now / kSecond);
  time->tv_usec = static_cast<suseconds_t>(now % kSecond);
  return 0;
}
