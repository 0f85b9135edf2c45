// faultline list WHAT [--json]: what scenarios can name, straight from the tables.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/active_active/refused_commands.h"
#include "engine/commands/command.h"
#include "engine/commands/conflict_rules.h"
#include "engine/datatypes/change.h"
#include "engine/dynomite/real_commands.h"
#include "scenarios/catalog.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/list_topics.h"
#include "scenarios/exit_code.h"
#include "scenarios/loader/monitor_section.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/unit_names.h"
#include "scenarios/loader/units.h"
#include "sim/checkers/checker.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/workloads/workload.h"

namespace faultline::scenarios {
namespace {

using engine::ParameterUnit;
using nlohmann::ordered_json;

// One thing that is listed: a line for people, with more below it, or an object.
struct Item {
  std::string name;
  std::string summary;
  std::span<const Parameter> parameters;
  std::vector<std::pair<std::string, Words>> words;  // "promises", "causes", …
  std::string file;                                  // where it comes from; empty: a table
  std::vector<std::pair<std::string_view, std::string_view>> details{};  // names and summaries
};

std::string joined(const Words& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

void print_parameters(std::span<const Parameter> parameters, std::size_t indent,
                      std::ostream& out) {
  for (const Parameter& parameter : parameters) {
    const Words words(parameter.words.begin(), parameter.words.end());
    out << std::string(indent, ' ')
        << fmt::format("{} ({}, {}): {}\n", parameter.name,
                       words.empty() ? std::string(unit_name(parameter.unit)) : joined(words, "|"),
                       parameter.default_text.empty()
                           ? "required"
                           : "default " + std::string(parameter.default_text),
                       parameter.summary);
    for (const engine::NestedKind& kind : parameter.kinds) {
      out << std::string(indent + 2, ' ') << kind.name << ": " << kind.summary << '\n';
      print_parameters(kind.parameters, indent + 4, out);
    }
  }
}

ordered_json parameters_json(std::span<const Parameter> parameters) {
  ordered_json list = ordered_json::array();
  for (const Parameter& parameter : parameters) {
    ordered_json object;
    object["name"] = parameter.name;
    object["unit"] = unit_name(parameter.unit);
    object["default"] = parameter.default_text.empty()
                            ? ordered_json()
                            : ordered_json::parse(parameter.default_text);
    object["summary"] = parameter.summary;
    if (!parameter.words.empty()) object["words"] = parameter.words;
    if (parameter.unit == ParameterUnit::kInteger)
      object["range"] = {parameter.least, parameter.most};
    if (parameter.unit == ParameterUnit::kDuration && parameter.least > 0)
      object["least"] = format_duration(engine::Duration(parameter.least));
    if (!parameter.only_with.parameter.empty())
      object["only_with"] = {
          {std::string(parameter.only_with.parameter), parameter.only_with.word}};
    for (const engine::NestedKind& kind : parameter.kinds)
      object["kinds"].push_back({{"name", kind.name},
                                 {"summary", kind.summary},
                                 {"parameters", parameters_json(kind.parameters)}});
    list.push_back(std::move(object));
  }
  return list;
}

class Printer {
 public:
  Printer(Console& console, bool json) : console_(console), json_(json) {}

  void print(const Item& item) {
    if (json_) return print_json(item);
    console_.out << fmt::format("{:{}} {}\n", item.name, name_width_, item.summary);
    print_parameters(item.parameters, 4, console_.out);
    for (const auto& [name, summary] : item.details)
      console_.out << "    " << name << ": " << summary << '\n';
    if (!item.file.empty()) console_.out << "    file: " << item.file << '\n';
    for (const auto& [noun, words] : item.words)
      if (!words.empty()) console_.out << "    " << noun << ": " << joined(words, ", ") << '\n';
  }
  [[nodiscard]] Console& console() { return console_; }
  [[nodiscard]] bool json() const { return json_; }
  // Longer names than most are to come.
  void leave_room_for(std::string_view name) { name_width_ = std::max(name_width_, name.size()); }

 private:
  void print_json(const Item& item) {
    ordered_json object;
    object["name"] = item.name;
    object["summary"] = item.summary;
    if (!item.parameters.empty()) object["parameters"] = parameters_json(item.parameters);
    if (!item.file.empty()) object["file"] = item.file;
    for (const auto& [noun, words] : item.words) object[noun] = words;
    for (const auto& [name, summary] : item.details)
      object["details"].push_back({{"name", name}, {"summary", summary}});
    console_.out << object.dump() << '\n';
  }

  Console& console_;
  bool json_;
  std::size_t name_width_ = 20;
};

Words words_of(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

int list_engines(Printer& printer, const std::string&) {
  for (const engine::EngineKind& kind : sim::engine_kinds())
    printer.print({std::string(kind.name),
                   std::string(kind.summary),
                   kind.parameters,
                   {{"promises", words_of(kind.promises)},
                    {"roles", words_of(kind.roles)},
                    {"marks", words_of(kind.marks)}},
                   {}});
  return kExitHeld;
}

int list_faults(Printer& printer, const std::string&) {
  for (const sim::FaultKind& kind : sim::fault_kinds())
    printer.print(
        {std::string(kind.name), std::string(kind.summary), kind.parameters, {}, {}, kind.details});
  return kExitHeld;
}

int list_workloads(Printer& printer, const std::string&) {
  for (const sim::WorkloadKind& kind : sim::workload_kinds()) {
    const std::vector<Parameter> parameters = parameters_of(kind);
    printer.print({std::string(kind.name), std::string(kind.summary), parameters, {}, {}});
  }
  printer.print({std::string(kMonitor), std::string(kMonitorSummary), {}, {}, {}});
  return kExitHeld;
}

int list_checks(Printer& printer, const std::string&) {
  for (const sim::CheckKind& kind : sim::check_kinds())
    printer.print({std::string(kind.name),
                   std::string(kind.summary),
                   {},
                   {{"causes", words_of(kind.causes)}},
                   {}});
  return kExitHeld;
}

template <class... Types>
void print_types(Printer& printer, engine::TypeList<Types...>) {
  (printer.print({std::string(Types::kName), std::string(Types::kSummary), {}, {}, {}}), ...);
}

int list_datatypes(Printer& printer, const std::string&) {
  print_types(printer, engine::DataTypes{});
  return kExitHeld;
}

// Whether each system takes the command, and how Active-Active settles what it writes.
int list_commands(Printer& printer, const std::string&) {
  constexpr std::string_view kRow = "{:<20} {:<10} {:<5} {:<8} {:<13} {}\n";
  const auto yes = [](bool takes) { return takes ? "yes" : "no"; };
  if (!printer.json())
    printer.console().out << fmt::format(fmt::runtime(kRow), "command", "type", "Redis", "Dynomite",
                                         "Active-Active", "conflict rule there (basis)");
  for (const engine::CommandKind& kind : engine::command_kinds()) {
    const bool dynomite = engine::dynomite::real_program_knows(kind.name);
    const bool active_active = !engine::active_active::refuses({kind.name});
    const engine::ConflictRule* rule = engine::conflict_rule_of(kind.name);
    if (!printer.json()) {
      printer.console().out << fmt::format(
          fmt::runtime(kRow), kind.name, kind.type, "yes", yes(dynomite), yes(active_active),
          rule == nullptr || !active_active
              ? "-"
              : fmt::format("{} ({})", rule->name, word(rule->basis)));
      continue;
    }
    ordered_json object = {{"name", kind.name},
                           {"summary", kind.summary},
                           {"type", kind.type},
                           {"writes", kind.access == engine::Access::kWrite},
                           {"redis", true},
                           {"dynomite", dynomite},
                           {"active_active", active_active}};
    if (rule != nullptr && active_active)
      object["rule"] = {
          {"name", rule->name}, {"basis", word(rule->basis)}, {"says", rule->summary}};
    printer.console().out << object.dump() << '\n';
  }
  if (printer.json()) return kExitHeld;
  for (const engine::ConflictRule& rule : engine::conflict_rules())
    printer.console().out << fmt::format("{} ({}): {}\n", rule.name, word(rule.basis),
                                         rule.summary);
  return kExitHeld;
}

int list_scenarios(Printer& printer, const std::string& folder) {
  const std::vector<CatalogEntry> entries = read_catalog(folder);
  int code = kExitHeld;
  for (const CatalogEntry& entry : entries)
    if (entry.scenario.plan) printer.leave_room_for(entry.scenario.plan->name);
  for (const CatalogEntry& entry : entries) {
    if (entry.scenario.plan)
      printer.print({entry.scenario.plan->name,
                     entry.scenario.plan->purpose,
                     {},
                     {{"collection", entry.collection.empty() ? Words() : Words{entry.collection}}},
                     std::filesystem::proximate(entry.file).string()});
    for (const InputError& error : entry.scenario.errors)
      printer.console().err << to_line(error) << '\n';
    if (!entry.scenario.plan) code = kExitBadInput;
  }
  if (!entries.empty()) return code;
  printer.console().err << "faultline list: --catalog: no scenarios below " << in_quotes(folder)
                        << '\n';
  return kExitBadInput;
}

struct Topic {
  std::string_view name;
  int (*list)(Printer&, const std::string& catalog);
};
constexpr Topic kTopics[] = {
    {"engines", list_engines},     {"scenarios", list_scenarios}, {"faults", list_faults},
    {"workloads", list_workloads}, {"checks", list_checks},       {"datatypes", list_datatypes},
    {"commands", list_commands},
};

}  // namespace

Words list_topics() {
  return names_of(kTopics);
}

int list_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  std::string what;
  std::string catalog = default_catalog();
  bool json = false;
  const Words topics = list_topics();
  flags.app().add_option("what", what, one_of(topics))->required()->option_text("WHAT");
  flags.app().add_option("--catalog", catalog, "folder of scenarios")->option_text("DIR");
  flags.app().add_flag("--json", json, "one JSON object a line");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  const std::optional<std::string> known = flags.word("WHAT", what, topics);
  if (flags.failed(console)) return kExitBadInput;
  Printer printer(console, json);
  for (const Topic& topic : kTopics)
    if (topic.name == *known) return topic.list(printer, catalog);
  return kExitBadInput;
}

}  // namespace faultline::scenarios
