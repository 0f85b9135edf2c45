#include "scenarios/loader/monitor_log.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "scenarios/loader/redis_escape.h"
#include "scenarios/loader/text_scanner.h"

namespace faultline::scenarios {
namespace {

using engine::Duration;

constexpr std::size_t kMostBadLines = 20;

struct Line {
  std::int64_t microseconds = 0;
  LoggedCommand command;
};

// One line from left to right. What is read stops at the first thing that is wrong.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  std::optional<Line> read() {
    Line line;
    const bool good = time(line) && source(line) && arguments(line);
    return good ? std::optional(std::move(line)) : std::nullopt;
  }

  [[nodiscard]] std::uint32_t column() const { return static_cast<std::uint32_t>(at_) + 1; }
  [[nodiscard]] const std::string& expected() const { return expected_; }
  [[nodiscard]] std::string found() const {
    if (at_ >= line_.size()) return "the line ends here";
    return "unexpected " + in_quotes(line_.substr(at_, 1));
  }

 private:
  bool fail(std::string_view expected) {
    expected_ = expected;
    return false;
  }

  bool take(char c, std::string_view expected) {
    if (at_ == line_.size() || line_[at_] != c) return fail(expected);
    ++at_;
    return true;
  }

  // Longer numbers than `most` digits are none.
  bool number(std::int64_t& value, std::size_t most, std::string_view expected) {
    std::size_t end = at_;
    while (end < line_.size() && end - at_ < most && is_digit(line_[end])) ++end;
    if (end == at_) return fail(expected);
    std::from_chars(line_.data() + at_, line_.data() + end, value);
    at_ = end;
    return true;
  }

  bool time(Line& line) {
    constexpr std::string_view kForm = "a time such as 1339518083.107412";
    std::int64_t seconds = 0;
    if (!number(seconds, 11, kForm) || !take('.', kForm)) return false;
    std::int64_t fraction = 0;
    const std::size_t begin = at_;
    if (!number(fraction, 6, kForm)) return false;
    if (at_ - begin < 6) return fail("6 digits after the point");
    line.microseconds = seconds * 1'000'000 + fraction;
    return take(' ', "a blank");
  }

  bool source(Line& line) {
    constexpr std::string_view kForm = "a database and an address such as [0 127.0.0.1:60866]";
    std::int64_t database = 0;
    if (!take('[', kForm) || !number(database, 9, kForm) || !take(' ', kForm)) return false;
    line.command.database = static_cast<std::uint32_t>(database);
    // An IPv6 address has brackets itself.
    const std::size_t end = line_.find("] ", at_);
    if (end == std::string_view::npos || end == at_) return fail(kForm);
    line.command.client = line_.substr(at_, end - at_);
    at_ = end + 2;
    return true;
  }

  bool arguments(Line& line) {
    do {
      if (!argument(line.command.command.emplace_back())) return false;
    } while (at_ < line_.size() && take(' ', "a blank and another argument"));
    return at_ == line_.size();
  }

  bool argument(std::string& bytes) {
    if (!take('"', "an argument in double quotes")) return false;
    while (at_ < line_.size() && line_[at_] != '"') {
      if (line_[at_] == '\\') {
        if (!escape(bytes)) return false;
        continue;
      }
      if (line_[at_] < ' ' || line_[at_] > '~') return fail("printable ASCII or an escape");
      bytes += line_[at_++];
    }
    return take('"', "a closing double quote");
  }

  bool escape(std::string& bytes) {
    const std::optional<RedisEscape> escape = read_escape(line_.substr(at_));
    if (!escape) return fail(kEscapeForm);
    bytes += escape->byte;
    at_ += escape->size;
    return true;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::string expected_;
};

}  // namespace

std::vector<LoggedCommand> read_monitor_log(std::string_view text, const std::string& file,
                                            const std::string& path,
                                            std::vector<InputError>& errors) {
  std::vector<LoggedCommand> commands;
  std::optional<std::int64_t> first;
  std::int64_t last = 0;
  std::size_t bad = 0;
  for (std::uint32_t number = 1; !text.empty() && bad < kMostBadLines; ++number) {
    const std::string_view written = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), written.size() + 1));
    if (number == 1 && written == "OK") continue;  // the answer to MONITOR
    LineReader reader(written);
    std::optional<Line> line = reader.read();
    const bool back = line && first && line->microseconds < last;
    if (!line || back) {
      ++bad;
      if (back)
        errors.push_back({file,
                          {number, 1},
                          path,
                          "earlier than the line before",
                          "times that never go back",
                          {}});
      else
        errors.push_back(
            {file, {number, reader.column()}, path, reader.found(), reader.expected(), {}});
      continue;
    }
    if (!first) first = line->microseconds;
    last = line->microseconds;
    if (line->command.client == "lua") continue;
    line->command.at = std::chrono::microseconds(last - *first);
    commands.push_back(std::move(line->command));
  }
  return commands;
}

}  // namespace faultline::scenarios
