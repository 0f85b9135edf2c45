// The flags of one command. What is wrong with them is collected like any other bad input: one line
// each, all of them, exit 2.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/program.h"

namespace faultline::scenarios {

class Flags {
 public:
  explicit Flags(const ProgramCommand& command);

  [[nodiscard]] CLI::App& app() { return app_; }
  // False: the program is to end with `exit_code` (help was asked for, or a flag is wrong).
  [[nodiscard]] bool parse(const Words& arguments, Console& console);
  [[nodiscard]] int exit_code() const { return exit_code_; }

  // Notes what is wrong with a flag or an argument.
  void fail(std::string_view flag, const std::string& what, const std::string& expected = {},
            const std::string& suggestion = {});
  // The value, if it is one of `words`.
  std::optional<std::string> word(std::string_view flag, const std::string& value,
                                  const Words& words);
  // A list "a,b" of them; none twice, none empty. `alone`: words that take the place of a list.
  std::vector<std::string> list(std::string_view flag, const std::string& value, const Words& words,
                                const Words& alone = {});
  // The value of --seed.
  std::optional<std::uint64_t> seed(const std::string& value);
  // A whole number within 1 and `most`; 1 if it is none.
  std::uint64_t count(std::string_view flag, const std::string& value, std::uint64_t most);
  // Of --jobs: how many runs at a time; one a core unless it says otherwise.
  unsigned jobs(const std::optional<std::string>& value);
  // Prints what was noted; true if anything was.
  [[nodiscard]] bool failed(Console& console) const;

 private:
  void note_missing();
  void note_mismatch(std::string message);
  void check_remaining();

  std::string name_;
  CLI::App app_;
  int exit_code_ = 0;
  std::vector<std::string> errors_;
};

}  // namespace faultline::scenarios
