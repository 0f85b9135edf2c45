// LCS: the longest common subsequence of two strings, its length, or where its runs lie in both.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/commands/option_word.h"
#include "engine/commands/registry.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

struct LcsOptions {
  bool length = false;
  bool positions = false;
  bool with_match_length = false;
  std::int64_t least_match = 0;
};
struct LcsOptionsOrError {
  LcsOptions options;
  std::optional<Reply> error;
};

LcsOptionsOrError parse_lcs_options(const Arguments& arguments) {
  LcsOptionsOrError result;
  LcsOptions& options = result.options;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const Bytes& argument = arguments[i];
    if (is_word(argument, "IDX")) {
      options.positions = true;
    } else if (is_word(argument, "LEN")) {
      options.length = true;
    } else if (is_word(argument, "WITHMATCHLEN")) {
      options.with_match_length = true;
    } else if (is_word(argument, "MINMATCHLEN") && i + 1 < arguments.size()) {
      const auto least = parse_integer(arguments[++i].view());
      if (!least) return {{}, not_an_integer()};
      options.least_match = *least;
    } else {
      return {{}, syntax_error()};
    }
  }
  if (options.length && options.positions)
    result.error = error_reply("ERR If you want both the length and indexes, please just use IDX.");
  return result;
}

// A run of equal bytes: where it begins in either string, and how long it is.
struct CommonRun {
  std::size_t a = 0;
  std::size_t b = 0;
  std::size_t length = 0;
};

// The classic table of the lengths for all pairs of prefixes; which of several longest subsequences
// is found, and in which order its runs come (from the end), are Redis's.
class LcsTable {
 public:
  // Of one cell; Redis refuses tables larger than its longest string.
  static constexpr std::uint64_t kCellBytes = sizeof(std::uint32_t);
  [[nodiscard]] static bool fits(std::size_t a, std::size_t b) {
    return (std::uint64_t{a} + 1) * (std::uint64_t{b} + 1) * kCellBytes <=
           static_cast<std::uint64_t>(kLongestString);
  }

  LcsTable(std::string_view a, std::string_view b)
      : a_(a), b_(b), lengths_((a.size() + 1) * (b.size() + 1)) {
    for (std::size_t i = 1; i <= a.size(); ++i)
      for (std::size_t j = 1; j <= b.size(); ++j)
        at(i, j) =
            a[i - 1] == b[j - 1] ? at(i - 1, j - 1) + 1 : std::max(at(i - 1, j), at(i, j - 1));
  }

  [[nodiscard]] std::int64_t length() const { return at(a_.size(), b_.size()); }

  [[nodiscard]] std::vector<CommonRun> runs() const {
    std::vector<CommonRun> runs;
    bool open = false;  // whether the byte after this one belongs to the last run
    for (std::size_t i = a_.size(), j = b_.size(); i > 0 && j > 0;) {
      if (a_[i - 1] != b_[j - 1]) {
        if (at(i - 1, j) > at(i, j - 1))
          --i;
        else
          --j;
        open = false;
        continue;
      }
      if (!open) runs.emplace_back();
      open = true;
      runs.back() = {--i, --j, runs.back().length + 1};
    }
    return runs;
  }

 private:
  [[nodiscard]] std::uint32_t& at(std::size_t i, std::size_t j) {
    return lengths_[i * (b_.size() + 1) + j];
  }
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
    return lengths_[i * (b_.size() + 1) + j];
  }

  std::string_view a_;
  std::string_view b_;
  std::vector<std::uint32_t> lengths_;
};

Reply subsequence_reply(const LcsTable& table, std::string_view a) {
  const std::vector<CommonRun> runs = table.runs();
  std::string text;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) text += a.substr(run->a, run->length);
  return bulk_reply(text);
}

Reply first_and_last(std::size_t first, std::size_t length) {
  return {std::vector<Reply>{integer_reply(static_cast<std::int64_t>(first)),
                             integer_reply(static_cast<std::int64_t>(first + length - 1))}};
}

Reply positions_reply(const LcsTable& table, const LcsOptions& options) {
  std::vector<Reply> matches;
  for (const CommonRun& run : table.runs()) {
    const auto length = static_cast<std::int64_t>(run.length);
    if (length < options.least_match) continue;
    std::vector<Reply> match{first_and_last(run.a, run.length), first_and_last(run.b, run.length)};
    if (options.with_match_length) match.push_back(integer_reply(length));
    matches.push_back({std::move(match)});
  }
  return {std::vector<Reply>{bulk_reply("matches"),
                             {std::move(matches)},
                             bulk_reply("len"),
                             integer_reply(table.length())}};
}

Reply lcs(const CommandContext& context) {
  const StringFound one = string_at(context, context.arguments[1]);
  const StringFound other = string_at(context, context.arguments[2]);
  if (one.wrong_type || other.wrong_type)
    return error_reply("ERR The specified keys must contain string values");
  const LcsOptionsOrError parsed = parse_lcs_options(context.arguments);
  if (parsed.error) return *parsed.error;
  const Bytes a = text_of(one);
  const Bytes b = text_of(other);
  if (!LcsTable::fits(a.size(), b.size()))
    return error_reply(
        "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  const LcsTable table(a.view(), b.view());
  if (parsed.options.positions) return positions_reply(table, parsed.options);
  if (parsed.options.length) return integer_reply(table.length());
  return subsequence_reply(table, a.view());
}

constexpr std::array kLcsCommands = {
    CommandKind{"LCS",
                "the longest common subsequence; LEN IDX MINMATCHLEN WITHMATCHLEN",
                -3,
                Access::kRead,
                {1, 2, 1},
                lcs},
};

}  // namespace

std::span<const CommandKind> lcs_commands() {
  return kLcsCommands;
}

}  // namespace faultline::engine
