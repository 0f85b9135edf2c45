// For tests: one case read from its text, which may be written over several lines there although a
// file of cases has one a line. What is wrong with it fails the test.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scenarios/conformance/case_file.h"

namespace faultline::scenarios::conformance {

template <class Case>
[[nodiscard]] Case case_of(std::string line, Case (*read)(Reading&)) {
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::vector<InputError> errors;
  std::vector<Case> cases;
  read_case_lines(line, "cases.jsonl", errors,
                  [&](Reading& reading) { cases.push_back(read(reading)); });
  for (const InputError& error : errors) UNSCOPED_INFO(to_line(error));
  REQUIRE(errors.empty());
  REQUIRE(cases.size() == 1);
  return cases[0];
}

}  // namespace faultline::scenarios::conformance
