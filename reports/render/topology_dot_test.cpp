#include <catch2/catch.hpp>

#include "reports/render/dot.h"
#include "reports/sample_run.h"

namespace faultline::reports {

TEST_CASE("data centers, racks and machines are nested boxes, links edges with their figures") {
  sim::Plan plan;
  plan.name = "two";
  plan.topology.datacenters = {{"eu", {{"a", 2}, {"b", 1}}}, {"us", {{"a", 1}}}};
  const engine::Nested latency{"constant",
                               {{"value", {engine::Duration(std::chrono::milliseconds(40))}}}};
  plan.topology.links = {{"eu", "us", latency, std::int64_t{100} << 20, engine::Ratio{3000}}};
  const std::string graph = topology_dot(plan);
  INFO(graph);
  CHECK(has(graph, "digraph topology {\n  label=\"two\";"));
  CHECK(has(graph,
            "  subgraph \"cluster_eu\" {\n    label=\"eu\";\n"
            "    subgraph \"cluster_eu/a\" {\n      label=\"rack a\";\n"
            "      \"eu/a/0\" [label=\"0\"];\n      \"eu/a/1\" [label=\"1\"];\n    }\n"));
  CHECK(has(graph,
            "  \"eu/a/0\" -> \"us/a/0\" [dir=both, ltail=\"cluster_eu\", "
            "lhead=\"cluster_us\", "
            "label=\"40 ms constant\\n100 MiB/s\\nloses 0.30 %\"];\n"));
}

TEST_CASE("a string cannot end itself, and has no escapes of Graphviz's own") {
  CHECK(dot_string("a\"b\\N\nc") == R"("a\"b\\N\nc")");
  CHECK(dot_string("") == R"("")");
}

}  // namespace faultline::reports
