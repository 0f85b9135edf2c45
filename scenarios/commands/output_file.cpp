#include "scenarios/commands/output_file.h"

#include <filesystem>
#include <fstream>

#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

namespace fs = std::filesystem;

std::string refuse_file(const std::string& file) {
  std::error_code error;
  const fs::path path = fs::absolute(file, error);
  if (fs::is_directory(path, error)) return in_quotes(file) + " is a folder";
  if (fs::is_directory(path.parent_path(), error)) return {};
  return in_quotes(file) + " cannot be written: there is no such folder";
}

std::string write_file(const std::string& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  return out ? std::string() : in_quotes(file) + " cannot be written";
}

}  // namespace faultline::scenarios
