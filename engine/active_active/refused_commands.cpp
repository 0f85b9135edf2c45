#include "engine/active_active/refused_commands.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/commands/option_word.h"

namespace faultline::engine::active_active {
namespace {

// Sorted. By name, or by name and first argument where only that form is refused.
constexpr std::string_view kRefused[] = {"ACL DELUSER",
                                         "ACL GENPASS",
                                         "ACL LOAD",
                                         "ACL LOG",
                                         "ACL SAVE",
                                         "ACL SETUSER",
                                         "ASKING",
                                         "BGREWRITEAOF",
                                         "BGSAVE",
                                         "BLMOVEM",
                                         "CLIENT GETREDIR",
                                         "CLIENT NO-EVICT",
                                         "CLIENT PAUSE",
                                         "CLIENT UNPAUSE",
                                         "CLUSTER ADDSLOTS",
                                         "CLUSTER ADDSLOTSRANGE",
                                         "CLUSTER BUMPEPOCH",
                                         "CLUSTER DELSLOTS",
                                         "CLUSTER DELSLOTSRANGE",
                                         "CLUSTER FAILOVER",
                                         "CLUSTER FLUSHSLOTS",
                                         "CLUSTER FORGET",
                                         "CLUSTER MEET",
                                         "CLUSTER REPLICATE",
                                         "CLUSTER RESET",
                                         "CLUSTER SAVECONFIG",
                                         "CLUSTER SET-CONFIG-EPOCH",
                                         "CLUSTER SETSLOT",
                                         "DEBUG",
                                         "FAILOVER",
                                         "FLUSHALL",
                                         "FLUSHDB",
                                         "FT.DROPINDEX",
                                         "FT.SUGADD",
                                         "FT.SUGDEL",
                                         "FT.SUGGET",
                                         "FT.SUGLEN",
                                         "INCREX",
                                         "LASTSAVE",
                                         "LATENCY DOCTOR",
                                         "LATENCY GRAPH",
                                         "LATENCY HISTORY",
                                         "LATENCY LATEST",
                                         "LATENCY RESET",
                                         "LMOVEM",
                                         "MEMORY DOCTOR",
                                         "MEMORY MALLOC-STATS",
                                         "MEMORY PURGE",
                                         "MEMORY STATS",
                                         "MIGRATE",
                                         "MODULE HELP",
                                         "MODULE LOAD",
                                         "MODULE LOADEX",
                                         "MODULE UNLOAD",
                                         "MOVE",
                                         "OBJECT ENCODING",
                                         "PFDEBUG",
                                         "PFSELFTEST",
                                         "PSYNC",
                                         "READONLY",
                                         "READWRITE",
                                         "REPLCONF",
                                         "REPLICAOF",
                                         "RESET",
                                         "RESTORE",
                                         "RESTORE-ASKING",
                                         "ROLE",
                                         "SAVE",
                                         "SCRIPT DEBUG",
                                         "SDIFFCARD",
                                         "SELECT",
                                         "SHUTDOWN",
                                         "SLAVEOF",
                                         "SUBSTR",
                                         "SUNIONCARD",
                                         "SWAPDB",
                                         "SYNC",
                                         "VADD",
                                         "VCARD",
                                         "VDIM",
                                         "VEMB",
                                         "VGETATTR",
                                         "VINFO",
                                         "VISMEMBER",
                                         "VLINKS",
                                         "VRANDMEMBER",
                                         "VRANGE",
                                         "VREM",
                                         "VSETATTR",
                                         "VSIM",
                                         "WAIT",
                                         "XIDMPRECORD",
                                         "XNACK"};

}  // namespace

bool refuses(const Arguments& command) {
  const std::string name = in_upper_case(command.at(0).view());
  const auto found = std::lower_bound(std::begin(kRefused), std::end(kRefused), name);
  if (found == std::end(kRefused) || !found->starts_with(name)) return false;
  if (*found == name) return true;
  return command.size() > 1 && std::binary_search(std::begin(kRefused), std::end(kRefused),
                                                  name + ' ' + in_upper_case(command[1].view()));
}

}  // namespace faultline::engine::active_active
