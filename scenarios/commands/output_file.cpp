#include "scenarios/commands/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

namespace fs = std::filesystem;

namespace {

bool filled(const fs::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  return !out.fail();
}

}  // namespace

std::string refuse_file(const std::string& file) {
  std::error_code error;
  const fs::path path = fs::absolute(file, error);
  if (fs::is_directory(path, error)) return in_quotes(file) + " is a folder";
  if (fs::is_directory(path.parent_path(), error)) return {};
  return in_quotes(file) + " cannot be written: there is no such folder";
}

std::string write_file(const std::string& file, std::string_view bytes) {
  std::error_code error;
  const std::string problem = in_quotes(file) + " cannot be written";
  const fs::file_status before = fs::status(file, error);
  // A pipe or a device is written as it is.
  if (fs::exists(before) && !fs::is_regular_file(before))
    return filled(file, bytes) ? std::string() : problem;
  // Where a link leads: it is to stay one.
  const fs::path place = fs::weakly_canonical(file, error);
  if (error) return problem;
  fs::path draft = place;
  draft += fmt::format(".unfinished-{}", getpid());
  if (filled(draft, bytes)) {
    if (fs::exists(before)) fs::permissions(draft, before.permissions(), error);
    if (!error) fs::rename(draft, place, error);
    if (!error) return {};
  }
  fs::remove(draft, error);
  return problem;
}

}  // namespace faultline::scenarios
