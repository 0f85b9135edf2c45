// Commands that wait for an answer: they are asked when it has come, all engines know them by the
// same numbers, and what was never asked counts nowhere.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>

#include "property_tests/plans.h"
#include "sim/run.h"

namespace faultline {
namespace {

using engine::output::Outcome;
using Operations = std::map<std::uint64_t, sim::OperationRecord>;  // by number

sim::RunResult run_load(const std::string& workload, const sim::RunOptions& options = {}) {
  return sim::run(tests::plan_of(fmt::format(R"({{
    "purpose": "Clients wait for answers while two data centers are apart.",
    "topology": {{ "datacenters": {{ "eu": {{ "racks": {{ "a": 1 }} }},
                                    "us": {{ "racks": {{ "a": 1 }} }} }} }},
    "engines": {{ "active_active": {{}}, "last_write_wins": {{}}, "dynomite": {{}} }},
    "workload": {{ {}, "clients_per_datacenter": 3, "rate": "60/s", "for": "10s",
                  "keys": {{ "kind": "uniform", "count": 2 }} }},
    "faults": [ {{ "at": "3s", "for": "4s", "kind": "partition", "groups": [["eu"], ["us"]] }} ],
    "quiesce": "20s" }})",
                                             workload)),
                  options);
}

Operations operations_of(const sim::EngineResult& engine) {
  Operations operations;
  for (const sim::OperationRecord& each : engine.history) operations[each.operation] = each;
  return operations;
}

std::int64_t number_in(const sim::OperationRecord& record) {
  const auto* text = std::get_if<engine::Bytes>(&record.reply->value);
  return text == nullptr ? 0 : std::stoll(std::string(text->view()));
}

TEST_CASE("a piece is sold at the moment at which its seller sees one, and only then") {
  const sim::RunResult result = run_load(R"("kind": "inventory", "pieces": 20)");
  for (const sim::EngineResult& engine : result.engines) {
    INFO(engine.engine);
    const Operations operations = operations_of(engine);
    int sold = 0;
    int sold_out = 0;
    for (const auto& [number, look] : operations) {
      if (look.command[0] != engine::Bytes("GET")) continue;
      const auto sale = operations.find(number + 1);
      const bool follows = sale != operations.end() && sale->second.client == look.client &&
                           sale->second.command[0] == engine::Bytes("DECR");
      const bool seen = look.outcome == Outcome::kOk && number_in(look) > 0;
      const bool in_time = look.return_ns && *look.return_ns < result.load_end_ns;
      CHECK(follows == (seen && in_time));
      if (!follows) ++sold_out;
      if (!follows) continue;
      ++sold;
      CHECK(sale->second.invoke_ns == *look.return_ns);
      CHECK(sale->second.command[1] == look.command[1]);
    }
    CHECK(sold > 50);
    CHECK(sold_out > 10);
  }
}

TEST_CASE("sellers on both sides of a cut sell the same pieces, so that stock falls below zero") {
  const sim::RunResult result = run_load(R"("kind": "inventory", "pieces": 2)");
  int below = 0;
  for (const sim::OperationRecord& each : result.engines.at(0).history)
    if (each.command[0] == engine::Bytes("GET") && each.outcome == Outcome::kOk)
      below += number_in(each) < 0 ? 1 : 0;
  CHECK(result.engines[0].engine == "active_active");
  CHECK(below > 0);
}

TEST_CASE("what is written back under one engine has the same entry under every other") {
  const sim::RunResult result = run_load(R"("kind": "read_modify_write")");
  const Operations first = operations_of(result.engines.at(0));
  REQUIRE(first.size() > 800);
  std::size_t other_text = 0;
  for (const sim::EngineResult& engine : result.engines)
    for (const auto& [number, record] : operations_of(engine)) {
      const auto pair = first.find(number);
      if (pair == first.end()) continue;
      CHECK(pair->second.client == record.client);
      CHECK(pair->second.command[0] == record.command[0]);
      CHECK(pair->second.command[1] == record.command[1]);
      if (record.command.size() < 3) continue;
      const auto entry = [](const engine::Bytes& text) {
        return text.view().substr(text.view().rfind(',') + 1);
      };
      CHECK(entry(pair->second.command[2]) == entry(record.command[2]));
      other_text += pair->second.command[2] != record.command[2] ? 1 : 0;
    }
  CHECK(other_text > 10);
}

TEST_CASE("operations that were never asked count nowhere") {
  for (const char* workload : {R"("kind": "inventory")", R"("kind": "read_modify_write")"})
    for (const sim::EngineResult& engine : run_load(workload).engines) {
      INFO(engine.engine << " " << workload);
      CHECK(engine.operations.issued == engine.history.size());
      std::uint64_t attempted = 0;
      for (const auto& [place, windows] : engine.service)
        for (const sim::ServiceWindow& window : windows) attempted += window.attempted;
      CHECK(attempted == engine.history.size());
      std::uint64_t writes = 0;
      for (const sim::OperationRecord& each : engine.history)
        writes += each.command[0] != engine::Bytes("GET") ? 1 : 0;
      CHECK(engine.updates == writes);
      CHECK(engine.fates.size() == writes);
    }
}

TEST_CASE("renumbered operations lead to the same follow-ups") {
  sim::RunOptions renumbered;
  renumbered.operation_ids_from = 1'000'000'007;
  const sim::RunResult one = run_load(R"("kind": "read_modify_write")");
  const sim::RunResult two = run_load(R"("kind": "read_modify_write")", renumbered);
  for (std::size_t e = 0; e < one.engines.size(); ++e) {
    const auto& left = one.engines[e].history;
    const auto& right = two.engines[e].history;
    REQUIRE(left.size() == right.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
      different += left[i].command != right[i].command || left[i].reply != right[i].reply ? 1 : 0;
    CHECK(different == 0);
  }
}

TEST_CASE("a client of a closed loop has one command under way and thinks before the next") {
  const sim::RunResult open = run_load(R"("kind": "register")");
  const sim::RunResult closed = run_load(R"("kind": "register", "loop": "closed")");
  CHECK(open.paired_by_time);
  CHECK_FALSE(closed.paired_by_time);
  for (std::size_t e = 0; e < closed.engines.size(); ++e) {
    const sim::EngineResult& engine = closed.engines[e];
    INFO(engine.engine);
    const Operations intended = operations_of(open.engines[e]);
    CHECK(engine.history.size() > 300);
    CHECK(engine.history.size() < intended.size());
    CHECK(engine.operations.issued == engine.history.size());
    std::map<std::string, const sim::OperationRecord*> last;
    for (const sim::OperationRecord& each : engine.history) {
      const sim::OperationRecord& intent = intended.at(each.operation);
      CHECK(intent.command == each.command);
      CHECK(each.invoke_ns < closed.load_end_ns);
      const sim::OperationRecord*& before = last[each.client];
      const std::int64_t gap =
          before == nullptr ? 0 : intent.invoke_ns - intended.at(before->operation).invoke_ns;
      CHECK(each.invoke_ns == (before == nullptr ? intent.invoke_ns : *before->return_ns + gap));
      before = &each;
    }
  }
}

TEST_CASE("in a closed loop a sale that does not come about holds nobody up") {
  const sim::RunResult result = run_load(R"("kind": "inventory", "pieces": 1, "loop": "closed")");
  for (const sim::EngineResult& engine : result.engines) {
    INFO(engine.engine);
    std::map<std::string, std::int64_t> last;
    for (const sim::OperationRecord& each : engine.history) last[each.client] = each.invoke_ns;
    CHECK(last.size() == 6);
    for (const auto& [client, at] : last) CHECK(at > 8'000'000'000);
  }
}

}  // namespace
}  // namespace faultline
