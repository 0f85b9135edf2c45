// faultline explain DIR KEY: runs the seed of a report again and tells the story of one key, which
// the report had no room for. Nothing is told of an engine that does not take the same course.
#include <fmt/format.h>

#include <map>
#include <ostream>

#include "reports/story/key_story.h"
#include "reports/story/space_time_svg.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/key_argument.h"
#include "scenarios/commands/output_file.h"
#include "scenarios/commands/report_folder.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/units.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

struct ExplainFlags {
  std::string directory;
  std::string key;
  std::optional<std::string> operation;
  std::optional<std::string> engines;
  std::optional<std::string> svg;
};

// What the user wants to know of a run.
struct Question {
  std::string key;
  std::optional<std::uint64_t> operation;
};

// What there is to say under one engine: a story, or why there is none.
struct Answer {
  std::optional<reports::KeyStory> story;
  std::string problem;
  std::string suggestion;
};

void declare(CLI::App& app, ExplainFlags& flags) {
  app.add_option("dir", flags.directory, "the folder of a report")->required()->option_text("DIR");
  app.add_option("key", flags.key, "the key, as redis-cli or the report prints it")
      ->required()
      ->option_text("KEY");
  app.add_option("--operation", flags.operation, "only the story of this operation on the key")
      ->option_text("N");
  app.add_option("--svg", flags.svg, "draw the diagram into this file, too")->option_text("F");
  app.add_option("--engine", flags.engines, "only these of the report's engines")
      ->option_text("E[,E]");
}

std::optional<std::uint64_t> operation_of(Flags& flags, const ExplainFlags& given) {
  if (!given.operation) return std::nullopt;
  const Parsed<std::uint64_t> number = parse_seed(*given.operation);
  constexpr std::uint64_t kMost = 0xffff'ffff;
  if (!number.value || *number.value == 0 || *number.value > kMost) {
    flags.fail("--operation", in_quotes(*given.operation) + " is no operation",
               "its number as in findings and histories, from 1 on");
    return std::nullopt;
  }
  return number.value;
}

Answer answer(const sim::History& history, std::string_view engine, const Question& question) {
  const KeyMeant meant = key_meant(question.key, reports::all_keys(history));
  if (!meant.key) return {{}, meant.problem, meant.suggestion};
  reports::KeyStoryWish wish;
  if (question.operation) {
    wish.operation = static_cast<sim::OperationIndex>(*question.operation - 1);
    if (!reports::names_key(history, *wish.operation, *meant.key))
      return {{},
              fmt::format("operation {} {}", *question.operation,
                          reports::what_it_is(history, *wish.operation)),
              {}};
  }
  return {reports::key_story(history, engine, *meant.key, wish), {}, {}};
}

// As a shell takes it, for the line that says how to see more.
std::string command_text(const ExplainFlags& flags) {
  std::string text =
      fmt::format("faultline explain {} {}", shell_word(flags.directory), shell_word(flags.key));
  return flags.engines ? text + " --engine " + *flags.engines : text;
}

// By engine, in the order of the run.
using Answers = std::vector<std::pair<std::string, Answer>>;

int print(const Answers& answers, const ExplainFlags& flags, Console& console) {
  std::vector<reports::SpaceTime> diagrams;
  bool first = true;
  for (const auto& [engine, each] : answers) {
    if (!each.story) {
      console.err << fmt::format("faultline explain: {}: {}\n", engine, each.problem);
      continue;
    }
    console.out << (first ? "" : "\n\n")
                << reports::key_story_text(*each.story, command_text(flags));
    first = false;
    diagrams.push_back(each.story->diagram);
  }
  std::string problem;
  if (flags.svg && !diagrams.empty())
    problem = write_file(*flags.svg, reports::space_time_svg(diagrams));
  if (problem.empty()) return kExitHeld;
  console.err << "faultline explain: --svg: " << problem << '\n';
  return kExitBadInput;
}

// Where no engine has a story the first says why.
int refuse(const Answers& answers, Console& console) {
  const Answer& why = answers.front().second;
  console.err << "faultline explain: " << why.problem;
  if (!why.suggestion.empty()) console.err << "; did you mean " << in_quotes(why.suggestion) << "?";
  console.err << '\n';
  return kExitBadInput;
}

int explain(const ReportedRun& reported, const ExplainFlags& flags, const Question& question,
            sim::RunOptions options, Console& console) {
  const RunUnderWay under_way(flags.directory, reported.plan.seed, reported.repeat);
  console.err << fmt::format("{}: seed {}, running again\n", reported.plan.name,
                             reported.plan.seed);
  std::map<std::string, Answer, std::less<>> found;
  options.closed = [&](const sim::EngineResult& engine, const sim::History& history) {
    found[engine.engine] = answer(history, engine.engine, question);
  };
  const sim::RunResult result = sim::run(reported.plan, options);
  if (result.interrupted) return kExitInterrupted;
  Answers answers;
  int code = kExitHeld;
  for (const sim::EngineResult& engine : result.engines) {
    const std::string fingerprint = fmt::format("{:016x}", engine.fingerprint);
    const std::string& told = reported.fingerprints.at(engine.engine);
    if (fingerprint == told) {
      answers.emplace_back(engine.engine, std::move(found[engine.engine]));
      continue;
    }
    code = kExitFailed;
    console.err << fmt::format(
        "faultline explain: {} takes another course than the report tells of (fingerprint {}, "
        "there {}): another version of faultline wrote it; write it anew: {}\n",
        engine.engine, fingerprint, told, reported.repeat);
  }
  if (answers.empty()) return code;
  const bool any = std::any_of(answers.begin(), answers.end(),
                               [](const auto& each) { return each.second.story.has_value(); });
  return worse(code, any ? print(answers, flags, console) : refuse(answers, console));
}

}  // namespace

int explain_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  ExplainFlags given;
  declare(flags.app(), given);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  Question question{given.key, operation_of(flags, given)};
  if (const std::string refusal = given.svg ? refuse_file(*given.svg) : ""; !refusal.empty())
    flags.fail("--svg", refusal);
  std::vector<std::string> problems;
  const std::optional<ReportedRun> reported = read_report(given.directory, problems);
  for (const std::string& problem : problems) flags.fail("DIR", problem);
  sim::RunOptions options;
  options.checks = Words{};
  options.keep_history = false;
  options.interrupted = console.interrupted;
  if (reported)
    options.engines = given.engines ? flags.list("--engine", *given.engines, reported->engines)
                                    : reported->engines;
  if (flags.failed(console)) return kExitBadInput;
  return explain(*reported, given, question, options, console);
}

}  // namespace faultline::scenarios
