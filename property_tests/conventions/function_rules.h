// How long functions are, by matching braces in the code without comments and literals. A brace
// opens a function if a parameter list stands before it and no control keyword; a lambda within a
// function counts as part of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "property_tests/conventions/source_file.h"
#include "property_tests/conventions/text_rules.h"

namespace faultline::conventions {

inline std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

inline std::string_view without_template(std::string_view head) {
  if (!head.starts_with("template")) return head;
  int depth = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '<') ++depth;
    if (head[i] == '>' && --depth == 0) return trimmed(head.substr(i + 1));
  }
  return head;
}

// `head`: the code between the brace and the end of the statement before.
inline bool opens_function(std::string_view head) {
  head = without_template(trimmed(head));
  if (head.find('(') == std::string_view::npos) return false;
  if (std::string_view("=,({").find(head.back()) != std::string_view::npos) return false;
  const std::string_view word = head.substr(0, head.find_first_of(" (<"));
  for (const std::string_view other : {"if", "for", "while", "switch", "do", "else", "namespace",
                                       "class", "struct", "enum", "union", "return"})
    if (word == other) return false;
  return true;
}

// The code as one text without preprocessor lines, whose braces need not match.
inline std::string braced_code(const SourceFile& file) {
  std::string text;
  bool directive = false;
  for (const std::string& line : file.code) {
    directive = directive || line.starts_with("#");
    if (!directive) text += line;
    directive = directive && line.ends_with('\\');
    text += '\n';
  }
  return text;
}

class FunctionScan {
 public:
  explicit FunctionScan(const SourceFile& file) : file_(file), text_(braced_code(file)) {
    for (std::size_t i = 0; i < text_.size(); ++i) step(i);
  }
  [[nodiscard]] const Complaints& complaints() const { return complaints_; }

 private:
  void step(std::size_t i) {
    const char c = text_[i];
    if (c == '\n') ++line_;
    if (head_line_ == kNoLine && c != '\n' && c != ' ') head_line_ = line_;
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') open(i);
    if (c == '}') close();
    if (c == '{' || c == '}' || (c == ';' && parentheses_ == 0) || ends_label(i)) {
      head_ = i + 1;
      head_line_ = kNoLine;
    }
  }
  [[nodiscard]] bool ends_label(std::size_t i) const {
    if (text_[i] != ':') return false;
    const std::string_view head = trimmed(std::string_view(text_).substr(head_, i - head_));
    return head == "public" || head == "protected" || head == "private";
  }
  void open(std::size_t i) {
    ++depth_;
    const std::string_view head = std::string_view(text_).substr(head_, i - head_);
    if (function_depth_ == 0 && opens_function(head)) {
      function_depth_ = depth_;
      function_line_ = head_line_;
    }
  }
  void close() {
    if (depth_ == function_depth_) {
      const std::size_t length = line_ - function_line_ + 1;
      if (length > kFunctionLines)
        complaints_.push_back(at(file_, function_line_) + "a function of " +
                              std::to_string(length) + " lines; instead: at most " +
                              std::to_string(kFunctionLines) + ", name its parts");
      function_depth_ = 0;
    }
    --depth_;
  }

  static constexpr std::size_t kNoLine = ~std::size_t{0};
  const SourceFile& file_;
  std::string text_;
  Complaints complaints_;
  std::size_t line_ = 0;
  std::size_t head_ = 0;
  std::size_t head_line_ = kNoLine;
  std::size_t function_line_ = 0;
  int depth_ = 0;
  int function_depth_ = 0;  // 0: in no function
  int parentheses_ = 0;
};

inline Complaints long_functions(const SourceFile& file) {
  return FunctionScan(file).complaints();
}

}  // namespace faultline::conventions
