#include "scenarios/commands/explorable.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "scenarios/loader/json_source.h"
#include "scenarios/loader/text_file.h"
#include "sim/search/lone_replicas.h"
#include "sim/story/text.h"

namespace faultline::scenarios {
namespace {

using sim::EnginePlan;
using sim::LoneReplicaKind;

// Goes through a plan that was loaded without errors, beside the text that it came from.
class ExplorableReader {
 public:
  ExplorableReader(const std::string& file, const sim::Plan& plan,
                   const std::vector<EnginePlan>& engines)
      : file_(file), plan_(plan), engines_(engines) {
    const TextFile text = read_text_file(file);
    std::vector<InputError> none;
    if (text.text) source_ = read_json(*text.text, file, none);
  }

  std::vector<InputError> read() {
    if (const auto* script = std::get_if<sim::Script>(&plan_.load))
      read_script(*script);
    else
      fail("/workload", "a load that is drawn has too many orders", kScriptForm);
    read_faults();
    for (const EnginePlan& engine : engines_) read_engine(engine);
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const InputError& a, const InputError& b) { return a.at < b.at; });
    return std::move(errors_);
  }

 private:
  static constexpr std::string_view kScriptForm = "a \"script\" of at most 12 commands";
  static_assert(kMostExploredCommands == 12);

  void fail(const std::string& path, std::string what, std::string_view expected) {
    Position at;
    // What is not written, and has its default, is missed where it would stand.
    for (std::string there = path; source_ && !there.empty();
         there.resize(std::min(there.rfind('/'), there.size())))
      if (const auto found = source_->locations.find(there); found != source_->locations.end()) {
        at = found->second.value;
        break;
      }
    errors_.push_back({file_, at, path, std::move(what), std::string(expected), {}});
  }

  void read_script(const sim::Script& script) {
    const bool written = source_ && source_->locations.contains("/script");
    if (script.size() > kMostExploredCommands)
      fail(written ? "/script" : "/workload", fmt::format("{} commands", script.size()),
           kScriptForm);
    for (const EnginePlan& engine : engines_) {
      const LoneReplicaKind* kind = sim::find_lone_replica(engine.name);
      for (std::size_t i = 0; kind != nullptr && i < script.size(); ++i) {
        const engine::Arguments command(script[i].command.begin(), script[i].command.end());
        if (kind->ends_connection(engine.options, command))
          fail(fmt::format("/script/{}/command", i),
               fmt::format("{} ends its client's connection under {}", sim::command_text(command),
                           engine.name),
               "a command that a replica runs");
      }
    }
  }

  void read_faults() {
    constexpr std::string_view kFaults =
        "at most one partition and one crash, which begin and end at any point; what is only late "
        "is explored anyway";
    std::set<std::string> known;
    for (std::size_t i = 0; i < plan_.faults.size(); ++i) {
      const sim::FaultPlan& fault = plan_.faults[i];
      const std::string path = fmt::format("/faults/{}", i);
      if (fault.kind != "partition" && fault.kind != "crash")
        fail(path + "/kind", fmt::format("{} is not explored", in_quotes(fault.kind)), kFaults);
      else if (!known.insert(fault.kind).second)
        fail(path, "a second " + fault.kind, kFaults);
      else if (fault.kind == "partition")
        read_partition(path, fault);
      else
        read_crash(path, fault);
    }
  }

  [[nodiscard]] bool is_datacenter(const std::string& name) const {
    const auto& all = plan_.topology.datacenters;
    return std::any_of(all.begin(), all.end(),
                       [&](const sim::DatacenterPlan& each) { return each.name == name; });
  }

  void read_crash(const std::string& path, const sim::FaultPlan& fault) {
    const auto& hosts = engine::get<engine::Names>(fault.parameters, "hosts");
    if (hosts.size() != 1 || !is_datacenter(hosts.front()))
      fail(path + "/hosts", fmt::format("{} is not one data center", fmt::join(hosts, ", ")),
           "the name of one data center, which is one replica");
    if (!engine::get<std::string>(fault.parameters, "role").empty())
      fail(path + "/role", "the crash of one role alone is not explored", "all roles");
    if (!engine::get<bool>(fault.parameters, "keep_unsynced"))
      fail(path + "/keep_unsynced", "what a power cut takes is not explored",
           "true: processes die, what they wrote stays");
  }

  void read_partition(const std::string& path, const sim::FaultPlan& fault) {
    for (const engine::Names& names : engine::get<engine::Groups>(fault.parameters, "groups"))
      for (const std::string& name : names)
        if (!is_datacenter(name))
          fail(path + "/groups", in_quotes(name) + " is a part of a data center",
               "whole data centers: each is one replica");
    const bool drops = std::any_of(engines_.begin(), engines_.end(), [](const EnginePlan& engine) {
      const LoneReplicaKind* kind = sim::find_lone_replica(engine.name);
      return kind != nullptr && kind->drops_unsent;
    });
    const auto& mode = engine::get<std::string>(fault.parameters, "mode");
    if (drops && mode != "refused")
      fail(path + "/mode", in_quotes(mode) + " is not explored", "\"refused\"");
  }

  void read_engine(const EnginePlan& engine) {
    const LoneReplicaKind* kind = sim::find_lone_replica(engine.name);
    const std::string path = pointer("/engines", engine.name);
    if (kind == nullptr) return fail(path, "this engine is not explored", "another engine");
    if (const auto unfit = kind->unfit(engine.options))
      fail(pointer(path, unfit->option), in_quotes(unfit->option) + " is not explored",
           unfit->expected);
    if (!kind->copy_a_rack) return;
    for (const sim::DatacenterPlan& each : plan_.topology.datacenters)
      if (each.racks.size() > 1 || each.racks.front().hosts > 1)
        fail(pointer("/topology/datacenters", each.name),
             fmt::format("{} has a replica on each of several machines", engine.name),
             "one rack with one host: what is explored is one replica a data center");
  }

  const std::string& file_;
  const sim::Plan& plan_;
  const std::vector<EnginePlan>& engines_;
  std::optional<JsonSource> source_;
  std::vector<InputError> errors_;
};

}  // namespace

std::vector<InputError> why_not_explorable(const std::string& file, const sim::Plan& plan,
                                           const std::vector<EnginePlan>& engines) {
  return ExplorableReader(file, plan, engines).read();
}

}  // namespace faultline::scenarios
