// A folder that appears whole or not at all: filled beside its place, then renamed into it. What
// stood there before is replaced only if it is a report (holds a result.json), and stays where it
// was until the new one is complete.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace faultline::reports {

class Folder {
 public:
  explicit Folder(const std::string& place);
  // Removes what was not published.
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Each returns a message for the user, or nothing.
  [[nodiscard]] std::string prepare();
  // `name` may have folders: "series/divergence.csv".
  [[nodiscard]] std::string write(const std::string& name, std::string_view bytes);
  [[nodiscard]] std::string publish();

  // Where a file lies before publication; its folder exists afterwards.
  [[nodiscard]] std::filesystem::path path_of(const std::string& name);

 private:
  std::filesystem::path place_;
  std::filesystem::path draft_;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace faultline::reports
