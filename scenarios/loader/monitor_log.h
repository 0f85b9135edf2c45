// The log of a real server's commands, as `redis-cli MONITOR` prints it (Redis 7.0, replication.c,
// replicationFeedMonitors): 1339518083.107412 [0 127.0.0.1:60866] "keys" "*". Redis escapes every
// byte that is not printable ASCII, so a log is plain text whatever the commands hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.h"
#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

struct LoggedCommand {
  engine::Duration at{};  // since the first command of the log
  std::uint32_t database = 0;
  std::string client;                // its address, which is the connection's name
  std::vector<std::string> command;  // arguments are bytes; the command's name is never missing
};

// In the order of the log, without what scripts did ([0 lua]). Bad lines are added to `errors`,
// with `file` and `path`, and left out; a log of nothing but bad lines is given up early.
[[nodiscard]] std::vector<LoggedCommand> read_monitor_log(std::string_view text,
                                                          const std::string& file,
                                                          const std::string& path,
                                                          std::vector<InputError>& errors);

}  // namespace faultline::scenarios
