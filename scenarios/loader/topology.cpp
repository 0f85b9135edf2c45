#include "scenarios/loader/topology.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/base/assert.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/round_trips.h"
#include "sim/network/latency.h"

namespace faultline::scenarios {
namespace {

using sim::DatacenterPlan;
using sim::LinkPlan;
using sim::TopologyPlan;

constexpr std::string_view kLatencyByDefault = R"({"kind": "constant", "value": "40ms"})";
constexpr std::string_view kNameForm = "small letters, digits and \"-\", the first no \"-\"";
constexpr std::string_view kDatacentersForm =
    "data centers such as {\"us-east\": {\"racks\": {\"a\": 1}}}";
constexpr std::string_view kRacksForm = "racks and how many hosts each has, such as {\"a\": 1}";
constexpr std::string_view kBetweenForm = "two data centers such as [\"us-east\", \"eu-west\"]";

Parameter latency_parameter() {
  return {.name = "latency",
          .unit = engine::ParameterUnit::kNested,
          .summary = "",
          .default_text = kLatencyByDefault,
          .kinds = sim::latency_kinds(),
          .flaw = sim::latency_flaw};
}

bool is_name(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && plain(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '-'; });
}

class TopologyReader {
 public:
  TopologyReader(Reading& reading, Places& places) : reading_(reading), places_(places) {}

  TopologyPlan read(const Node& topology) {
    if (!reading_.object(topology, "an object with \"datacenters\"", {"datacenters", "links"})) {
      places_.leave_open();
      return {};
    }
    const std::optional<Node> datacenters = topology.member("datacenters");
    if (!datacenters) {
      reading_.fail_missing(topology, "datacenters", kDatacentersForm);
      places_.leave_open();
      return {};
    }
    read_datacenters(*datacenters);
    const std::optional<Node> links = topology.member("links");
    if (links)
      read_links(*links);
    else
      link_all();
    for (const LinkPlan& link : plan_.links) places_.add_link(link.from, link.to);
    std::sort(plan_.links.begin(), plan_.links.end(), [](const LinkPlan& a, const LinkPlan& b) {
      return std::tie(a.from, a.to) < std::tie(b.from, b.to);
    });
    return std::move(plan_);
  }

 private:
  void read_datacenters(const Node& node) {
    if (!reading_.object(node, kDatacentersForm)) return places_.leave_open();
    const auto members = node.members();
    if (members.empty()) reading_.fail(node, "no data center", std::string(kDatacentersForm));
    if (members.size() > kMostDatacenters)
      reading_.fail(node, fmt::format("{} data centers", members.size()),
                    fmt::format("at most {}", kMostDatacenters));
    for (const auto& [name, member] : members) {
      places_.add_datacenter(name);
      check_name(name, member);
      plan_.datacenters.push_back({name, {}});
      read_racks(member, plan_.datacenters.back());
    }
  }

  void read_racks(const Node& node, DatacenterPlan& datacenter) {
    const std::string form = "{\"racks\": {\"a\": 1}}";
    if (!reading_.object(node, form, {"racks"})) return places_.leave_open(datacenter.name);
    const std::optional<Node> racks = node.member("racks");
    if (!racks) {
      reading_.fail_missing(node, "racks", kRacksForm);
      return places_.leave_open(datacenter.name);
    }
    if (!reading_.object(*racks, kRacksForm)) return places_.leave_open(datacenter.name);
    const auto members = racks->members();
    if (members.empty()) reading_.fail(*racks, "no rack", std::string(kRacksForm));
    for (const auto& [name, member] : members) {
      check_name(name, member);
      const std::string hosts_form = fmt::format("a number of hosts within 1 and {}", kMostHosts);
      std::optional<std::int64_t> hosts = reading_.integer(member, hosts_form);
      if (hosts && (*hosts < 1 || *hosts > kMostHosts)) {
        reading_.fail(member, fmt::format("{} hosts", *hosts), hosts_form);
        hosts.reset();
      }
      std::optional<std::uint32_t> count;
      if (hosts) count = static_cast<std::uint32_t>(*hosts);
      places_.add_rack(datacenter.name, name, count);
      datacenter.racks.push_back({name, count.value_or(1)});
    }
  }

  void check_name(const std::string& name, const Node& node) {
    if (!is_name(name))
      reading_.fail_at_key(node, in_quotes(name) + " is no name", std::string(kNameForm));
  }

  void link_all() {
    for (const DatacenterPlan& from : plan_.datacenters)
      for (const DatacenterPlan& to : plan_.datacenters)
        if (from.name < to.name)
          plan_.links.push_back({from.name, to.name,
                                 std::get<engine::Nested>(default_of(latency_parameter()).value),
                                 std::nullopt});
  }

  void read_links(const Node& node) {
    if (!reading_.list(node, "a list of links")) return places_.leave_links_open();
    bool all_read = true;
    std::vector<Node> presets;
    for (const Node& each : node.elements())
      if (each.value->is_object() && each.member("preset"))
        presets.push_back(each);
      else
        all_read = read_link(each) && all_read;
    for (const Node& each : presets) all_read = read_preset(each) && all_read;
    if (all_read)
      check_reachable(node);
    else
      places_.leave_links_open();
  }

  // Links between all data centers that have none so far, as measured between the regions whose
  // names they have.
  bool read_preset(const Node& node) {
    if (!reading_.object(node, "a preset {\"preset\": …}", {"preset"})) return false;
    const Node name_node = *node.member("preset");
    const std::vector<std::string> names = names_of(round_trips());
    const std::optional<std::string> name = reading_.text(name_node, one_of(names));
    if (!name) return false;
    const RoundTrips* set = find_round_trips(*name);
    if (set == nullptr) {
      reading_.fail_word(name_node, "preset", *name, names);
      return false;
    }
    bool known = true;
    for (const DatacenterPlan& datacenter : plan_.datacenters) {
      if (set->has(datacenter.name)) continue;
      reading_.fail_word(name_node, "region", datacenter.name,
                         {set->regions.begin(), set->regions.end()});
      known = false;
    }
    if (!known) return false;
    for (const DatacenterPlan& one : plan_.datacenters)
      for (const DatacenterPlan& other : plan_.datacenters)
        if (one.name < other.name && joined_.insert({one.name, other.name}).second)
          plan_.links.push_back(
              {one.name, other.name, one_way_latency(set->between(one.name, other.name).value())});
    return true;
  }

  // Whether it is known which two data centers the link joins.
  bool read_link(const Node& node) {
    const std::vector<std::string> keys = {"between", "latency", "bandwidth",
                                           "loss",    "queue",   "window"};
    if (!reading_.object(node, "a link {\"between\": …, \"latency\": …}", keys)) return false;
    LinkPlan link;
    const Parameter latency = latency_parameter();
    const std::optional<Node> latency_node = node.member("latency");
    const std::optional<engine::ParameterValue> value =
        latency_node ? read_value(reading_, *latency_node, latency, places_) : default_of(latency);
    if (value) link.latency = std::get<engine::Nested>(value->value);
    if (const std::optional<Node> bandwidth = node.member("bandwidth"))
      link.bandwidth = reading_.measure(*bandwidth, kBandwidthForm, parse_bandwidth);
    read_losses(node, link);
    const std::optional<Node> between = node.member("between");
    if (!between) {
      reading_.fail_missing(node, "between", kBetweenForm);
      return false;
    }
    if (!read_ends(*between, link)) return false;
    plan_.links.push_back(std::move(link));
    return true;
  }

  void read_losses(const Node& node, LinkPlan& link) {
    if (const std::optional<Node> loss = node.member("loss"))
      link.loss = reading_.measure(*loss, kRatioForm, parse_ratio).value_or(link.loss);
    if (const std::optional<Node> window = node.member("window"))
      link.window = reading_.measure(*window, kSizeForm, parse_size).value_or(link.window);
    const std::optional<Node> queue = node.member("queue");
    if (!queue) return;
    link.queue = reading_.measure(*queue, kSizeForm, parse_size);
    if (!link.bandwidth)
      reading_.fail_at_key(*queue, "nothing queues where there is no bandwidth",
                           "a \"bandwidth\" beside it");
  }

  bool read_ends(const Node& node, LinkPlan& link) {
    if (!reading_.list(node, kBetweenForm)) return false;
    std::vector<std::string> ends;
    bool known = true;
    for (const Node& each : node.elements()) {
      const std::optional<std::string> name = reading_.text(each, "a data center's name");
      known = known && name && places_.has_datacenter(*name);
      if (name && !places_.has_datacenter(*name))
        reading_.fail_word(each, "data center", *name, places_.datacenters());
      if (name) ends.push_back(*name);
    }
    if (!known) return false;
    if (ends.size() != 2 || ends[0] == ends[1]) {
      const std::string what = ends.size() == 2 ? "a link from " + in_quotes(ends[0]) + " to itself"
                                                : fmt::format("{} names", ends.size());
      reading_.fail(node, what, std::string(kBetweenForm));
      return false;
    }
    std::sort(ends.begin(), ends.end());
    if (!joined_.insert({ends[0], ends[1]}).second) {
      reading_.fail(
          node,
          fmt::format("a second link between {} and {}", in_quotes(ends[0]), in_quotes(ends[1])),
          "at most one link a pair");
      return false;
    }
    link.from = ends[0];
    link.to = ends[1];
    return true;
  }

  void check_reachable(const Node& node) {
    if (plan_.datacenters.empty()) return;
    const std::string& first = plan_.datacenters.front().name;
    std::set<std::string> reached = {first};
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const auto& [from, to] : joined_) {
        if (reached.contains(from)) reached.insert(to);
        if (reached.contains(to)) reached.insert(from);
      }
    }
    for (const DatacenterPlan& datacenter : plan_.datacenters)
      if (!reached.contains(datacenter.name))
        reading_.fail(node,
                      fmt::format("no path of links joins {} and {}", in_quotes(first),
                                  in_quotes(datacenter.name)),
                      "links that join all data centers");
  }

  Reading& reading_;
  Places& places_;
  TopologyPlan plan_;
  std::set<std::pair<std::string, std::string>> joined_;
};

}  // namespace

TopologyPlan read_topology(Reading& reading, const Node& topology, Places& places) {
  return TopologyReader(reading, places).read(topology);
}

nlohmann::ordered_json write_topology(const TopologyPlan& topology) {
  using nlohmann::ordered_json;
  ordered_json datacenters = ordered_json::object();
  for (const DatacenterPlan& datacenter : topology.datacenters) {
    ordered_json racks = ordered_json::object();
    for (const sim::RackPlan& rack : datacenter.racks) racks[rack.name] = rack.hosts;
    datacenters[datacenter.name] = {{"racks", racks}};
  }
  ordered_json links = ordered_json::array();
  for (const LinkPlan& link : topology.links) {
    ordered_json object;
    object["between"] = {link.from, link.to};
    object["latency"] = write_nested(link.latency, sim::latency_kinds());
    if (link.bandwidth) object["bandwidth"] = format_bandwidth(*link.bandwidth);
    if (link.loss.ppm > 0) object["loss"] = format_ratio(link.loss);
    if (link.queue) object["queue"] = format_size(*link.queue);
    if (link.window != sim::kSendWindow) object["window"] = format_size(link.window);
    links.push_back(std::move(object));
  }
  ordered_json object;
  object["datacenters"] = std::move(datacenters);
  object["links"] = std::move(links);
  return object;
}

}  // namespace faultline::scenarios
