// ZADD and ZINCRBY, which is ZADD … INCR with another reply to a syntax error. Replicas exchange
// scores of ZADD and differences of ZINCRBY: increments made at several of them add up.

#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/sorted_set_values.h"

namespace faultline::engine {
namespace {

struct AddOptions {
  bool only_if_absent = false;
  bool only_if_present = false;
  bool only_if_greater = false;
  bool only_if_less = false;
  bool count_changes = false;
  bool increment = false;
  std::size_t first = 2;  // the argument after them: a score
};

// Options come first; ZINCRBY takes them too where it expects its increment.
AddOptions leading_options(const Arguments& arguments) {
  AddOptions options;
  struct Word {
    std::string_view text;
    bool AddOptions::*flag;
  };
  static constexpr Word kWords[] = {
      {"NX", &AddOptions::only_if_absent},  {"XX", &AddOptions::only_if_present},
      {"GT", &AddOptions::only_if_greater}, {"LT", &AddOptions::only_if_less},
      {"CH", &AddOptions::count_changes},   {"INCR", &AddOptions::increment}};
  for (; options.first < arguments.size(); ++options.first) {
    const Word* found = nullptr;
    for (const Word& word : kWords)
      if (is_word(arguments[options.first], word.text)) found = &word;
    if (found == nullptr) break;
    options.*found->flag = true;
  }
  return options;
}

std::vector<Unit> added_units(const Arguments& arguments) {
  std::vector<Unit> units;
  for (std::size_t i = leading_options(arguments).first; i + 1 < arguments.size(); i += 2)
    units.push_back({arguments[1], arguments[i + 1]});
  return units;
}

std::optional<Reply> conflict_of(const AddOptions& options, std::size_t pairs) {
  const bool greater = options.only_if_greater;
  const bool less = options.only_if_less;
  if (options.only_if_absent && options.only_if_present)
    return error_reply("ERR XX and NX options at the same time are not compatible");
  if ((options.only_if_absent && (greater || less)) || (greater && less))
    return error_reply("ERR GT, LT, and/or NX options at the same time are not compatible");
  if (options.increment && pairs > 1)
    return error_reply("ERR INCR option supports a single increment-element pair");
  return std::nullopt;
}

// Scores as the pairs before this one left them.
class ScoresSoFar {
 public:
  explicit ScoresSoFar(const sorted_set::Reader* reader) : reader_(reader) {}
  [[nodiscard]] std::optional<double> of(const Bytes& member) const {
    if (const auto found = written_.find(member); found != written_.end()) return found->second;
    return reader_ == nullptr ? std::nullopt : reader_->score_of(member);
  }
  void write(const Bytes& member, double score) { written_[member] = score; }

 private:
  const sorted_set::Reader* reader_;
  std::map<Bytes, double> written_;
};

bool permitted(const AddOptions& options, const std::optional<double>& current, double score) {
  if (!current) return !options.only_if_present;
  if (options.only_if_absent) return false;
  if (options.only_if_greater && score <= *current) return false;
  return !options.only_if_less || score < *current;
}

Change addition(const AddOptions& options, const Bytes& member, double given, double score) {
  if (options.increment) return sorted_set::Increment{member, given};
  return sorted_set::Put{member, stored_score(score)};
}

struct Tally {
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::optional<double> score;  // of the last one that was permitted
};

// None: a sum is not a number.
std::optional<Tally> add_pairs(const CommandContext& context, const AddOptions& options,
                               const sorted_set::Reader* reader, const std::vector<double>& given) {
  const Arguments& arguments = context.arguments;
  ScoresSoFar scores(reader);
  Tally tally;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Bytes& member = arguments[options.first + 2 * i + 1];
    const std::optional<double> current = scores.of(member);
    if (current && options.only_if_absent) continue;
    const double score = current && options.increment ? *current + given[i] : given[i];
    if (std::isnan(score)) return std::nullopt;
    if (!permitted(options, current, score)) continue;
    // The score that the member has is sent too: it must outlive a concurrent removal.
    const bool changed = !current || *current != score;
    context.effects.add(arguments[1], static_cast<std::uint32_t>(i),
                        addition(options, member, given[i], score), changed);
    tally.added += current ? 0 : 1;
    tally.updated += current && changed ? 1 : 0;
    tally.score = score;
    if (given.size() > 1) scores.write(member, score);
  }
  return tally;
}

Reply add_scores(const CommandContext& context, const AddOptions& options) {
  const Arguments& arguments = context.arguments;
  const std::size_t left = arguments.size() - options.first;
  if (left == 0 || left % 2 != 0) return syntax_error();
  if (auto conflict = conflict_of(options, left / 2)) return *conflict;
  std::vector<double> given;
  for (std::size_t i = options.first; i < arguments.size(); i += 2) {
    const auto score = parse_score(arguments[i].view());
    if (!score) return error_reply("ERR value is not a valid float");
    given.push_back(*score);
  }
  const auto found = sorted_set_at(context, arguments[1]);
  if (found.wrong_type) return wrong_type();
  const auto tally = add_pairs(context, options, found.reader, given);
  if (!tally) return error_reply("ERR resulting score is not a number (NaN)");
  if (options.increment) return tally->score ? score_reply(*tally->score) : nil_reply();
  return integer_reply(tally->added + (options.count_changes ? tally->updated : 0));
}

Reply zadd(const CommandContext& context) {
  return add_scores(context, leading_options(context.arguments));
}

Reply zincrby(const CommandContext& context) {
  AddOptions options = leading_options(context.arguments);
  options.increment = true;
  return add_scores(context, options);
}

constexpr std::array kSortedSetAdditionCommands = {
    CommandKind{"ZADD", "adds members with scores; NX XX GT LT CH INCR", -4, Access::kWrite,
                kFirstKey, zadd, added_units},
    CommandKind{"ZINCRBY", "adds to the score of a member", 4, Access::kWrite, kFirstKey, zincrby,
                added_units},
};

}  // namespace

std::span<const CommandKind> sorted_set_addition_commands() {
  return kSortedSetAdditionCommands;
}

}  // namespace faultline::engine
