// OBJECT ENCODING REFCOUNT IDLETIME FREQ HELP: what a real server would say of how it keeps a key.

#include <array>
#include <limits>
#include <string>

#include "engine/commands/encoding.h"
#include "engine/commands/error_text.h"
#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"

namespace faultline::engine {
namespace {

Reply encoding(const AnyReader& found) {
  return bulk_reply(encoding_of(found));
}

// Redis shares small integers among all keys, and does not count who shares them.
Reply refcount(const AnyReader& found) {
  const auto* text = std::get_if<const string::Reader*>(&found);
  const bool shared = text != nullptr && is_shared_integer((*text)->value().view());
  return integer_reply(shared ? std::numeric_limits<std::int32_t>::max() : 1);
}

// Nobody notes when a key is read, so that every key counts as just used.
Reply idletime(const AnyReader&) {
  return integer_reply(0);
}

// As under the default of maxmemory-policy.
Reply freq(const AnyReader&) {
  return error_reply(
      "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that "
      "when switching between policies at runtime LRU and LFU data will take some time to adjust.");
}

Reply object_help() {
  std::vector<Reply> lines;
  for (const char* line :
       {"OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:", "ENCODING <key>",
        "    Return the kind of internal representation used in order to store the value",
        "    associated with a <key>.", "FREQ <key>",
        "    Return the access frequency index of the <key>. The returned integer is",
        "    proportional to the logarithm of the recent access frequency of the key.",
        "IDLETIME <key>",
        "    Return the idle time of the <key>, that is the approximated number of",
        "    seconds elapsed since the last access to the key.", "REFCOUNT <key>",
        "    Return the number of references of the value associated with the specified",
        "    <key>.", "HELP", "    Prints this help."})
    lines.push_back({Status{line}});
  return {std::move(lines)};
}

struct ObjectQuestion {
  std::string_view word;
  Reply (*answer)(const AnyReader&);
};
constexpr ObjectQuestion kObjectQuestions[] = {
    {"ENCODING", encoding}, {"REFCOUNT", refcount}, {"IDLETIME", idletime}, {"FREQ", freq}};

Reply wrong_count_of(std::string_view word) {
  return wrong_number_of_arguments("object|" + in_lower_case(word));
}

Reply object(const CommandContext& context) {
  const Arguments& arguments = context.arguments;
  if (is_word(arguments[1], "HELP"))
    return arguments.size() == 2 ? object_help() : wrong_count_of("HELP");
  for (const ObjectQuestion& question : kObjectQuestions) {
    if (!is_word(arguments[1], question.word)) continue;
    if (arguments.size() != 3) return wrong_count_of(question.word);
    const AnyReader found = context.keys.find(arguments[2]);
    if (std::holds_alternative<std::monostate>(found)) return nil_reply();
    return question.answer(found);
  }
  return error_reply("ERR unknown subcommand '" + in_error(arguments[1].view(), 128) +
                     "'. Try OBJECT HELP.");
}

constexpr std::array kObjectCommands = {
    CommandKind{"OBJECT",
                "how a key is kept; ENCODING REFCOUNT IDLETIME FREQ HELP",
                -2,
                Access::kRead,
                {2, 2, 1},
                object},
};

}  // namespace

std::span<const CommandKind> object_commands() {
  return kObjectCommands;
}

}  // namespace faultline::engine
