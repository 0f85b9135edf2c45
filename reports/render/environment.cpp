#include "reports/render/environment.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "reports/render/json_values.h"

#ifndef FAULTLINE_VERSION
#define FAULTLINE_VERSION "unknown"
#endif
#ifndef FAULTLINE_COMMIT
#define FAULTLINE_COMMIT "unknown"
#endif

namespace faultline::reports {

namespace {

std::string compiler() {
#ifdef __clang__
  return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#else
  return fmt::format("gcc {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#endif
}

}  // namespace

std::string environment_json(const std::string& gnuplot, std::chrono::nanoseconds run_took,
                             std::chrono::steady_clock::time_point began) {
  const auto took = std::chrono::steady_clock::now() - began;
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  json["version"] = FAULTLINE_VERSION;
  json["commit"] = FAULTLINE_COMMIT;
  json["compiler"] = compiler();
  json["gnuplot"] = gnuplot.empty() ? nlohmann::ordered_json(nullptr) : string_json(gnuplot);
  json["written_at"] = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  json["run_wall_ns"] = run_took.count();
  json["report_wall_ns"] = std::chrono::duration_cast<std::chrono::nanoseconds>(took).count();
  return json_text(json, 2) + "\n";
}

}  // namespace faultline::reports
