// One source file as the rules see it: its path from the root, its lines as written, and the same
// lines without comments or without literals, so that a word in a text is no use of the word.
#pragma once

#include <cctype>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace faultline::conventions {

struct SourceFile {
  std::string path;                   // "sim/faults/crash.cpp"
  std::vector<std::string> lines;     // as written
  std::vector<std::string> code;      // comments and the contents of literals blanked
  std::vector<std::string> comments;  // all but the comments blanked
};

// Splits a C++ text into code and comments, character by character; both keep the text's shape.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text), code_(text), comments_(text) {
    while (at_ < text_.size()) step();
  }
  [[nodiscard]] const std::string& code() const { return code_; }
  [[nodiscard]] const std::string& comments() const { return comments_; }

 private:
  [[nodiscard]] bool sees(std::string_view what) const {
    return text_.substr(at_, what.size()) == what;
  }
  [[nodiscard]] char before() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }

  void step() {
    if (sees("//")) {
      comment(std::min(text_.find('\n', at_), text_.size()));
    } else if (sees("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      comment(end == std::string_view::npos ? text_.size() : end + 2);
    } else if (sees("R\"") && !is_word(before())) {
      raw_literal();
    } else if (sees("\"") || (sees("'") && !is_word(before()))) {  // 1'000 is no literal
      literal(text_[at_]);
    } else {
      blank(comments_, at_, at_ + 1);
      ++at_;
    }
  }
  void comment(std::size_t end) {
    blank(code_, at_, end);
    at_ = end;
  }
  void raw_literal() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return literal('"');
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const std::size_t end = text_.find(close, open);
    literal_until(end == std::string_view::npos ? text_.size() : end + close.size());
  }
  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
      end += text_[end] == '\\' ? 2 : 1;
    literal_until(std::min(end + 1, text_.size()));
  }
  // The quotes stay, so that an include still shows what kind it is.
  void literal_until(std::size_t end) {
    blank(code_, at_ + 1, end - 1);
    blank(comments_, at_, end);
    at_ = end;
  }
  static bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  }
  static void blank(std::string& text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      if (text[i] != '\n') text[i] = ' ';
  }

  std::string_view text_;
  std::string code_;
  std::string comments_;
  std::size_t at_ = 0;
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline SourceFile source_file(std::string path, const std::string& text) {
  const Splitter split(text);
  return {std::move(path), lines_of(text), lines_of(split.code()), lines_of(split.comments())};
}

inline bool is_test(const SourceFile& file) {
  return file.path.ends_with("_test.cpp");
}
inline bool is_bench(const SourceFile& file) {
  return file.path.ends_with("_bench.cpp");
}
inline bool lies_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

// Whether `word` stands in the text with no letter, digit or underscore beside it.
inline bool has_word(std::string_view text, std::string_view word) {
  const auto joined = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool joins_left = at > 0 && joined(word.front()) && joined(text[at - 1]);
    const std::size_t end = at + word.size();
    const bool joins_right = end < text.size() && joined(word.back()) && joined(text[end]);
    if (!joins_left && !joins_right) return true;
  }
  return false;
}

}  // namespace faultline::conventions
