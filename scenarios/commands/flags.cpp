#include "scenarios/commands/flags.h"

#include <algorithm>
#include <thread>

#include "scenarios/exit_code.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/nearest.h"
#include "scenarios/loader/units.h"
#include "scenarios/loader/wrong_word.h"

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
    if (console.describe)
      console.describe(app_);
    else
      console.out << app_.help();
    return false;
  } catch (const CLI::RequiredError&) {
    note_missing();
  } catch (const CLI::ParseError& error) {
    note_mismatch(error.what());
  }
  check_remaining();
  if (!failed(console)) return true;
  exit_code_ = kExitBadInput;
  return false;
}

void Flags::note_missing() {
  for (const CLI::Option* option : app_.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    const std::string& form = option->get_option_text();
    if (option->get_positional())
      fail(form, "is missing", option->get_description());
    else
      fail(option->get_name(), "is missing", form + ": " + option->get_description());
  }
}

// CLI11's messages begin with the option's name, one of them after an announcement; what they say
// of it is for programmers.
void Flags::note_mismatch(std::string message) {
  constexpr std::string_view kAnnouncement = "Could not convert: ";
  if (message.starts_with(kAnnouncement)) message.erase(0, kAnnouncement.size());
  const std::string flag = message.substr(0, message.find_first_of(": "));
  const CLI::Option* option = app_.get_option_no_throw(flag);
  if (option == nullptr) return fail("arguments", message);
  if (message.find("At Most") != std::string::npos) return fail(flag, "is given twice", "it once");
  if (option->get_items_expected() == 0) return fail(flag, "takes no value");
  fail(flag, "has no value", option->get_option_text());
}

void Flags::check_remaining() {
  // Without their dashes: those are alike in all flags and make none of them near.
  Words known;
  for (const CLI::Option* option : app_.get_options())
    for (const std::string& name : option->get_lnames()) known.push_back(name);
  for (const std::string& word : app_.remaining()) {
    const std::string flag = word.substr(0, word.find('='));
    const WrongWord wrong = wrong_word("flag", flag, {});
    errors_.push_back(name_ + ": " +
                      (flag.starts_with('-') ? wrong.what : "unexpected " + in_quotes(word)));
    if (wrong.planned) continue;
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
  const WrongWord wrong = wrong_word("word", value, words);
  fail(flag, wrong.what, wrong.expected, wrong.suggestion);
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

std::optional<std::uint64_t> Flags::seed(const std::string& value) {
  const Parsed<std::uint64_t> seed = parse_seed(value);
  if (!seed.value) fail("--seed", seed.problem, "a whole number within 0 and 2^64 - 1");
  return seed.value;
}

std::uint64_t Flags::count(std::string_view flag, const std::string& value, std::uint64_t most) {
  const Parsed<std::int64_t> number = parse_integer(value);
  if (number.value && *number.value >= 1 && static_cast<std::uint64_t>(*number.value) <= most)
    return static_cast<std::uint64_t>(*number.value);
  fail(flag, in_quotes(value), "a whole number within 1 and " + std::to_string(most));
  return 1;
}

unsigned Flags::jobs(const std::optional<std::string>& value) {
  constexpr std::uint64_t kMostJobs = 1024;
  if (value) return static_cast<unsigned>(count("--jobs", *value, kMostJobs));
  return std::max(1U, std::thread::hardware_concurrency());
}

bool Flags::failed(Console& console) const {
  for (const std::string& error : errors_) console.err << error << '\n';
  return !errors_.empty();
}

}  // namespace faultline::scenarios
