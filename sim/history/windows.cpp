#include "sim/history/windows.h"

#include <algorithm>
#include <map>

#include "sim/history/measures.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Instant;

// Nothing is asked before time 0.
std::int64_t window_of(Instant at, Duration width) {
  const std::int64_t ns = std::max<std::int64_t>(0, engine::nanoseconds_of(at));
  return ns - ns % width.count();
}

struct Samples {
  std::uint64_t counted = 0;
  std::vector<std::int64_t> values;
};
using Windows = std::map<std::int64_t, Samples>;  // by the time at which they begin

}  // namespace

Duration window_width(Duration run) {
  std::int64_t power = 1;
  while (true) {
    for (const std::int64_t factor : {1, 2, 5})
      if (power * factor >= run.count() / 100) return Duration(power * factor);
    power *= 10;
  }
}

void measure_service(const History& history, Duration width, EngineResult& result) {
  std::map<std::string, Windows> datacenters;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    const LoadClient& client = history.load().clients[operation.client];
    Samples& window = datacenters[history.datacenter_name(client.datacenter)]
                                 [window_of(operation.invoked, width)];
    ++window.counted;
    if (served(operation))
      window.values.push_back((*operation.returned - operation.invoked).count());
  }
  for (auto& [name, windows] : datacenters)
    for (auto& [from_ns, window] : windows) {
      const std::uint64_t answered = window.values.size();
      result.service[name].push_back(
          {from_ns, window.counted, answered, quantiles(std::move(window.values))});
    }
}

void measure_lag(const History& history, Duration width, EngineResult& result) {
  ByWay<Windows> ways;
  visit_ways(history,
             [&](engine::Instant answered, const auto& way, std::optional<std::int64_t> delay_ns) {
               Samples& window = ways[way][window_of(answered, width)];
               if (delay_ns)
                 window.values.push_back(*delay_ns);
               else
                 ++window.counted;
             });
  for (auto& [way, windows] : ways)
    for (auto& [from_ns, window] : windows) {
      const std::uint64_t arrived = window.values.size();
      result.lag[way_text(history, way.first, way.second)].push_back(
          {from_ns, arrived, window.counted, quantiles(std::move(window.values))});
    }
}

}  // namespace faultline::sim
