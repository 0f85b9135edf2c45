// The families of commands, once, each with the data type it is about, "key" or "connection";
// several may be about one type. To add one: its file, its declaration, its line in the list.
#pragma once

#include <span>

#include "engine/commands/command.h"

namespace faultline::engine {

struct CommandFamily {
  std::string_view type;
  std::span<const CommandKind> (*commands)();
};

std::span<const CommandKind> string_commands();
std::span<const CommandKind> counter_commands();
std::span<const CommandKind> string_range_commands();
std::span<const CommandKind> lcs_commands();
std::span<const CommandKind> bitmap_commands();
std::span<const CommandKind> bitmap_range_commands();
std::span<const CommandKind> bitfield_commands();
std::span<const CommandKind> string_expiry_commands();
std::span<const CommandKind> string_float_commands();
std::span<const CommandKind> set_commands();
std::span<const CommandKind> set_algebra_commands();
std::span<const CommandKind> set_random_commands();
std::span<const CommandKind> hash_commands();
std::span<const CommandKind> hash_counter_commands();
std::span<const CommandKind> hash_random_commands();
std::span<const CommandKind> geo_commands();
std::span<const CommandKind> geo_search_commands();
std::span<const CommandKind> sorted_set_commands();
std::span<const CommandKind> sorted_set_addition_commands();
std::span<const CommandKind> sorted_set_range_commands();
std::span<const CommandKind> sorted_set_removal_commands();
std::span<const CommandKind> sorted_set_algebra_commands();
std::span<const CommandKind> sorted_set_random_commands();
std::span<const CommandKind> key_commands();
std::span<const CommandKind> expiry_commands();
std::span<const CommandKind> key_move_commands();
std::span<const CommandKind> keyspace_commands();
std::span<const CommandKind> scan_commands();
std::span<const CommandKind> dump_commands();
std::span<const CommandKind> sort_commands();
std::span<const CommandKind> object_commands();
std::span<const CommandKind> connection_commands();

inline constexpr CommandFamily kCommandFamilies[] = {{"string", string_commands},
                                                     {"string", counter_commands},
                                                     {"string", string_range_commands},
                                                     {"string", lcs_commands},
                                                     {"string", bitmap_commands},
                                                     {"string", bitmap_range_commands},
                                                     {"string", bitfield_commands},
                                                     {"string", string_expiry_commands},
                                                     {"string", string_float_commands},
                                                     {"set", set_commands},
                                                     {"set", set_algebra_commands},
                                                     {"set", set_random_commands},
                                                     {"hash", hash_commands},
                                                     {"hash", hash_counter_commands},
                                                     {"hash", hash_random_commands},
                                                     {"zset", geo_commands},
                                                     {"zset", geo_search_commands},
                                                     {"zset", sorted_set_commands},
                                                     {"zset", sorted_set_addition_commands},
                                                     {"zset", sorted_set_range_commands},
                                                     {"zset", sorted_set_removal_commands},
                                                     {"zset", sorted_set_algebra_commands},
                                                     {"zset", sorted_set_random_commands},
                                                     {"key", key_commands},
                                                     {"key", expiry_commands},
                                                     {"key", key_move_commands},
                                                     {"key", keyspace_commands},
                                                     {"key", scan_commands},
                                                     {"key", dump_commands},
                                                     {"key", sort_commands},
                                                     {"key", object_commands},
                                                     {"connection", connection_commands}};

}  // namespace faultline::engine
