#include "scenarios/sweep/seeds_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <sstream>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/json_text.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::string_view kFormat = "faultline-sweep/1";

std::string read_file(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// Whole or not at all: a reader, or a later sweep, never sees half a file.
std::string replace_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  const fs::path fresh = path.string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  write(out);
  out.close();
  std::error_code error;
  if (out) fs::rename(fresh, path, error);
  if (!out || error) return in_quotes(path.string()) + " cannot be written";
  return {};
}

// Throws what nlohmann and std::stoull throw if it is no such line.
SeedLine from_json(const ordered_json& json) {
  SeedLine line;
  line.scenario = json.at("scenario").get<std::string>();
  line.seed = std::stoull(json.at("seed").get<std::string>());
  line.outcome = json.at("outcome").get<std::string>();
  constexpr int kHexadecimal = 16;
  for (const auto& [name, value] : json.at("fingerprints").items())
    line.engines[name].fingerprint = std::stoull(value.get<std::string>(), nullptr, kHexadecimal);
  for (const auto& [name, value] : json.at("lost").items())
    line.engines.at(name).lost = value.get<std::uint64_t>();
  for (const auto& [name, value] : json.at("converged_after_heal_ns").items())
    if (!value.is_null()) line.engines.at(name).converged_after_heal_ns = value.get<std::int64_t>();
  line.findings = json.at("findings").get<std::vector<std::string>>();
  return line;
}

ordered_json to_json(const std::optional<Dose>& dose) {
  if (!dose) return nullptr;
  return {{"ns", dose->ns}, {"family", dose->family}};
}

std::optional<Dose> dose_in(const ordered_json& scenario, const char* key) {
  if (!scenario.contains(key) || scenario.at(key).is_null()) return std::nullopt;
  return Dose{scenario.at(key).at("ns"), scenario.at(key).at("family")};
}

// Whether nothing is there but what a sweep leaves that was killed before it had named its
// scenarios.
bool only_begun(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    const fs::path name = each->path().filename();
    const bool empty = name == "seeds.jsonl" && each->file_size(error) == 0;
    if (!empty && name != "sweep.json.new") return false;
  }
  return !error;
}

}  // namespace

SeedsFolder SeedsFolder::open(const std::string& path, bool writer, std::string& problem) {
  SeedsFolder folder;
  folder.path_ = path;
  std::error_code error;
  const bool there = fs::exists(fs::path(path) / "sweep.json", error);
  if (there) {
    problem = folder.read_scenarios();
    if (problem.empty()) problem = folder.read_lines();
  } else if (!writer) {
    problem = in_quotes(path) + " is no sweep (it has no sweep.json)";
  } else if (fs::exists(fs::symlink_status(path, error)) && !only_begun(path)) {
    problem = in_quotes(path) + " exists and is no sweep (it has no sweep.json), it stays as it is";
  }
  return folder;
}

std::string SeedsFolder::read_scenarios() {
  const fs::path file = fs::path(path_) / "sweep.json";
  const auto json = ordered_json::parse(read_file(file), nullptr, false);
  try {
    if (json.at("format") != kFormat) throw std::invalid_argument("format");
    for (const auto& each : json.at("scenarios"))
      scenarios_.push_back({each.at("name"), each.at("file"), each.at("sha256"),
                            dose_in(each, "clock_offset"), dose_in(each, "partition")});
  } catch (const std::exception&) {
    return in_quotes(file.string()) + " is not what a sweep writes; expected format " +
           in_quotes(kFormat);
  }
  return {};
}

std::string SeedsFolder::read_lines() {
  const fs::path file = fs::path(path_) / "seeds.jsonl";
  std::ifstream in(file, std::ios::binary);
  std::size_t number = 0;
  // A last line without an end is torn: the sweep was killed in the middle of it.
  for (std::string text; std::getline(in, text) && !in.eof(); sound_bytes_ += text.size() + 1) {
    ++number;
    try {
      lines_.put(from_json(ordered_json::parse(text)));
    } catch (const std::exception&) {
      return fmt::format("{}:{}: not a line of a sweep", file.string(), number);
    }
  }
  return {};
}

std::string SeedsFolder::add_scenarios(const std::vector<SweptScenario>& scenarios) {
  for (const SweptScenario& scenario : scenarios) {
    const auto known =
        std::find_if(scenarios_.begin(), scenarios_.end(),
                     [&](const SweptScenario& each) { return each.name == scenario.name; });
    if (known == scenarios_.end())
      scenarios_.push_back(scenario);
    else if (known->sha256 != scenario.sha256)
      return fmt::format("{} has seeds of another {} (sha256 {}, here {})", in_quotes(path_),
                         in_quotes(scenario.name), known->sha256.substr(0, 12),
                         scenario.sha256.substr(0, 12));
    else if (scenario.clocks)  // an older version may not have noted them
      *known = scenario;
  }
  std::sort(scenarios_.begin(), scenarios_.end(),
            [](const SweptScenario& a, const SweptScenario& b) { return a.name < b.name; });
  return {};
}

std::string SeedsFolder::continue_with(const std::vector<SweptScenario>& scenarios) {
  const std::size_t before = scenarios_.size();
  std::string problem = add_scenarios(scenarios);
  if (problem.empty() && before > 0 && scenarios_.size() > before)
    problem = in_quotes(path_) + " holds a sweep of other scenarios";
  return problem;
}

std::string SeedsFolder::start_writing() {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) return in_quotes(path_) + " cannot be written: " + error.message();
  ordered_json scenarios = ordered_json::array();
  for (const SweptScenario& each : scenarios_)
    scenarios.push_back({{"name", each.name},
                         {"file", each.file},
                         {"sha256", each.sha256},
                         {"clock_offset", to_json(each.clocks)},
                         {"partition", to_json(each.partition)}});
  const fs::path lines = fs::path(path_) / "seeds.jsonl";
  if (!std::ofstream(lines, std::ios::binary | std::ios::app))
    return in_quotes(path_) + " cannot be written";
  lock_.emplace(lines.c_str());
  if (!lock_->try_lock()) return "another sweep is writing into " + in_quotes(path_);
  fs::resize_file(lines, sound_bytes_, error);
  out_.open(lines, std::ios::binary | std::ios::app);
  const ordered_json head = {{"format", kFormat}, {"scenarios", scenarios}};
  return replace_file(fs::path(path_) / "sweep.json",
                      [&](std::ostream& out) { out << to_text(head); });
}

bool SeedsFolder::append(const SeedLine& line) {
  out_ << to_json(line).dump() << '\n' << std::flush;
  lines_.put(line);
  return out_.good();
}

std::string SeedsFolder::merge(const SeedLine& line) {
  const std::optional<SeedLine> known = lines_.find(line.scenario, line.seed);
  if (!known) lines_.put(line);
  if (!known || *known == line) return {};
  return fmt::format("{} with seed {} ended in two ways: {} and {}", in_quotes(line.scenario),
                     line.seed, to_json(*known).dump(), to_json(line).dump());
}

std::string SeedsFolder::write_sorted() {
  return replace_file(fs::path(path_) / "seeds.jsonl", [&](std::ostream& out) {
    lines_.for_each([&](const SeedLine& line) { out << to_json(line).dump() << '\n'; });
  });
}

std::string SeedsFolder::write_summary(bool interrupted) const {
  return replace_file(fs::path(path_) / "summary.json", [&](std::ostream& out) {
    write_sweep_summary(scenarios_, lines_, interrupted, out);
  });
}

std::string SeedsFolder::write(const std::string& name, const std::string& text) const {
  const fs::path file = fs::path(path_) / name;
  std::error_code ignored;  // if this fails, writing the file says so
  fs::create_directories(file.parent_path(), ignored);
  return replace_file(file, [&](std::ostream& out) { out << text; });
}

Tally SeedsFolder::tally() const {
  Tally tally;
  lines_.for_each([&](const SeedLine& line) {
    ++(line.outcome == "held"     ? tally.held
       : line.outcome == "failed" ? tally.failed
                                  : tally.unknown);
  });
  return tally;
}

}  // namespace faultline::scenarios
