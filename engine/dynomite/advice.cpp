#include "engine/dynomite/advice.h"

#include <algorithm>
#include <set>

#include "engine/commands/command.h"
#include "engine/commands/option_word.h"
#include "engine/dynomite/deploy.h"
#include "engine/dynomite/real_commands.h"

namespace faultline::engine::dynomite {
namespace {

// The real program keeps answers of a data center in an array of so many (MAX_REPLICAS_PER_DC).
constexpr std::size_t kMostRacks = 3;

std::string about(const Arguments& command) {
  if (chooses_level(command) || quits(command) || taken_command(command) != nullptr) return {};
  const std::string name = in_upper_case(command[0].view());
  if (!real_program_knows(name))
    return name + " closes the connection: Dynomite has no such command";
  if (!real_program_takes(command))
    return name + " closes the connection: Dynomite wants another number of arguments";
  return name + " closes the connection here: Dynomite takes it, and faultline has not got it yet";
}

}  // namespace

std::vector<std::string> advice(const AskedOf& asked) {
  const DynomiteConfig config = dynomite_config(asked.values);
  const NodeSettings& node = config.node;
  std::vector<std::string> lines;
  if (node.read_repairs && !node.stamps())
    lines.emplace_back(
        "\"conflict\": \"timestamp\" has no effect unless both \"read\" and \"write\" are above "
        "DC_ONE");
  const bool elsewhere =
      !config.other_levels_at.empty() &&
      (config.read_there != Consistency::kDcOne || config.write_there != Consistency::kDcOne);
  const bool quorum =
      elsewhere || node.read != Consistency::kDcOne || node.write != Consistency::kDcOne;
  if (quorum && asked.most_racks > kMostRacks)
    lines.emplace_back(
        "a quorum over more than 3 racks of a data center: the real program has room for the "
        "answers of 3, and what it does with more is not known");
  std::set<std::string> told;
  for (const Arguments& command : asked.commands)
    if (std::string line = about(command); !line.empty() && told.insert(line).second)
      lines.push_back(std::move(line));
  return lines;
}

}  // namespace faultline::engine::dynomite
