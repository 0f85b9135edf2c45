#include "scenarios/documents/bash_completion.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "reports/charts/chart_kind.h"
#include "reports/metrics/series.h"
#include "scenarios/commands/list_topics.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/program.h"
#include "sim/checkers/checker.h"
#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

constexpr std::string_view kHead =
    R"bash(# Completion of faultline for bash:  source scenarios/faultline.bash
# Made of the program's own tables by ./dev golden; what is written here by hand is lost.

# What begins as the current word does, of the words given; behind a comma another of them.
_faultline_words() {
  local before=""
  [[ $current != *,* ]] || before=${current%,*},
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${current##*,}")
}

# Folders, and files that end as given: all of them without an ending.
_faultline_files() {
  compopt -o filenames 2> /dev/null
  if [[ $1 == folders ]]; then
    mapfile -t COMPREPLY < <(compgen -d -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -X "!*$1" -- "$current"; compgen -d -- "$current")
  fi
}

# Which argument the current word is, from 0 on, flags and what they take left out; in `first` the
# one at 0. Of the flags those given take a value.
_faultline_place() {
  local i
  place=0 first=""
  for ((i = 2; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      -*)
        if [[ ${COMP_WORDS[i + 1]} == "=" ]]; then
          ((i += 2))
        elif [[ " $1 " == *" ${COMP_WORDS[i]} "* ]]; then
          ((i += 1))
        fi ;;
      *)
        ((place > 0)) || first=${COMP_WORDS[i]/#\~/$HOME}
        ((place += 1)) ;;
    esac
  done
}

# The charts that a report has, or with --format csv its series; where it has none, those given.
_faultline_charts() {
  local file names="" folder=charts ending=.svg known=$1
  if [[ " ${COMP_WORDS[*]} " =~ " --format "("= ")?"csv " ]]; then
    folder=series ending=.csv known="$1 $2"
  fi
  for file in "$first/$folder/"*"$ending"; do
    [[ ! -e $file || $file == *-narrow.svg ]] || names+=" $(basename "$file" "$ending")"
  done
  _faultline_words "${names:-$known}"
}

_faultline() {
  local place first
  local command=${COMP_WORDS[1]:-} current=${COMP_WORDS[COMP_CWORD]} before=""
  ((COMP_CWORD == 0)) || before=${COMP_WORDS[COMP_CWORD - 1]}
  # bash takes --flag=value for three words.
  if [[ $current == "=" ]]; then
    current=""
  elif [[ $before == "=" ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
)bash";

constexpr std::string_view kMore = "…";  // behind the last argument: as many as one likes

// The words of "a|b|c", of "E[,E]", of what stands for the names of a table; empty: nothing that
// can be known.
std::string words_for(const std::string& form) {
  Words words;
  const auto add = [&words](const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
  };
  std::istringstream alternatives(form);
  for (std::string word; std::getline(alternatives, word, '|');) {
    if (word == "E" || word == "E[,E]")
      add(names_of(sim::engine_kinds()));
    else if (word == "WHAT")
      add(list_topics());
    else if (word == "a,b" && form.starts_with("all|none"))
      add(names_of(sim::check_kinds()));
    else if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos)
      words.push_back(word);
  }
  return fmt::format("{}", fmt::join(words, " "));
}

Words chart_names() {
  Words names;
  for (const reports::ChartKind& kind : reports::chart_kinds()) names.push_back(kind.name);
  return names;
}

// Of the series that no chart is drawn from.
Words series_names() {
  Words names;
  for (const reports::SeriesKind& kind : reports::series_without_charts())
    names.push_back(kind.name);
  return names;
}

// The line that completes what is written in that form; empty: nobody can know it.
std::string completes(std::string form) {
  if (form.ends_with(kMore)) form.resize(form.size() - kMore.size());
  if (form == "DIR") return "_faultline_files folders";
  if (form == "NAME")
    return fmt::format("_faultline_charts '{}' '{}'", fmt::join(chart_names(), " "),
                       fmt::join(series_names(), " "));
  if (form == "F" || form == "FILE") return "_faultline_files ''";
  if (form.find(".json") == 1) return "_faultline_files " + form.substr(1);  // "S.json"
  const std::string words = words_for(form);
  return words.empty() ? std::string() : "_faultline_words '" + words + "'";
}

struct CommandForms {
  std::string name;
  Words flags;
  Words valued;              // flags that take a value
  std::string behind_flags;  // cases of "command:flag)"
  Words arguments;           // what completes each
  bool repeats = false;      // the last of them
};

void add_flag(const CLI::Option& option, CommandForms& forms) {
  for (const std::string& name : option.get_lnames()) {
    forms.flags.push_back("--" + name);
    if (option.get_items_expected() == 0) continue;
    forms.valued.push_back("--" + name);
    const std::string line = completes(option.get_option_text());
    forms.behind_flags += fmt::format("    {}:--{}) {}return ;;\n", forms.name, name,
                                      line.empty() ? "" : line + "; ");
  }
}

CommandForms forms_of(const ProgramCommand& command) {
  CommandForms forms{std::string(command.name), {}, {}, {}, {}};
  std::ostringstream nowhere;
  Console console{nowhere, nowhere};
  console.describe = [&forms](const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
      if (!option->get_positional()) {
        add_flag(*option, forms);
      } else {
        forms.arguments.push_back(completes(option->get_option_text()));
        forms.repeats = option->get_option_text().ends_with(kMore);
      }
    }
  };
  (void)command.run(command, {"--help"}, console);
  return forms;
}

// The cases of "command:place)", of an argument that repeats "command:*)".
std::string argument_cases(const CommandForms& forms) {
  std::string cases;
  for (std::size_t place = 0; place < forms.arguments.size(); ++place) {
    const bool repeats = forms.repeats && place + 1 == forms.arguments.size();
    if (!forms.arguments[place].empty())
      cases +=
          fmt::format("      {}:{}) {} ;;\n", forms.name,
                      repeats ? std::string("*") : std::to_string(place), forms.arguments[place]);
  }
  return cases;
}

}  // namespace

std::string bash_completion() {
  std::string behind_flags;
  std::string flags;
  std::string valued;
  std::string arguments;
  for (const ProgramCommand& command : program_commands()) {
    const CommandForms forms = forms_of(command);
    behind_flags += forms.behind_flags;
    flags += fmt::format("      {}) _faultline_words '{}' ;;\n", forms.name,
                         fmt::join(forms.flags, " "));
    if (!forms.valued.empty())
      valued += fmt::format("      {}) _faultline_place '{}' ;;\n", forms.name,
                            fmt::join(forms.valued, " "));
    arguments += argument_cases(forms);
  }
  std::string text(kHead);
  text += fmt::format(
      "  if ((COMP_CWORD <= 1)); then\n    _faultline_words '{} --help --version'\n    return\n"
      "  fi\n",
      fmt::join(names_of(program_commands()), " "));
  text += "  case $command:$before in\n" + behind_flags + "  esac\n";
  text += "  if [[ $current == -* ]]; then\n    case $command in\n" + flags +
          "    esac\n  else\n    case $command in\n" + valued +
          "      *) _faultline_place '' ;;\n    esac\n    case $command:$place in\n" + arguments +
          "    esac\n  fi\n}\n\n";
  return text + "complete -F _faultline faultline\n";
}

}  // namespace faultline::scenarios
