// FoundationDB's BUGGIFY: the hosts' processes, clients too, take lawful but rare paths of their
// own (engine/ports/buggify.h). Which paths there are is drawn once, whether one is taken each
// time.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::BuggifyPoint;
using engine::ParameterUnit;
using engine::ParameterValues;
using engine::Prng;
using engine::Ratio;

namespace {

// Each with that probability, and one at least.
std::set<BuggifyPoint> drawn_points(Ratio share, Prng& random) {
  const auto all = engine::buggify_points();
  std::set<BuggifyPoint> points = {all[random.below(all.size())].point};
  for (const engine::BuggifyPointKind& kind : all)
    if (random.chance(share)) points.insert(kind.point);
  return points;
}

std::vector<std::pair<std::string_view, std::string_view>> explained_points() {
  std::vector<std::pair<std::string_view, std::string_view>> lines;
  for (const engine::BuggifyPointKind& kind : engine::buggify_points())
    lines.emplace_back(kind.mark, kind.summary);
  return lines;
}

class BuggifyFault final : public Fault {
 public:
  explicit BuggifyFault(const ParameterValues& values)
      : hosts_(engine::get<engine::Names>(values, "hosts")),
        points_(engine::get<Ratio>(values, "points")),
        chance_(engine::get<Ratio>(values, "chance")) {}

  std::optional<engine::Duration> step(FaultTarget& target, Prng& random) override {
    const std::set<BuggifyPoint> points = drawn_points(points_, random);
    for (const engine::HostId host : named_hosts(target, hosts_))
      disturb(target, Buggified{host, points, chance_});
    return std::nullopt;
  }

 private:
  engine::Names hosts_;
  Ratio points_;
  Ratio chance_;
};

}  // namespace

FaultKind buggify_fault() {
  return {
      .name = "buggify",
      .summary = "processes take rare but lawful paths; clients too, where a data center is named",
      .parameters = {hosts_parameter(),
                     {"points", ParameterUnit::kRatio,
                      "how many of the paths are open, drawn; one at least", "\"50%\""},
                     {"chance", ParameterUnit::kRatio, "how often a process takes an open one",
                      "\"25%\""}},
      .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
        return std::make_unique<BuggifyFault>(values);
      },
      .draw = [](const Topology& topology, Prng& random) -> ParameterValues {
        // Clients have points too: whole data centers.
        const auto names = topology.datacenter_names();
        engine::Names places(names.begin(), names.end());
        if (random.below(2) == 0) places = {places[random.below(places.size())]};
        const auto percent = [&random](std::int64_t least, std::int64_t most) {
          return Ratio{random.between(least, most) * 10'000};
        };
        return {{"hosts", {places}}, {"points", {percent(25, 100)}}, {"chance", {percent(1, 40)}}};
      },
      .details = explained_points()};
}

}  // namespace faultline::sim
