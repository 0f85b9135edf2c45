#include "scenarios/commands/github.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/json_source.h"
#include "scenarios/loader/text_file.h"

namespace faultline::scenarios {

reports::ScenarioPlace scenario_place(const std::string& file) {
  std::map<std::string, Location, std::less<>> locations;
  const TextFile text = read_text_file(file);
  std::vector<InputError> ignored;
  if (text.text)
    if (auto source = read_json(*text.text, file, ignored)) locations = source->locations;
  return {file, [locations](const std::string& path) -> std::optional<std::uint32_t> {
            const std::size_t dot = path.find('.');
            if (dot == std::string::npos) return std::nullopt;
            // "marks.NAME" stands in a list of names.
            const std::string first = pointer("/expect", path.substr(0, dot));
            auto found = locations.find(pointer(first, path.substr(dot + 1)));
            if (found == locations.end() && path.starts_with("marks."))
              found = locations.find(first);
            if (found == locations.end()) return std::nullopt;
            return found->second.key.line;
          }};
}

std::string append_step_summary(const std::string& summary) {
  const char* file = std::getenv("GITHUB_STEP_SUMMARY");
  if (file == nullptr || *file == '\0') return {};
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  std::ofstream out(file, std::ios::binary | std::ios::app);
  if (!error && size > 0) out << '\n';  // a heading begins its own paragraph
  out << summary;
  out.close();
  if (out) return {};
  return "GITHUB_STEP_SUMMARY: " + in_quotes(file) + " cannot be written";
}

}  // namespace faultline::scenarios
