// What Redis 7.0's own table says of commands where memory is short: which are refused (the flag
// "denyoom"), and which look at a key without counting as an access to it (LRU and LFU). Both were
// read off a redis-server 7.0.15, by COMMAND INFO and OBJECT FREQ.
#pragma once

#include "engine/commands/command.h"

namespace faultline::engine {

// Whether the command may grow what is stored, by its name alone; unknown ones may not.
[[nodiscard]] bool denied_out_of_memory(const Arguments& arguments);
// The keys whose last access the command is.
[[nodiscard]] std::vector<Bytes> accessed_keys(const Arguments& arguments);
[[nodiscard]] Reply out_of_memory_error();

}  // namespace faultline::engine
