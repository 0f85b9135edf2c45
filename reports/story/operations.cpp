#include "reports/story/operations.h"

#include <fmt/format.h>

#include "reports/metrics/numbers.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

std::string asking_text(const sim::OperationRecord& operation) {
  std::string text = fmt::format("{} in {}, asked at {}", operation.client, operation.dc,
                                 sim::moment_text(operation.invoke_ns));
  if (!operation.return_ns || !operation.reply) return text + ", never answered";
  return text + fmt::format(", answered {} after {}", sim::reply_text(*operation.reply),
                            duration_text(*operation.return_ns - operation.invoke_ns));
}

std::string operation_text(const sim::OperationRecord& operation) {
  std::string text = sim::command_text(operation.command) + " by " + asking_text(operation);
  if (!operation.home.empty()) text += ", home " + operation.home;
  return text;
}

std::string offset_text(std::int64_t offset_ns) {
  if (offset_ns == 0) return "(right)";
  return fmt::format("({} {})", duration_text(offset_ns < 0 ? -offset_ns : offset_ns),
                     offset_ns < 0 ? "behind" : "ahead");
}

std::string clock_text(const std::string& who,
                       const std::optional<sim::OperationRecord>& operation) {
  if (!operation || !operation->wall_ns) return fmt::format("{} unknown", who);
  std::string text = fmt::format("{} {}", who, sim::stamp_text(*operation->wall_ns));
  if (!operation->clock_offset_ns) return text;
  return text + " " + offset_text(*operation->clock_offset_ns);
}

std::string knowledge_text(const std::string& saw) {
  if (saw == "concurrent") return "neither client's replica had seen the other update";
  if (saw == "loser saw winner") return "the lost update had seen the one that won";
  if (saw == "winner saw loser") return "the update that won had seen the lost one";
  if (saw == "loser followed winner")
    return "the lost update came later in the same session, where the other was not known";
  if (saw == "winner followed loser")
    return "the update that won came later in the same session, where the lost one was not known";
  return saw;
}

std::string rule_text(const sim::Rule& rule, std::string_view engine) {
  return fmt::format("{} ({})", rule.name, basis_text(rule, engine));
}

}  // namespace faultline::reports
