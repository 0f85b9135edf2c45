#include "reports/render/map_data.h"

#include <nlohmann/json.hpp>

#include "reports/metrics/figures.h"
#include "reports/render/map_layout.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

using nlohmann::ordered_json;

// As [frames since the last change, difference, …].
ordered_json changes(const std::vector<std::int64_t>& values) {
  ordered_json list = ordered_json::array();
  std::int64_t last = 0;
  std::size_t since = 0;
  for (std::size_t frame = 0; frame < values.size(); ++frame) {
    if (values[frame] == last) continue;
    list.push_back(frame - since);
    list.push_back(values[frame] - last);
    last = values[frame];
    since = frame;
  }
  return list;
}

ordered_json engine_data(const sim::EngineResult& engine) {
  ordered_json pairs = ordered_json::array();
  for (const sim::PairFrames& pair : engine.pair_divergence)
    pairs.push_back(
        {{"between", {pair.first, pair.second}},
         {"keys", changes(pair.differing_keys)},
         {"cut", changes(std::vector<std::int64_t>(pair.cut.begin(), pair.cut.end()))}});
  return {{"name", display_name(engine.engine)}, {"pairs", pairs}};
}

// "</script>" in a name ends nothing.
std::string within_script(std::string text) {
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at))
    text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace

std::string map_data(const ReportInput& input) {
  std::size_t frames = 0;
  ordered_json engines = ordered_json::array();
  for (const sim::EngineResult* engine : engine_results(input)) {
    if (engine->pair_divergence.empty()) continue;
    frames = std::max(frames, engine->pair_divergence.front().differing_keys.size());
    engines.push_back(engine_data(*engine));
  }
  if (engines.empty() || input.plan.topology.datacenters.size() < 2) return {};
  ordered_json places = ordered_json::array();
  for (const MapPoint& point : map_layout(input.plan.topology))
    places.push_back({{"name", point.datacenter}, {"x", point.x}, {"y", point.y}});
  ordered_json faults = ordered_json::array();
  for (const sim::FaultBand& band : input.result.faults)
    faults.push_back({{"label", sim::printable(band.label)},
                      {"from", band.from_ns / input.result.frame_ns},
                      {"to", (band.to_ns - 1) / input.result.frame_ns}});
  const ordered_json data = {{"frame_ns", input.result.frame_ns},
                             {"frames", frames},
                             {"width", kMapWidth},
                             {"height", kMapHeight},
                             {"places", places},
                             {"faults", faults},
                             {"engines", engines}};
  return within_script(data.dump(-1, ' ', true, ordered_json::error_handler_t::replace));
}

}  // namespace faultline::reports
