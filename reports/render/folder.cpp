#include "reports/render/folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace faultline::reports {

namespace fs = std::filesystem;

namespace {

fs::path sibling(const fs::path& place, std::string_view suffix) {
  fs::path path = place;
  path += fmt::format(".{}-{}", suffix, getpid());
  return path;
}

// Without a trailing slash and without dots, so that a name can be appended to it.
fs::path plain_path(const std::string& place) {
  std::error_code error;
  fs::path path = fs::absolute(place, error).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

std::string message_of(const fs::path& path, const std::error_code& error) {
  return fmt::format("cannot write {}: {}", path.string(), error.message());
}

}  // namespace

Folder::Folder(const std::string& place)
    : place_(plain_path(place)), draft_(sibling(place_, "unfinished")) {}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(draft_, ignored);
}

std::string Folder::prepare() {
  std::error_code error;
  if (fs::exists(fs::symlink_status(place_, error)) && !fs::exists(place_ / "result.json", error)) {
    return fmt::format("{} exists and is not a report (it has no result.json): it stays as it is",
                       place_.string());
  }
  fs::remove_all(draft_, error);
  fs::create_directories(draft_, error);
  return error ? message_of(place_, error) : std::string();
}

fs::path Folder::path_of(const std::string& name) {
  const fs::path path = draft_ / name;
  std::error_code ignored;  // if this fails, writing the file says so
  fs::create_directories(path.parent_path(), ignored);
  return path;
}

std::string Folder::write(const std::string& name, std::string_view bytes) {
  const fs::path path = path_of(name);
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file.fail()) return {};
  return message_of(place_ / name,
                    std::error_code(errno != 0 ? errno : EIO, std::generic_category()));
}

std::string Folder::publish() {
  std::error_code error;
  const fs::path before = sibling(place_, "replaced");
  const bool replaces = fs::exists(place_, error);
  if (replaces) fs::rename(place_, before, error);
  if (error) return message_of(place_, error);
  fs::rename(draft_, place_, error);
  if (error) {
    std::error_code ignored;
    if (replaces) fs::rename(before, place_, ignored);
    return message_of(place_, error);
  }
  if (replaces) fs::remove_all(before, error);
  return {};
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace faultline::reports
