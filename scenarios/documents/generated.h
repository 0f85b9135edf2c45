// What is generated into the documents and held there by a test: tables between two marks of a
// README, and whole files. ./dev golden writes all of them anew. To add one: its line in
// generated.cpp, and the marks where it shall stand.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace faultline::scenarios {

struct Generated {
  std::string_view file;  // below the root of the sources
  std::string_view mark;  // "<!-- begin of MARK -->", up to "<!-- end -->"; empty: the whole file
  std::string (*make)();
};
[[nodiscard]] std::span<const Generated> generated();

// The document with what stands between those marks made anew; none: it has no such marks.
[[nodiscard]] std::optional<std::string> with_generated(const std::string& document,
                                                        std::string_view mark,
                                                        const std::string& anew);

}  // namespace faultline::scenarios
