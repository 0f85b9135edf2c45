#include "reports/render/trace_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "reports/metrics/client_threads.h"
#include "reports/render/json_values.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

using nlohmann::ordered_json;

struct Track {
  std::size_t pid = 0;
  std::size_t tid = 0;
};

// Nanoseconds as the microseconds that the format counts in, exactly.
std::string micros_text(std::int64_t nanoseconds) {
  return fmt::format("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000);
}

std::string_view status_word(engine::output::Outcome outcome) {
  if (outcome == engine::output::Outcome::kOk) return "ok";
  return outcome == engine::output::Outcome::kFailed ? "failed" : "indeterminate";
}

std::string name_of(const sim::OperationRecord& operation) {
  return operation.command.empty() ? "" : sim::printable_start(operation.command.front().view());
}

class TraceWriter {
 public:
  explicit TraceWriter(const TracedRun& run) : run_(run) {}

  std::string take() {
    ordered_json other = ordered_json::object();
    other["scenario"] = run_.scenario;
    other["seed"] = run_.seed;
    other["engine"] = run_.engine;
    add_faults();
    add_operations();
    add_deliveries();
    std::string text = "{\"displayTimeUnit\":\"ms\",\"otherData\":" + json_text(other, -1) +
                       ",\"traceEvents\":[\n";
    for (std::size_t i = 0; i < lines_.size(); ++i)
      text += lines_[i] + (i + 1 < lines_.size() ? ",\n" : "\n");
    return text + "]}\n";
  }

 private:
  // Numbers that JSON's own writer would round go before the others.
  void add(std::string_view phase, const Track& track, const std::string& times,
           ordered_json more) {
    lines_.push_back(
        fmt::format("{{\"ph\":\"{}\",\"pid\":{},\"tid\":{}{}", phase, track.pid, track.tid, times) +
        (more.empty() ? "}" : "," + json_text(more, -1).substr(1)));
  }
  void add_slice(const Track& track, std::int64_t from_ns, std::int64_t to_ns, ordered_json more) {
    add("X", track,
        fmt::format(",\"ts\":{},\"dur\":{}", micros_text(from_ns),
                    micros_text(std::max<std::int64_t>(to_ns - from_ns, 0))),
        std::move(more));
  }
  void add_arrow(const Track& from, std::int64_t from_ns, const Track& to, std::int64_t to_ns,
                 const char* what) {
    ordered_json arrow = {{"name", what}, {"cat", "arrow"}, {"id", ++arrows_}};
    add("s", from, ",\"ts\":" + micros_text(from_ns), arrow);
    arrow["bp"] = "e";
    add("f", to, ",\"ts\":" + micros_text(to_ns), arrow);
  }
  void name(const Track& track, const char* what, const std::string& text) {
    add("M", track, "", {{"name", what}, {"args", {{"name", text}}}});
  }
  void place(const Track& track, const char* what, std::size_t order) {
    add("M", track, "", {{"name", what}, {"args", {{"sort_index", order}}}});
  }

  // The process of that name; faults come first, then data centers as they are met.
  std::size_t process(const std::string& text) {
    const auto [found, fresh] = processes_.try_emplace(text, processes_.size() + 1);
    if (fresh) {
      name({found->second, 0}, "process_name", text);
      place({found->second, 0}, "process_sort_index", found->second);
    }
    return found->second;
  }
  // A new thread of it.
  Track thread(const std::string& process_name, const std::string& text, bool replica) {
    const std::size_t pid = process(process_name);
    const Track track{pid, ++threads_[pid]};
    name(track, "thread_name", text);
    constexpr std::size_t kBelowAllClients = 1'000'000;
    place(track, "thread_sort_index", track.tid + (replica ? kBelowAllClients : 0));
    return track;
  }

  // What overlaps lies on threads of its own: slices of one thread must not.
  void add_faults() {
    std::vector<std::pair<Track, std::int64_t>> free_from;
    for (const sim::FaultBand& fault : run_.faults) {
      const std::int64_t to = fault.ends ? fault.to_ns : std::max(run_.end_ns, fault.from_ns);
      auto free = std::find_if(free_from.begin(), free_from.end(),
                               [&](const auto& each) { return each.second <= fault.from_ns; });
      if (free == free_from.end()) {
        free_from.push_back({thread("faults", "faults", false), 0});
        free = free_from.end() - 1;
      }
      free->second = std::max(to, fault.from_ns + 1);
      add_slice(free->first, fault.from_ns, to,
                {{"name", sim::printable(fault.label)},
                 {"cat", "fault"},
                 {"args", {{"ends", fault.ends}}}});
    }
  }

  void add_operations() {
    const ClientThreads clients = client_threads(run_.history);
    std::vector<Track> tracks;
    for (const ClientThread& each : clients.threads)
      tracks.push_back(thread(each.dc,
                              "client " + sim::printable(each.client) +
                                  (each.number == 0 ? "" : fmt::format(" ({})", each.number + 1)),
                              false));
    for (const std::size_t index : clients.order) {
      const sim::OperationRecord& operation = run_.history[index];
      const Track& track = tracks[clients.of[index]];
      asked_[operation.operation] = {track, &operation};
      const std::int64_t to = operation.return_ns.value_or(run_.end_ns);
      add_slice(track, operation.invoke_ns, to,
                {{"name", name_of(operation)},
                 {"cat", status_word(operation.outcome)},
                 {"args", arguments_of(operation)}});
    }
  }
  static ordered_json arguments_of(const sim::OperationRecord& operation) {
    ordered_json arguments = ordered_json::object();
    arguments["operation"] = operation.operation;
    arguments["command"] = sim::command_text(operation.command);
    arguments["status"] = status_word(operation.outcome);
    if (operation.reply) arguments["reply"] = sim::reply_text(*operation.reply);
    if (!operation.home.empty()) arguments["home"] = operation.home;
    return arguments;
  }

  void add_deliveries() {
    std::map<std::string, std::string> dcs;  // by replica
    for (const Delivery& each : run_.deliveries)
      if (asked_.contains(each.operation)) dcs[each.replica] = each.dc;
    std::map<std::string, Track> replicas;
    for (const auto& [replica, dc] : dcs)
      replicas[replica] = thread(dc, "replica " + replica, true);
    Delivery home;
    for (const Delivery& each : run_.deliveries) {
      const auto asked = asked_.find(each.operation);
      if (asked == asked_.end()) continue;
      const auto& [client, operation] = asked->second;
      const Track& track = replicas.at(each.replica);
      ordered_json arguments = {{"operation", each.operation},
                                {"command", sim::command_text(operation->command)}};
      const bool ran_elsewhere = home.operation == each.operation && !each.home;
      if (ran_elsewhere) arguments["after_ns"] = each.at_ns - home.at_ns;
      add_slice(track, each.at_ns, each.at_ns + 1,
                {{"name", name_of(*operation)},
                 {"cat", each.home ? "run" : "copy"},
                 {"args", arguments}});
      if (each.home && each.at_ns >= operation->invoke_ns)
        add_arrow(client, operation->invoke_ns, track, each.at_ns, "asked");
      if (ran_elsewhere && each.at_ns >= home.at_ns)
        add_arrow(replicas.at(home.replica), home.at_ns, track, each.at_ns, "copied");
      if (each.home) home = each;
    }
  }

  const TracedRun& run_;
  std::vector<std::string> lines_;
  std::map<std::string, std::size_t> processes_;
  std::map<std::size_t, std::size_t> threads_;
  std::map<std::uint64_t, std::pair<Track, const sim::OperationRecord*>> asked_;
  std::uint64_t arrows_ = 0;
};

}  // namespace

std::string trace_events(const TracedRun& run) {
  return TraceWriter(run).take();
}

}  // namespace faultline::reports
