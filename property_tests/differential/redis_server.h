// A real redis-server 7.0 of the test's own: started on a unix socket in a folder of its own under
// a clock that the test steps, pinned to one core together with the test (a command then costs no
// wake-up of another core), killed at the end. It keeps nothing on disk, has one database and
// deletes expired keys only when a command touches them. Whatever is wrong with it throws: without
// a server there is no test.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <filesystem>
#include <memory>

#include "engine/base/time.h"
#include "engine/ports/reply.h"

struct redisContext;

namespace faultline::differential {

class PinnedToOneCore {
 public:
  PinnedToOneCore();
  PinnedToOneCore(const PinnedToOneCore&) = delete;
  PinnedToOneCore& operator=(const PinnedToOneCore&) = delete;
  ~PinnedToOneCore();

 private:
  cpu_set_t before_{};
};

// When values turn from Redis's compact encodings to the general ones: by its defaults, or so early
// that most values of a test do.
enum class Encodings { kUsual, kEarlyGeneral };

class RedisServer {
 public:
  explicit RedisServer(Encodings encodings = Encodings::kUsual);
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;
  ~RedisServer();

  [[nodiscard]] engine::Reply run(const engine::Arguments& arguments);
  // The server's wall clock, in whole microseconds.
  void set_time(engine::WallTime now);

 private:
  void map_clock();
  void start(Encodings encodings);
  void connect();
  void require_version();
  void stop() noexcept;

  PinnedToOneCore pinned_;  // before the server starts: it inherits the core
  std::filesystem::path folder_;
  std::int64_t* clock_ = nullptr;
  pid_t process_ = -1;
  struct Disconnect {
    void operator()(redisContext* context) const noexcept;
  };
  std::unique_ptr<redisContext, Disconnect> connection_;
};

}  // namespace faultline::differential
