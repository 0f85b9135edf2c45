#include "scenarios/loader/text_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace faultline::scenarios {

TextFile read_text_file(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) return {{}, "is a folder"};
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  if (!stream)
    return {{}, std::string("cannot be read: ") + std::strerror(errno != 0 ? errno : EIO)};
  if (text.str().empty()) return {{}, "is empty"};
  return {text.str(), {}};
}

}  // namespace faultline::scenarios
