#include "engine/commands/set_options.h"

#include <utility>

#include "engine/commands/deadline_argument.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"

namespace faultline::engine {

SetOptionsOrError parse_set_options(const Arguments& arguments, WallTime now) {
  SetOptionsOrError result;
  SetOptions& options = result.options;
  const DeadlineUnit* unit = nullptr;
  const Bytes* deadline = nullptr;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const Bytes& argument = arguments[i];
    const DeadlineUnit* named = deadline_unit(argument);
    if (is_word(argument, "NX") && !options.only_if_present) {
      options.only_if_absent = true;
    } else if (is_word(argument, "XX") && !options.only_if_absent) {
      options.only_if_present = true;
    } else if (is_word(argument, "GET")) {
      options.get = true;
    } else if (is_word(argument, "KEEPTTL") && unit == nullptr) {
      options.keep_deadline = true;
    } else if (named != nullptr && (unit == nullptr || unit == named) && !options.keep_deadline &&
               i + 1 < arguments.size()) {
      // The same unit may come again, and then the last one counts.
      unit = named;
      deadline = &arguments[++i];
    } else {
      result.error = syntax_error();
      return result;
    }
  }
  // Redis looks at the number only after the syntax of all options.
  if (unit == nullptr) return result;
  DeadlineOrError read = parse_deadline(*unit, *deadline, now, "set");
  options.expires_at = read.deadline;
  result.error = std::move(read.error);
  return result;
}

}  // namespace faultline::engine
