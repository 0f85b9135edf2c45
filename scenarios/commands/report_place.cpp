#include "scenarios/commands/report_place.h"

#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

namespace fs = std::filesystem;

namespace {

// Why `around` takes no new folder of that name; a file system may refuse whom permissions let.
std::error_code cannot_make(const fs::path& around, const std::string& name) {
  const fs::path probe = around / (name + ".unfinished-" + std::to_string(::getpid()));
  std::error_code error;
  std::error_code ignored;
  if (fs::create_directory(probe, error)) fs::remove(probe, ignored);
  return error;
}

}  // namespace

std::string refuse_place(const std::string& directory) {
  std::error_code error;
  fs::path place = fs::absolute(directory, error).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  if (fs::exists(fs::symlink_status(place, error)) && !fs::exists(place / "result.json", error))
    return in_quotes(directory) +
           " exists and is no report (it has no result.json), it stays as it is";
  // A report is made beside its place and then moved there, so what counts is the folder around it.
  fs::path around = place.parent_path();
  std::vector<std::string> names = {place.filename().string()};  // to be made in it
  for (; !fs::exists(around, error) && around.has_relative_path(); around = around.parent_path())
    names.push_back(around.filename().string());
  if (!fs::is_directory(around, error))
    return in_quotes(directory) + " cannot be written: " + in_quotes(around.string()) +
           " is no folder";
  if (::access(around.c_str(), W_OK | X_OK) != 0)
    return in_quotes(directory) + " cannot be written: no permission to write into " +
           in_quotes(around.string());
  for (const std::string& name : names)
    if (const std::error_code reason = cannot_make(around, name))
      return in_quotes(directory) + " cannot be written: " + in_quotes(around.string()) +
             " takes no new folder " + in_quotes(name) + " (" + reason.message() + ")";
  return {};
}

}  // namespace faultline::scenarios
