#include "scenarios/commands/report_place.h"

#include <unistd.h>

#include <filesystem>

#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

namespace fs = std::filesystem;

std::string refuse_place(const std::string& directory) {
  std::error_code error;
  fs::path place = fs::absolute(directory, error).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  if (fs::exists(fs::symlink_status(place, error)) && !fs::exists(place / "result.json", error))
    return in_quotes(directory) +
           " exists and is no report (it has no result.json), it stays as it is";
  // A report is made beside its place and then moved there, so what counts is the folder around it.
  fs::path around = place.parent_path();
  while (!fs::exists(around, error) && around.has_relative_path()) around = around.parent_path();
  if (!fs::is_directory(around, error))
    return in_quotes(directory) + " cannot be written: " + in_quotes(around.string()) +
           " is no folder";
  if (::access(around.c_str(), W_OK | X_OK) != 0)
    return in_quotes(directory) + " cannot be written: no permission to write into " +
           in_quotes(around.string());
  return {};
}

}  // namespace faultline::scenarios
