// faultline export DIR edn|trace|graphviz: what a report's folder holds, or its run when it goes
// again, in the words of other tools. Nothing is told of a run that takes another course.
#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <ostream>
#include <set>

#include "reports/metrics/deliveries.h"
#include "reports/render/dot.h"
#include "reports/render/jepsen_history.h"
#include "reports/render/read_history.h"
#include "reports/render/trace_events.h"
#include "reports/story/key_story.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/key_argument.h"
#include "scenarios/commands/report_folder.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/text_file.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

using History = std::vector<sim::OperationRecord>;

struct ExportFlags {
  std::string directory;
  std::string format;
  std::optional<std::string> engine;
  std::optional<std::string> key;
};

void declare(CLI::App& app, ExportFlags& flags) {
  app.add_option("dir", flags.directory, "the folder of a report")->required()->option_text("DIR");
  app.add_option("format", flags.format,
                 "one of edn (Jepsen), trace (Perfetto), graphviz (the topology)")
      ->required()
      ->option_text("edn|trace|graphviz");
  app.add_option("--engine", flags.engine,
                 "the engine whose run it is; needed where there are more")
      ->option_text("E");
  app.add_option("--key", flags.key, "only the operations that name this key")->option_text("KEY");
  app.footer(
      app.get_footer() +
      "\n\nFormats:\n"
      "  edn       the clients' history as Jepsen writes it, for Elle; with --key, of strings,\n"
      "            as a register for Knossos\n"
      "  trace     Trace Event JSON, for ui.perfetto.dev and chrome://tracing\n"
      "  graphviz  the topology, of all engines alike; with --key what the updates of the\n"
      "            key knew of each other and lost to: | dot -Tsvg");
}

// What is to be told of one engine's run.
struct Export {
  const ReportedRun& reported;
  const ExportFlags& flags;
  std::string engine;
};

// The same course again, or why there is none.
struct Again {
  std::optional<sim::RunResult> result;
  int exit_code = kExitHeld;
};

using Closed = std::function<void(const sim::History&)>;

Again run_again(const Export& wanted, const Closed& closed, Console& console) {
  const ReportedRun& reported = wanted.reported;
  const RunUnderWay under_way(wanted.flags.directory, reported.plan.seed, reported.repeat);
  console.err << fmt::format("{}: seed {}, running again\n", reported.plan.name,
                             reported.plan.seed);
  sim::RunOptions options;
  options.engines = {wanted.engine};
  options.checks = Words{};
  options.keep_series = false;
  options.interrupted = console.interrupted;
  if (closed)
    options.closed = [&](const sim::EngineResult&, const sim::History& history) {
      closed(history);
    };
  sim::RunResult result = sim::run(reported.plan, options);
  if (result.interrupted) return {{}, kExitInterrupted};
  const std::string fingerprint = fmt::format("{:016x}", result.engines.at(0).fingerprint);
  const std::string& told = reported.fingerprints.at(wanted.engine);
  if (fingerprint == told) return {std::move(result), kExitHeld};
  console.err << fmt::format(
      "faultline export: {} takes another course than the report tells of (fingerprint {}, there "
      "{}): another version of faultline wrote it; write it anew: {}\n",
      wanted.engine, fingerprint, told, reported.repeat);
  return {{}, kExitFailed};
}

// The history that the folder holds; none: it holds a part of it, or nothing.
std::optional<History> kept_history(const Export& wanted) {
  const std::filesystem::path folder(wanted.flags.directory);
  const TextFile text = read_text_file((folder / ("history-" + wanted.engine + ".jsonl")).string());
  if (!text.text) return std::nullopt;
  std::optional<History> history = reports::read_history(*text.text);
  if (!history || history->size() != wanted.reported.issued.at(wanted.engine)) return std::nullopt;
  return history;
}

// Problems of the key that was named go to the user; none: no key was asked for, or there is none.
struct KeyWish {
  std::optional<engine::Bytes> key;
  bool known = true;
};

KeyWish key_among(const std::set<engine::Bytes>& keys, const ExportFlags& flags, Console& console) {
  if (!flags.key) return {};
  const KeyMeant meant = key_meant(*flags.key, {keys.begin(), keys.end()});
  if (meant.key) return {meant.key, true};
  console.err << "faultline export: --key: " << meant.problem;
  if (!meant.suggestion.empty())
    console.err << "; did you mean " << in_quotes(meant.suggestion) << "?";
  console.err << '\n';
  return {{}, false};
}

std::set<engine::Bytes> keys_in(const History& history) {
  std::set<engine::Bytes> keys;
  for (const sim::OperationRecord& operation : history)
    for (const engine::Bytes& key : reports::keys_named(operation.command)) keys.insert(key);
  return keys;
}

int export_edn(const Export& wanted, Console& console) {
  std::optional<History> history = kept_history(wanted);
  if (!history) {
    Again again = run_again(wanted, {}, console);
    if (!again.result) return again.exit_code;
    history = std::move(again.result->engines.at(0).history);
  }
  const KeyWish wish = key_among(keys_in(*history), wanted.flags, console);
  if (!wish.known) return kExitBadInput;
  console.out << reports::jepsen_history(*history, wish.key);
  return kExitHeld;
}

int export_trace(const Export& wanted, Console& console) {
  reports::TracedRun traced;
  Again again = run_again(
      wanted,
      [&](const sim::History& history) { traced.deliveries = reports::deliveries(history); },
      console);
  if (!again.result) return again.exit_code;
  sim::EngineResult& engine = again.result->engines.at(0);
  const KeyWish wish = key_among(keys_in(engine.history), wanted.flags, console);
  if (!wish.known) return kExitBadInput;
  traced.scenario = wanted.reported.plan.name;
  traced.seed = std::to_string(wanted.reported.plan.seed);
  traced.engine = wanted.engine;
  traced.history = std::move(engine.history);
  if (wish.key)
    std::erase_if(traced.history, [&](const sim::OperationRecord& operation) {
      return !reports::names_key(operation.command, *wish.key);
    });
  traced.faults = again.result->faults;
  traced.end_ns = engine.virtual_ns;
  console.out << reports::trace_events(traced);
  return kExitHeld;
}

int export_causality(const Export& wanted, Console& console) {
  std::string graph;
  bool known = false;
  const Closed draw = [&](const sim::History& history) {
    const std::vector<engine::Bytes> keys = reports::all_keys(history);
    const KeyWish wish = key_among({keys.begin(), keys.end()}, wanted.flags, console);
    known = wish.known;
    if (wish.key) graph = reports::causality_dot(history, wanted.engine, *wish.key);
  };
  const Again again = run_again(wanted, draw, console);
  if (!again.result) return again.exit_code;
  console.out << graph;
  return known ? kExitHeld : kExitBadInput;
}

// Whose run it is; none, and noted, if nobody can know.
std::optional<std::string> engine_wanted(Flags& flags, const ExportFlags& given,
                                         const std::vector<std::string>& engines) {
  if (given.engine) return flags.word("--engine", *given.engine, engines);
  if (engines.size() == 1) return engines.front();
  flags.fail("--engine", "is missing", one_of(engines));
  return std::nullopt;
}

}  // namespace

int export_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  ExportFlags given;
  declare(flags.app(), given);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  const auto format = flags.word("format", given.format, {"edn", "trace", "graphviz"});
  std::vector<std::string> problems;
  const std::optional<ReportedRun> reported = read_report(given.directory, problems);
  for (const std::string& problem : problems) flags.fail("DIR", problem);
  const bool topology = format == "graphviz" && !given.key;  // of all engines alike
  std::optional<std::string> engine;
  if (reported && format && (!topology || given.engine))
    engine = engine_wanted(flags, given, reported->engines);
  if (flags.failed(console)) return kExitBadInput;
  if (topology) {
    console.out << reports::topology_dot(reported->plan);
    return kExitHeld;
  }
  const Export wanted{*reported, given, *engine};
  if (format == "edn") return export_edn(wanted, console);
  return format == "trace" ? export_trace(wanted, console) : export_causality(wanted, console);
}

}  // namespace faultline::scenarios
