#include "scenarios/loader/monitor_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>

#include "engine/commands/command.h"
#include "scenarios/loader/monitor_log.h"
#include "scenarios/loader/text_file.h"
#include "sim/kernel/fixed_point.h"

namespace faultline::scenarios {
namespace {

constexpr std::string_view kFileForm = "the file of a command log, relative to the scenario";

std::optional<std::string> read_log(Reading& reading, const Node& node, const std::string& file) {
  std::error_code ignored;
  const auto type = std::filesystem::status(file, ignored).type();
  const bool endless = type == std::filesystem::file_type::character;  // such as /dev/zero
  TextFile read = endless ? TextFile{{}, "is a device"} : read_text_file(file);
  if (!read.text) reading.fail(node, in_quotes(file) + " " + read.problem, std::string(kFileForm));
  return std::move(read.text);
}

// None, and reported, if the run would last too long.
std::optional<engine::Duration> at_speed(engine::Duration at, engine::Ratio speed) {
  const auto slowed = static_cast<sim::Wide>(at.count()) *
                      static_cast<sim::Wide>(engine::kMillion) / static_cast<sim::Wide>(speed.ppm);
  if (slowed > static_cast<sim::Wide>(kLongestTime.count())) return std::nullopt;
  return engine::Duration(static_cast<std::int64_t>(slowed));
}

// Counts what is left out, and says so once.
class LeftOut {
 public:
  bool leaves_out(const LoggedCommand& each) {
    ++all_;
    if (each.database == 0 && engine::find_command(each.command[0]) != nullptr) return false;
    std::string name = in_quotes(each.command[0]);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (each.database != 0) name += fmt::format(" in database {}", each.database);
    ++counts_[name];
    return true;
  }
  void warn(Reading& reading, const std::string& file) const {
    std::uint64_t left_out = 0;
    std::vector<std::string> names;
    for (const auto& [name, count] : counts_) {
      left_out += count;
      names.push_back(fmt::format("{} {}", count, name));
    }
    if (left_out > 0)
      reading.warn(
          fmt::format("{}: {} of {} commands are left out, since faultline has not got "
                      "them: {}",
                      file, left_out, all_, fmt::join(names, ", ")));
  }

 private:
  std::uint64_t all_ = 0;
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace

std::optional<sim::Script> read_monitor(Reading& reading, const Node& node, const Places& places) {
  reading.object(node, "a workload {\"kind\": \"monitor\", …}", {"kind", "file", "speed"});
  std::optional<engine::Ratio> speed = engine::Ratio{engine::kMillion};
  const std::optional<Node> speed_node = node.member("speed");
  if (speed_node) speed = reading.measure(*speed_node, kDecimalForm, parse_decimal);
  if (speed && speed->ppm == 0) {
    reading.fail(*speed_node, "a speed of zero", "more than 0");
    speed.reset();
  }
  const std::optional<Node> file_node = node.member("file");
  if (!file_node) reading.fail_missing(node, "file", kFileForm);
  const auto written = file_node ? reading.text(*file_node, kFileForm) : std::nullopt;
  if (!written) return std::nullopt;
  const std::string file =
      (std::filesystem::path(reading.file()).parent_path() / *written).string();
  const std::optional<std::string> text = read_log(reading, *file_node, file);
  if (!text) return std::nullopt;
  std::vector<InputError> errors;
  const auto commands = read_monitor_log(*text, file, file_node->path, errors);
  for (InputError& error : errors) reading.fail_elsewhere(std::move(error));
  const std::vector<std::string> datacenters = places.datacenters();
  if (!errors.empty() || !speed || datacenters.empty()) return std::nullopt;

  sim::Script script;
  LeftOut left_out;
  std::map<std::string, std::string> homes;  // of the connections
  for (const LoggedCommand& each : commands) {
    if (left_out.leaves_out(each)) continue;
    const auto at = at_speed(each.at, *speed);
    if (!reading.fits_run(*file_node, at.value_or(kLongestTime))) return std::nullopt;
    const auto home =
        homes.try_emplace(each.client, datacenters[homes.size() % datacenters.size()]).first;
    script.push_back({*at, home->second, each.client, std::nullopt, each.command});
  }
  if (script.empty()) reading.fail(*file_node, "no command of this log can be replayed");
  left_out.warn(reading, file);
  return script;
}

}  // namespace faultline::scenarios
