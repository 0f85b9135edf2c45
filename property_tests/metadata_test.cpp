// What replicas keep besides values, as result.json tells it: the most that all of them together
// kept at any time.

#include <catch2/catch.hpp>

#include "engine/base/version_vector.h"
#include "property_tests/plans.h"
#include "sim/run.h"

namespace faultline {
namespace {

sim::Plan two_datacenters(const std::string& script) {
  return tests::plan_of(R"({"purpose": "p", "quiesce": "5s",
    "topology": {"datacenters": {"eu": {"racks": {"a": 1}}, "us": {"racks": {"a": 1}}}},
    "engines": {"active_active": {}, "dynomite": {}, "last_write_wins": {}},
    "script": [)" + script +
                        "]}");
}

std::string command(const std::string& at, const std::string& text) {
  return R"({"at": ")" + at + R"(", "datacenter": "eu", "client": "c", "command": )" + text + "}";
}

std::map<std::string, std::optional<std::uint64_t>> peaks(const sim::Plan& plan,
                                                          const sim::RunOptions& options = {}) {
  std::map<std::string, std::optional<std::uint64_t>> found;
  for (const sim::EngineResult& engine : sim::run(plan, options).engines)
    found[engine.engine] = engine.metadata_bytes_peak;
  return found;
}

// At each of two replicas: the stamp of the write, and the context of its slot; Active-Active keeps
// the deadline of the key apart, or that there is none.
constexpr std::uint64_t kOfOneWrite =
    2 * (sizeof(engine::Dot) + sizeof(engine::WallTime) + sizeof(engine::Dot));

TEST_CASE("each engine tells what its replicas keep besides values") {
  auto of = peaks(two_datacenters(command("1s", R"(["SET", "k", "v"])")));
  CHECK(of["active_active"] == kOfOneWrite + 2 * (sizeof(engine::Dot) + sizeof(engine::WallTime)));
  CHECK(of["last_write_wins"] == kOfOneWrite);
  CHECK(of["dynomite"] == std::uint64_t{0});
}

TEST_CASE("the peak of what is kept stays when less is kept again") {
  auto of = peaks(two_datacenters(command("1s", R"(["SADD", "k", "a", "b", "c"])") + "," +
                                  command("2s", R"(["DEL", "k"])")));
  CHECK(of["active_active"] == 2 * (3 + 1) * sizeof(engine::Dot));
  CHECK(of["last_write_wins"] == kOfOneWrite);
}

TEST_CASE("what nobody observes is not measured") {
  sim::RunOptions unobserved;
  unobserved.checks.emplace();
  for (const auto& [engine, peak] :
       peaks(two_datacenters(command("1s", R"(["SET", "k", "v"])")), unobserved))
    CHECK_FALSE(peak.has_value());
}

}  // namespace
}  // namespace faultline
