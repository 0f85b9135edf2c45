#include "sim/history/measures.h"

#include <algorithm>

#include "engine/clients/reply_outcome.h"

namespace faultline::sim {
namespace {

using engine::output::Outcome;

void count_outcome(const OperationEntry& operation, EngineResult::Operations& operations) {
  ++operations.issued;
  switch (operation.outcome) {
    case Outcome::kOk:
      ++operations.ok;
      return;
    case Outcome::kFailed:
      ++operations.failed;
      return;
    case Outcome::kIndeterminate:
      ++operations.indeterminate;
      return;
  }
}

std::string cause_of_failure(const OperationEntry& operation) {
  if (!operation.reply) return "no answer";
  const auto* error = std::get_if<engine::Error>(&operation.reply->value);
  return error == nullptr ? "no answer" : std::string(error->text.view());
}

void measure_clients(const History& history, EngineResult& result) {
  struct Datacenter {
    std::uint64_t asked = 0;
    std::uint64_t served = 0;
    std::vector<std::int64_t> latencies;
  };
  std::map<std::string, Datacenter> datacenters;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    count_outcome(operation, result.operations);
    const LoadClient& client = history.load().clients[operation.client];
    Datacenter& datacenter = datacenters[history.datacenter_name(client.datacenter)];
    ++datacenter.asked;
    if (served(operation)) {
      ++datacenter.served;
      datacenter.latencies.push_back((*operation.returned - operation.invoked).count());
    } else {
      ++result.unavailable[cause_of_failure(operation)];
    }
  }
  for (auto& [name, datacenter] : datacenters) {
    if (!datacenter.latencies.empty())
      result.latency_ns[name] = quantiles(std::move(datacenter.latencies));
    result.availability_ppm[name] = static_cast<std::int64_t>(
        datacenter.served * static_cast<std::uint64_t>(engine::kMillion) / datacenter.asked);
  }
}

// Visibility latency: from the answer to the client to the first holding in another data center;
// none where the other data center had the effect first.
void measure_staleness(const History& history, EngineResult& result) {
  ByWay<std::vector<std::int64_t>> delays;
  visit_ways(history, [&](engine::Instant, const auto& way, std::optional<std::int64_t> delay_ns) {
    if (delay_ns) delays[way].push_back(*delay_ns);
  });
  result.staleness_ns.emplace();
  for (auto& [way, values] : delays)
    (*result.staleness_ns)[way_text(history, way.first, way.second)] = quantiles(std::move(values));
}

}  // namespace

Quantiles quantiles(std::vector<std::int64_t> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = [&](std::size_t percent) {
    const std::size_t rank = (values.size() * percent + 99) / 100;
    return values[std::max<std::size_t>(rank, 1) - 1];
  };
  return {at(50), at(95), at(99), values.back()};
}

bool served(const OperationEntry& operation) {
  return operation.outcome == Outcome::kOk ||
         (operation.outcome == Outcome::kFailed && operation.reply &&
          engine::outcome_of(*operation.reply) == Outcome::kFailed &&
          !engine::turns_clients_away(*operation.reply));
}

void measure(const History& history, EngineResult& result) {
  measure_clients(history, result);
  measure_staleness(history, result);
  result.marks.insert(history.marks().begin(), history.marks().end());
  result.metadata_bytes_peak = history.metadata_peak();
  result.tombstones_peak = history.tombstones_peak();
}

}  // namespace faultline::sim
