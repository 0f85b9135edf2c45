// What holds for every workload of the table.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/commands/command.h"
#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Prng;
using engine::Ratio;

// 1000 arrivals a second over the run, for 20 seconds.
engine::ParameterValues values_of(const WorkloadKind& kind) {
  engine::ParameterValues values = {
      {"clients_per_datacenter", {std::int64_t{8}}},
      {"rate", {Duration(1'000'000)}},
      {"for", {Duration(20'000'000'000)}},
      {"ramp", {engine::Nested{"none", {}}}},
      {"keys",
       {engine::Nested{"zipf",
                       {{"count", {std::int64_t{50}}}, {"exponent", {Ratio{1'000'000}}}}}}}};
  for (const engine::Parameter& parameter : kind.parameters) {
    REQUIRE(parameter.unit == engine::ParameterUnit::kInteger);
    values.emplace(parameter.name, engine::ParameterValue{std::int64_t{500}});
  }
  return values;
}

std::vector<Intent> intents_of(const WorkloadKind& kind, std::uint32_t client,
                               std::uint32_t clients) {
  const engine::ParameterValues values = values_of(kind);
  return draw_intents(kind, values, *keys_of(values), client, clients,
                      Prng(42).child("client/" + std::to_string(client)));
}

bool same(const std::vector<Intent>& one, const std::vector<Intent>& other) {
  return std::equal(
      one.begin(), one.end(), other.begin(), other.end(),
      [](const Intent& a, const Intent& b) { return a.at == b.at && a.command == b.command; });
}

TEST_CASE("the same stream gives the same intents, another stream others") {
  for (const WorkloadKind& kind : workload_kinds()) {
    INFO(kind.name);
    CHECK(same(intents_of(kind, 3, 8), intents_of(kind, 3, 8)));
    CHECK_FALSE(same(intents_of(kind, 3, 8), intents_of(kind, 4, 8)));
  }
}

TEST_CASE("what one client asks for does not depend on how many others there are") {
  for (const WorkloadKind& kind : workload_kinds()) {
    INFO(kind.name);
    const auto few = intents_of(kind, 3, 8);
    const auto many = intents_of(kind, 3, 9);
    const std::size_t both = std::min(few.size(), many.size());
    REQUIRE(both > 1000);
    for (std::size_t i = 0; i < both; ++i) CHECK(few[i].command == many[i].command);
  }
}

TEST_CASE("intents come in order of time, within the load and at the rate of the whole run") {
  for (const WorkloadKind& kind : workload_kinds()) {
    INFO(kind.name);
    std::size_t total = 0;
    for (std::uint32_t client = 0; client < 8; ++client) {
      const auto intents = intents_of(kind, client, 8);
      CHECK(std::abs(static_cast<int>(intents.size()) - 2500) < 250);
      total += intents.size();
      CHECK(std::is_sorted(intents.begin(), intents.end(),
                           [](const Intent& a, const Intent& b) { return a.at < b.at; }));
      CHECK(intents.front().at >= Duration{});
      CHECK(intents.back().at < Duration(20'000'000'000));
    }
    CHECK(std::abs(static_cast<int>(total) - 20'000) < 700);
  }
}

TEST_CASE("every intent is a command that the engines know, with its number of arguments") {
  for (const WorkloadKind& kind : workload_kinds())
    for (std::uint32_t client = 0; client < 4; ++client)
      for (const Intent& intent : intents_of(kind, client, 4)) {
        INFO(kind.name << ": " << intent.command.front().view());
        CHECK_FALSE(engine::refuse(intent.command).has_value());
        if (intent.follow_up) CHECK_FALSE(engine::refuse(intent.follow_up->drawn).has_value());
      }
}

TEST_CASE("workload names are unique and found, and their parameters do not collide") {
  std::set<std::string_view> names;
  for (const WorkloadKind& kind : workload_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK(find_workload(kind.name) == &kind);
    std::set<std::string_view> parameters;
    for (const engine::Parameter& parameter : parameters_of(kind)) {
      CHECK(parameters.insert(parameter.name).second);
      CHECK_FALSE(parameter.summary.empty());
    }
    CHECK(parameters.count("rate") == 1);
  }
  CHECK(find_workload("lottery") == nullptr);
}

}  // namespace
}  // namespace faultline::sim
