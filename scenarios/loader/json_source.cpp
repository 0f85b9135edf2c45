#include "scenarios/loader/json_source.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "engine/base/assert.h"
#include "scenarios/loader/text_scanner.h"
#include "sim/story/text.h"

namespace faultline::scenarios {
namespace {

void append_character(std::string& text, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
}

// Every function answers false once the text cannot be read any further; the error is noted then.
class Scan {
 public:
  Scan(std::string_view text, std::string_view file, std::vector<InputError>& errors,
       Numbers numbers)
      : text_(text),
        clean_(text),
        file_(file),
        scanner_(text),
        errors_(errors),
        numbers_(numbers) {}

  bool document() {
    scanner_.skip_mark();
    const std::string root;
    if (!space(root) || !value(root, 0) || !space(root)) return false;
    return scanner_.at_end() || unexpected(root, "nothing after the end of the document");
  }
  // The text with every refused number replaced, so that nlohmann can read the rest.
  [[nodiscard]] const std::string& clean() const { return clean_; }
  JsonSource source;

 private:
  bool fail(const std::string& path, Position at, std::string what, std::string expected) {
    errors_.push_back({std::string(file_), at, path, std::move(what), std::move(expected), {}});
    return false;
  }
  bool unexpected(const std::string& path, std::string expected) {
    const Position at = scanner_.position();
    if (scanner_.at_end()) return fail(path, at, "the file ends here", std::move(expected));
    const std::string_view left = scanner_.left();
    const std::size_t size = sim::character_size(left);
    if (size == 0) return not_utf8(path);
    const std::string character =
        left.front() == '"' ? "double quote" : in_quotes(left.substr(0, size));
    return fail(path, at, "unexpected " + character, std::move(expected));
  }
  bool not_utf8(const std::string& path) {
    const auto byte = static_cast<unsigned char>(scanner_.ahead());
    return fail(path, scanner_.position(), fmt::format("byte 0x{:02x} is not UTF-8", byte),
                "UTF-8 text, or {\"base64\": \"…\"} as an argument of a command");
  }

  // Skips white space and comments.
  bool space(const std::string& path) {
    while (!scanner_.at_end()) {
      if (std::string_view(" \t\r\n").find(scanner_.ahead()) != std::string_view::npos) {
        scanner_.take();
      } else if (scanner_.ahead_is("//") || scanner_.ahead_is("/*")) {
        if (!comment(path)) return false;
      } else {
        break;
      }
    }
    return true;
  }

  bool comment(const std::string& path) {
    const Position begin = scanner_.position();
    const bool one_line = scanner_.ahead_is("//");
    scanner_.take();
    scanner_.take();
    while (!scanner_.at_end()) {
      const char next = scanner_.ahead();
      if (one_line && (next == '\n' || next == '\r')) return true;
      if (!one_line && scanner_.ahead_is("*/")) {
        scanner_.take();
        scanner_.take();
        return true;
      }
      if (next == '\0') return unexpected(path, "no NUL character in a comment");
      if (!scanner_.take()) return not_utf8(path);
    }
    return one_line || fail(path, begin, "this comment never ends", "\"*/\"");
  }

  bool value(const std::string& path, std::size_t depth) {
    source.locations[path].value = scanner_.position();
    const char next = scanner_.ahead();
    if (next == '{' || next == '[') {
      if (depth == kDeepestNesting)
        return fail(path, scanner_.position(), "nested too deep",
                    fmt::format("at most {} levels", kDeepestNesting));
      return next == '{' ? object(path, depth + 1) : list(path, depth + 1);
    }
    std::string ignored;
    if (next == '"') return string(path, ignored);
    if (next == '-' || is_digit(next)) return number(path);
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!scanner_.ahead_is(word)) continue;
      for (std::size_t i = 0; i < word.size(); ++i) scanner_.take();
      return true;
    }
    return unexpected(path, "a value");
  }

  bool object(const std::string& path, std::size_t depth) {
    scanner_.take();
    if (!space(path)) return false;
    if (scanner_.ahead() == '}') return scanner_.take().has_value();
    while (true) {
      const Position key_at = scanner_.position();
      std::string key;
      if (scanner_.ahead() != '"') return unexpected(path, "a key in double quotes");
      if (!string(path, key) || !space(path)) return false;
      const std::string member = pointer(path, key);
      if (scanner_.ahead() != ':') return unexpected(member, "\":\" and a value");
      scanner_.take();
      const auto earlier = source.locations.find(member);
      if (earlier != source.locations.end()) {
        fail(member, key_at,
             fmt::format("{} is given twice, first in line {}", in_quotes(key),
                         earlier->second.key.line),
             "each key once");
        forget_below(member);
      }
      if (!space(member) || !value(member, depth) || !space(path)) return false;
      source.locations[member].key = key_at;
      if (scanner_.ahead() == '}') return scanner_.take().has_value();
      if (scanner_.ahead() != ',') return unexpected(path, "\",\" or \"}\"");
      scanner_.take();
      if (!space(path)) return false;
    }
  }

  // nlohmann keeps the later of two equal keys; what lies in the first is not given once more
  // there.
  void forget_below(const std::string& path) {
    const std::string below = path + "/";
    auto each = source.locations.lower_bound(below);
    while (each != source.locations.end() && each->first.starts_with(below))
      each = source.locations.erase(each);
  }

  bool list(const std::string& path, std::size_t depth) {
    scanner_.take();
    if (!space(path)) return false;
    if (scanner_.ahead() == ']') return scanner_.take().has_value();
    for (std::size_t index = 0;; ++index) {
      const std::string element = pointer(path, std::to_string(index));
      const Position at = scanner_.position();
      if (!value(element, depth) || !space(path)) return false;
      source.locations[element].key = at;
      if (scanner_.ahead() == ']') return scanner_.take().has_value();
      if (scanner_.ahead() != ',') return unexpected(path, "\",\" or \"]\"");
      scanner_.take();
      if (!space(path)) return false;
    }
  }

  bool string(const std::string& path, std::string& out) {
    const Position begin = scanner_.position();
    scanner_.take();
    while (!scanner_.at_end()) {
      const char next = scanner_.ahead();
      if (next == '\\') {
        if (!escape(path, out)) return false;
        continue;
      }
      if (static_cast<unsigned char>(next) < 0x20)
        return fail(path, scanner_.position(),
                    fmt::format("control character 0x{:02x} in a text", next),
                    "an escape such as \\n or \\t");
      const std::optional<std::string_view> character = scanner_.take();
      if (!character) return not_utf8(path);
      if (next == '"') return true;
      out += *character;
    }
    return fail(path, begin, "this text never ends", "a closing double quote");
  }

  bool escape(const std::string& path, std::string& out) {
    const Position begin = scanner_.position();
    scanner_.take();
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t letter = kLetters.find(scanner_.ahead());
    if (!scanner_.at_end() && letter != std::string_view::npos) {
      scanner_.take();
      out += kMeanings[letter];
      return true;
    }
    const std::optional<std::uint32_t> first = code_unit();
    if (!first)
      return fail(path, begin, "unknown escape", R"(one of \" \\ \/ \b \f \n \r \t \uXXXX)");
    std::uint32_t code = *first;
    if (code >= 0xd800 && code <= 0xdbff && scanner_.ahead() == '\\') {
      scanner_.take();
      const std::optional<std::uint32_t> second = code_unit();
      if (second && *second >= 0xdc00 && *second <= 0xdfff)
        code = 0x10000 + ((code - 0xd800) << 10) + (*second - 0xdc00);
    }
    if (code >= 0xd800 && code <= 0xdfff)
      return fail(path, begin, "half of a surrogate pair", "both halves, \\uD8XX\\uDCXX");
    append_character(out, code);
    return true;
  }

  // uXXXX.
  std::optional<std::uint32_t> code_unit() {
    const std::string_view left = scanner_.left();
    if (left.size() < 5 || left[0] != 'u') return std::nullopt;
    std::uint32_t code = 0;
    const char* const end = left.data() + 5;
    if (std::from_chars(left.data() + 1, end, code, 16).ptr != end) return std::nullopt;
    for (int i = 0; i < 5; ++i) scanner_.take();
    return code;
  }

  void digits() {
    while (is_digit(scanner_.ahead())) scanner_.take();
  }

  bool number(const std::string& path) {
    const std::size_t begin = text_.size() - scanner_.left().size();
    const Position at = scanner_.position();
    if (scanner_.ahead() == '-') scanner_.take();
    if (!is_digit(scanner_.ahead())) return unexpected(path, "a digit");
    const bool zero = scanner_.ahead() == '0';
    scanner_.take();
    if (zero && is_digit(scanner_.ahead())) return unexpected(path, "no zero before a number");
    digits();
    bool whole = true;
    if (scanner_.ahead() == '.') {
      whole = false;
      scanner_.take();
      if (!is_digit(scanner_.ahead())) return unexpected(path, "a digit");
      digits();
    }
    if (scanner_.ahead() == 'e' || scanner_.ahead() == 'E') {
      whole = false;
      scanner_.take();
      if (scanner_.ahead() == '+' || scanner_.ahead() == '-') scanner_.take();
      if (!is_digit(scanner_.ahead())) return unexpected(path, "a digit");
      digits();
    }
    const std::size_t end = text_.size() - scanner_.left().size();
    check_number(path, at, begin, end - begin, whole);
    return true;
  }

  void check_number(const std::string& path, Position at, std::size_t begin, std::size_t size,
                    bool whole) {
    const std::string written(text_.substr(begin, size));
    std::int64_t number = 0;
    const auto read = std::from_chars(written.data(), written.data() + size, number);
    const bool fits =
        read.ec == std::errc() &&
        (numbers_ == Numbers::kAny || (number >= -kLargestNumber && number <= kLargestNumber));
    const bool finite = std::isfinite(std::strtod(written.c_str(), nullptr));
    if (whole ? fits : numbers_ == Numbers::kAny && finite) return;
    const std::string shown = written.size() > 30 ? written.substr(0, 30) + "…" : written;
    if (!whole && numbers_ == Numbers::kWhole)
      fail(path, at, shown + " is not a whole number",
           "a whole number, or text such as \"1.25\", \"1500us\" or \"0.3%\"");
    else
      fail(path, at,
           shown + (numbers_ == Numbers::kAny ? " is beyond 64 bits" : " is beyond ±2^53"),
           "a smaller number");
    source.refused.insert(path);
    clean_.replace(begin, size, "0" + std::string(size - 1, ' '));
  }

  std::string_view text_;
  std::string clean_;
  std::string_view file_;
  TextScanner scanner_;
  std::vector<InputError>& errors_;
  Numbers numbers_;
};

}  // namespace

std::string pointer(std::string_view parent, std::string_view key) {
  std::string result(parent);
  result += '/';
  for (const char c : key) {
    if (c == '~')
      result += "~0";
    else if (c == '/')
      result += "~1";
    else
      result += c;
  }
  return result;
}

std::optional<JsonSource> read_json(std::string_view text, std::string_view file,
                                    std::vector<InputError>& errors, Numbers numbers) {
  Scan scan(text, file, errors, numbers);
  if (!scan.document()) return std::nullopt;
  scan.source.document = nlohmann::json::parse(scan.clean(), nullptr, false, true);
  FL_ASSERT(!scan.source.document.is_discarded(), "the scan admits only what nlohmann can read");
  return std::move(scan.source);
}

}  // namespace faultline::scenarios
