#include "sim/search/workers.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace faultline::sim {

void work_through(std::uint64_t count, unsigned threads,
                  const std::function<bool(std::uint64_t)>& work,
                  const std::function<bool()>& go_on) {
  std::mutex mutex;
  std::condition_variable somebody_left;
  std::uint64_t next = 0;
  bool stop = false;
  const std::uint64_t wanted = std::min<std::uint64_t>(std::max(threads, 1U), count);
  std::uint64_t working = wanted;

  const auto worker = [&] {
    std::unique_lock lock(mutex);
    while (!stop && next < count) {
      const std::uint64_t mine = next++;
      lock.unlock();
      const bool more = work(mine);
      lock.lock();
      stop |= !more;
    }
    --working;
    somebody_left.notify_one();
  };

  std::vector<std::thread> crew;
  for (std::uint64_t i = 0; i < wanted; ++i) crew.emplace_back(worker);
  std::unique_lock lock(mutex);
  while (working > 0) {
    somebody_left.wait_for(lock, std::chrono::milliseconds(100));
    lock.unlock();
    const bool more = go_on();
    lock.lock();
    stop |= !more;
  }
  lock.unlock();
  for (std::thread& each : crew) each.join();
}

}  // namespace faultline::sim
