// What an update costs with 2, 3, 5 and 9 data centers, in bytes on the wire and in bytes that
// replicas keep besides values: the same mixed load, without faults, on a full mesh of 40 ms links.
//   update_sizes DIR    writes wire.svg, metadata.svg and update-sizes.csv, and prints the table
// Wire bytes count what clients send and get, too. Metadata is the most that all replicas together
// kept at any time. Both are per update that clients issued, in whole bytes.

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/base/assert.h"
#include "reports/charts/chart.h"
#include "reports/charts/gnuplot.h"
#include "reports/metrics/numbers.h"
#include "reports/story/words.h"
#include "scenarios/loader/loader.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

constexpr std::array kDatacenterCounts = {2, 3, 5, 9};

struct Size {
  std::string engine;
  int datacenters = 0;
  std::uint64_t updates = 0;
  std::int64_t wire = 0;  // an update
  std::int64_t metadata = 0;
};

sim::Plan plan_of(int datacenters) {
  std::vector<std::string> names;
  for (int i = 1; i <= datacenters; ++i)
    names.push_back(fmt::format(R"("dc-{}": {{ "racks": {{ "a": 1 }} }})", i));
  const std::string text = fmt::format(
      R"({{ "purpose": "What an update costs.", "topology": {{ "datacenters": {{ {} }} }},
            "engines": {{ "active_active": {{}}, "last_write_wins": {{}} }},
            "workload": {{ "kind": "mixed", "clients_per_datacenter": 2, "rate": "200/s",
                           "keys": {{ "kind": "zipf", "count": 200, "exponent": "1" }},
                           "for": "20s" }},
            "quiesce": "30s" }})",
      fmt::join(names, ", "));
  const LoadedScenario loaded = load_scenario(text, "update-sizes.json");
  FL_ASSERT(loaded.plan, "the program's own scenario is right");
  return plan_for_seed(*loaded.plan, 1);
}

std::vector<Size> measured() {
  std::vector<Size> sizes;
  for (const int datacenters : kDatacenterCounts)
    for (const sim::EngineResult& engine : sim::run(plan_of(datacenters), {}).engines) {
      const std::uint64_t updates = engine.updates.value_or(0);
      FL_ASSERT(updates > 0 && engine.metadata_bytes_peak, "the load writes and is observed");
      sizes.push_back({engine.engine, datacenters, updates,
                       static_cast<std::int64_t>(engine.wire_bytes / updates),
                       static_cast<std::int64_t>(*engine.metadata_bytes_peak / updates)});
    }
  return sizes;
}

std::string csv(const std::vector<Size>& sizes) {
  std::string text = "engine,datacenters,updates,wire_bytes_an_update,metadata_bytes_an_update\n";
  for (const Size& size : sizes)
    text += fmt::format("{},{},{},{},{}\n", size.engine, size.datacenters, size.updates, size.wire,
                        size.metadata);
  return text;
}

std::string grouped(std::int64_t bytes) {
  return reports::grouped(static_cast<std::uint64_t>(bytes));
}

// "From 2 to 9 data centers an update's bytes on the wire grow from 240 to 894 under …".
std::string title_of(const std::vector<Size>& sizes, std::int64_t Size::*bytes, const char* where) {
  std::vector<std::string> growths;
  for (const Size& first : sizes) {
    if (first.datacenters != kDatacenterCounts.front()) continue;
    for (const Size& last : sizes)
      if (last.engine == first.engine && last.datacenters == kDatacenterCounts.back())
        growths.push_back(fmt::format("from {} to {} under {}", grouped(first.*bytes),
                                      grouped(last.*bytes), reports::display_name(first.engine)));
  }
  return fmt::format("From {} to {} data centers an update's bytes {} grow {}",
                     kDatacenterCounts.front(), kDatacenterCounts.back(), where,
                     reports::listed(growths));
}

// Empty: drawn.
std::string draw(const std::vector<Size>& sizes, std::int64_t Size::*bytes, const char* where,
                 const std::string& path) {
  reports::BarChart chart;
  chart.title = title_of(sizes, bytes, where);
  chart.value_label = fmt::format("bytes an update {}", where);
  chart.parts = {fmt::format("bytes {}", where)};
  for (const Size& size : sizes)
    chart.bars.push_back({fmt::format("{}, {} data centers: {}", reports::display_name(size.engine),
                                      size.datacenters, grouped(size.*bytes)),
                          {size.*bytes}});
  return reports::draw_chart(chart, reports::kWideCanvas, path, reports::gnuplot_command());
}

int write_sizes(const std::filesystem::path& folder) {
  const std::vector<Size> sizes = measured();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::ofstream file(folder / "update-sizes.csv", std::ios::binary);
  file << csv(sizes);
  file.close();
  std::fputs(csv(sizes).c_str(), stdout);
  std::vector<std::string> troubles;
  if (failed || file.fail()) troubles.push_back("cannot write into " + folder.string());
  troubles.push_back(draw(sizes, &Size::wire, "on the wire", folder / "wire.svg"));
  troubles.push_back(draw(sizes, &Size::metadata, "kept besides values", folder / "metadata.svg"));
  bool good = true;
  for (const std::string& trouble : troubles) {
    if (trouble.empty()) continue;
    good = false;
    std::fprintf(stderr, "update_sizes: %s\n", trouble.c_str());
  }
  return good ? 0 : 1;
}

}  // namespace
}  // namespace faultline::scenarios

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("update_sizes DIR\n", stderr);
    return 2;
  }
  return faultline::scenarios::write_sizes(argv[1]);
}
