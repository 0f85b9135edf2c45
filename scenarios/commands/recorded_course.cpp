#include "scenarios/commands/recorded_course.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <sstream>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/text_file.h"

namespace faultline::scenarios {
namespace {

using sim::Milestone;

template <class Number>
bool read_number(const std::string& text, int base, Number& number) {
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, base);
  return read.ec == std::errc() && read.ptr == end;
}

// engine,event,at_ns,fingerprint,what
bool read_row(const std::string& line, RecordedCourses& courses) {
  std::istringstream fields(line);
  std::string engine, event, at, fingerprint;
  Milestone milestone;
  if (!std::getline(fields, engine, ',') || !std::getline(fields, event, ',') ||
      !std::getline(fields, at, ',') || !std::getline(fields, fingerprint, ',') ||
      !std::getline(fields, milestone.what))
    return false;
  if (!read_number(event, 10, milestone.event) || !read_number(at, 10, milestone.at_ns) ||
      !read_number(fingerprint, 16, milestone.fingerprint))
    return false;
  courses[engine].push_back(std::move(milestone));
  return true;
}

}  // namespace

RecordedCourses read_courses(const std::string& directory, std::vector<std::string>& problems) {
  const std::string file = (std::filesystem::path(directory) / "series" / "course.csv").string();
  const TextFile text = read_text_file(file);
  if (!text.text) return {};
  RecordedCourses courses;
  std::istringstream lines(*text.text);
  std::string line;
  std::getline(lines, line);
  for (int number = 2; std::getline(lines, line); ++number)
    if (!read_row(line, courses)) {
      problems.push_back(fmt::format("{}:{}: {} is no milestone; expected {}", file, number,
                                     in_quotes(line), "engine,event,at_ns,fingerprint,what"));
      return {};
    }
  return courses;
}

Parting parting_of(const std::vector<Milestone>& there, const std::vector<Milestone>& here) {
  Parting parting;
  auto theirs = there.begin();
  auto ours = here.begin();
  while (theirs != there.end() && ours != here.end()) {
    if (theirs->event != ours->event) {
      ++(theirs->event < ours->event ? theirs : ours);
      continue;
    }
    if (theirs->fingerprint != ours->fingerprint) break;
    parting.shared = *theirs;
    ++theirs;
    ++ours;
  }
  if (theirs != there.end()) parting.there = *theirs;
  if (ours != here.end()) parting.here = *ours;
  return parting;
}

}  // namespace faultline::scenarios
