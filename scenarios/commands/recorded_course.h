// The milestones of a reported run (series/course.csv), and where two courses part: what `faultline
// replay` compares.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/kernel/course.h"

namespace faultline::scenarios {

using RecordedCourses = std::map<std::string, std::vector<sim::Milestone>, std::less<>>;

// By engine. Empty: the report has none. A problem names file and line.
[[nodiscard]] RecordedCourses read_courses(const std::string& directory,
                                           std::vector<std::string>& problems);

struct Parting {
  std::optional<sim::Milestone> shared;  // the last that both have alike; none: there is none
  // The first that differ; none: the course has no other.
  std::optional<sim::Milestone> there;
  std::optional<sim::Milestone> here;
};
// Of two courses whose spacings are powers of two; only events that both have are compared.
[[nodiscard]] Parting parting_of(const std::vector<sim::Milestone>& there,
                                 const std::vector<sim::Milestone>& here);

}  // namespace faultline::scenarios
