#include "engine/active_active/refused_commands.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace faultline::engine::active_active {
namespace {

constexpr std::string_view kRefused[] = {"ASKING",
                                         "BGREWRITEAOF",
                                         "BGSAVE",
                                         "BLMOVEM",
                                         "CLIENT GETREDIR",
                                         "CLIENT NO-EVICT",
                                         "CLIENT PAUSE",
                                         "CLIENT UNPAUSE",
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
                                         "LMOVEM",
                                         "MEMORY DOCTOR",
                                         "MEMORY STATS",
                                         "MIGRATE",
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

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

bool refuses(const Arguments& command) {
  const std::string name = upper(command.at(0).view());
  const std::string form = command.size() > 1 ? name + " " + upper(command[1].view()) : name;
  return std::any_of(std::begin(kRefused), std::end(kRefused),
                     [&](std::string_view each) { return each == name || each == form; });
}

}  // namespace faultline::engine::active_active
