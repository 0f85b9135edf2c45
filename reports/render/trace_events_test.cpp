#include "reports/render/trace_events.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/sample_run.h"

using namespace faultline::reports;
namespace sim = faultline::sim;
using nlohmann::ordered_json;

namespace {

sim::OperationRecord traced_record(std::uint64_t number, std::int64_t from, std::int64_t to) {
  sim::OperationRecord operation = sample_operation(number, "eu", {"SADD", "k\n", "x"});
  operation.client = "c1";
  operation.invoke_ns = from;
  operation.return_ns = to;
  return operation;
}

std::vector<ordered_json> phase_of(const TracedRun& run, const std::string& phase) {
  std::vector<ordered_json> events;
  const ordered_json trace = ordered_json::parse(trace_events(run));
  for (const ordered_json& event : trace["traceEvents"])
    if (event["ph"] == phase) events.push_back(event);
  return events;
}

TracedRun small_trace() {
  TracedRun run{"cart", "7", "dynomite", {}, {}, {}, 9'000};
  run.history = {traced_record(1, 1'001, 2'500), traced_record(2, 2'000, 3'000)};
  run.deliveries = {{1, "eu/a/0/redis", "eu", 1'500, true},
                    {1, "us/a/0/redis", "us", 4'000, false},
                    {9, "ap/a/0/redis", "ap", 4'000, true}};
  run.faults = {{"cut", 1'000, 0, false}, {"pause", 2'000, 3'000, true}};
  return run;
}

}  // namespace

TEST_CASE("times are microseconds with all their nanoseconds") {
  const std::string text = trace_events(small_trace());
  CHECK(has(text, R"({"ph":"X","pid":2,"tid":1,"ts":1.001,"dur":1.499,"name":"SADD","cat":"ok",)"));
  CHECK(has(text, R"("otherData":{"scenario":"cart","seed":"7","engine":"dynomite"})"));
}

TEST_CASE("what overlaps lies on threads of its own, and what never ends lasts to the end") {
  const std::vector<ordered_json> slices = phase_of(small_trace(), "X");
  REQUIRE(slices.size() == 6);
  CHECK(slices[0]["name"] == "cut");
  CHECK(slices[0]["dur"] == 8.0);
  CHECK(slices[1]["tid"] != slices[0]["tid"]);
  CHECK(slices[2]["args"]["operation"] == 1);
  CHECK(slices[3]["tid"] != slices[2]["tid"]);
  CHECK(slices[2]["args"]["command"] == R"(SADD "k\n" x)");
}

TEST_CASE("data centers are processes, clients and replicas their threads") {
  std::vector<std::string> names;
  for (const ordered_json& event : phase_of(small_trace(), "M"))
    if (event["args"].contains("name")) names.push_back(event["args"]["name"]);
  CHECK(names == std::vector<std::string>{"faults", "faults", "faults", "eu", "client c1",
                                          "client c1 (2)", "replica eu/a/0/redis", "us",
                                          "replica us/a/0/redis"});
}

TEST_CASE("arrows go from the client to where it ran, and from there to each copy") {
  const TracedRun run = small_trace();
  const std::vector<ordered_json> begins = phase_of(run, "s");
  const std::vector<ordered_json> ends = phase_of(run, "f");
  REQUIRE(begins.size() == 2);
  REQUIRE(ends.size() == 2);
  CHECK(begins[0]["name"] == "asked");
  CHECK(begins[0]["ts"] == 1.001);
  CHECK(ends[0]["ts"] == 1.5);
  CHECK(begins[1]["name"] == "copied");
  CHECK(begins[1]["ts"] == 1.5);
  CHECK(ends[1]["ts"] == 4.0);
  CHECK(ends[1]["id"] == begins[1]["id"]);
  CHECK(phase_of(run, "X").back()["args"]["after_ns"] == 2'500);
}

TEST_CASE("a trace of nothing is a trace") {
  const ordered_json trace =
      ordered_json::parse(trace_events({"cart", "7", "dynomite", {}, {}, {}, 0}));
  CHECK(trace["traceEvents"].empty());
}
