#include "scenarios/commands/flags.h"

#include <algorithm>

#include "scenarios/exit_code.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/nearest.h"

namespace faultline::scenarios {

Flags::Flags(const ProgramCommand& command)
    : name_("faultline " + std::string(command.name)), app_(std::string(command.summary), name_) {
  app_.allow_extras();  // unknown flags are reported by us, with the nearest word
  app_.footer("\nExample:\n  " + std::string(command.example));
}

bool Flags::parse(const Words& arguments, Console& console) {
  try {
    app_.parse(Words(arguments.rbegin(), arguments.rend()));  // CLI11 takes them reversed
  } catch (const CLI::CallForHelp&) {
    console.out << app_.help();
    return false;
  } catch (const CLI::ParseError& error) {
    std::string what = error.what();
    std::replace(what.begin(), what.end(), '\n', ' ');
    errors_.push_back(name_ + ": " + what);
  }
  check_remaining();
  if (!failed(console)) return true;
  exit_code_ = kExitBadInput;
  return false;
}

void Flags::check_remaining() {
  // Without their dashes: those are alike in all flags and make none of them near.
  Words known;
  for (const CLI::Option* option : app_.get_options())
    for (const std::string& name : option->get_lnames()) known.push_back(name);
  for (const std::string& word : app_.remaining()) {
    const std::string flag = word.substr(0, word.find('='));
    if (flag.starts_with('-'))
      errors_.push_back(name_ + ": unknown flag " + in_quotes(flag));
    else
      errors_.push_back(name_ + ": unexpected " + in_quotes(word));
    const std::string name = flag.substr(std::min(flag.find_first_not_of('-'), flag.size()));
    if (const std::string near = nearest(name, known); !near.empty())
      errors_.back() += "; did you mean " + in_quotes("--" + near) + "?";
  }
}

void Flags::fail(std::string_view flag, const std::string& what, const std::string& expected,
                 const std::string& suggestion) {
  std::string line = name_ + ": " + std::string(flag) + ": " + what;
  if (!expected.empty()) line += "; expected " + expected;
  if (!suggestion.empty()) line += "; did you mean " + in_quotes(suggestion) + "?";
  errors_.push_back(std::move(line));
}

std::optional<std::string> Flags::word(std::string_view flag, const std::string& value,
                                       const Words& words) {
  if (std::find(words.begin(), words.end(), value) != words.end()) return value;
  fail(flag, "unknown word " + in_quotes(value), one_of(words), nearest(value, words));
  return std::nullopt;
}

std::vector<std::string> Flags::list(std::string_view flag, const std::string& value,
                                     const Words& words, const Words& alone) {
  Words all = alone;
  all.insert(all.end(), words.begin(), words.end());
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    const std::optional<std::string> name = word(flag, value.substr(begin, end - begin), all);
    begin = end + 1;
    if (!name) continue;
    if (std::find(alone.begin(), alone.end(), *name) != alone.end())
      fail(flag, in_quotes(*name) + " stands among others", in_quotes(*name) + " alone");
    else if (std::find(result.begin(), result.end(), *name) != result.end())
      fail(flag, in_quotes(*name) + " is listed twice", "each name once");
    else
      result.push_back(*name);
  }
  return result;
}

bool Flags::failed(Console& console) const {
  for (const std::string& error : errors_) console.err << error << '\n';
  return !errors_.empty();
}

}  // namespace faultline::scenarios
