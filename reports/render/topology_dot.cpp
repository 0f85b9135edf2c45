#include <fmt/format.h>

#include <map>

#include "reports/metrics/numbers.h"
#include "reports/render/dot.h"
#include "sim/network/latency.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

std::string bytes_per_second(std::int64_t bytes) {
  const char* unit = "B";
  for (const char* larger : {"KiB", "MiB", "GiB"}) {
    if (bytes % 1024 != 0) break;
    bytes /= 1024;
    unit = larger;
  }
  return fmt::format("{} {}/s", grouped(static_cast<std::uint64_t>(bytes)), unit);
}

std::string link_label(const sim::LinkPlan& link) {
  const std::int64_t median = sim::make_latency(link.latency)->median().count();
  std::string label = fmt::format("{} {}", duration_text(median), link.latency.kind);
  if (link.bandwidth) label += "\n" + bytes_per_second(*link.bandwidth);
  if (link.loss.ppm > 0) label += "\nloses " + percent_text(link.loss.ppm);
  return label;
}

std::string rack_dot(const sim::DatacenterPlan& datacenter, const sim::RackPlan& rack) {
  const std::string name = datacenter.name + "/" + rack.name;
  std::string text = fmt::format("    subgraph {} {{\n      label={};\n",
                                 dot_string("cluster_" + name), dot_string("rack " + rack.name));
  for (std::uint32_t host = 0; host < rack.hosts; ++host)
    text += fmt::format("      {} [label={}];\n", dot_string(fmt::format("{}/{}", name, host)),
                        dot_string(std::to_string(host)));
  return text + "    }\n";
}

}  // namespace

std::string dot_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '\n') {
      quoted += "\\n";
      continue;
    }
    if (character == '"' || character == '\\') quoted += '\\';
    quoted += character;
  }
  return quoted + "\"";
}

std::string topology_dot(const sim::Plan& plan) {
  std::string text = fmt::format(
      "digraph topology {{\n  label={};\n  labelloc=t;\n  compound=true;\n  nodesep=0.4;\n"
      "  ranksep=1.2;\n  node [shape=box];\n",
      dot_string(sim::printable(plan.name)));
  std::map<std::string, std::string> first_host;  // edges end at the box around it
  for (const sim::DatacenterPlan& datacenter : plan.topology.datacenters) {
    text += fmt::format("  subgraph {} {{\n    label={};\n",
                        dot_string("cluster_" + datacenter.name), dot_string(datacenter.name));
    for (const sim::RackPlan& rack : datacenter.racks) {
      text += rack_dot(datacenter, rack);
      first_host.try_emplace(datacenter.name, fmt::format("{}/{}/0", datacenter.name, rack.name));
    }
    text += "  }\n";
  }
  for (const sim::LinkPlan& link : plan.topology.links)
    text += fmt::format("  {} -> {} [dir=both, ltail={}, lhead={}, label={}];\n",
                        dot_string(first_host[link.from]), dot_string(first_host[link.to]),
                        dot_string("cluster_" + link.from), dot_string("cluster_" + link.to),
                        dot_string(link_label(link)));
  return text + "}\n";
}

}  // namespace faultline::reports
