#include "reports/metrics/client_threads.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace faultline::reports {

ClientThreads client_threads(const std::vector<sim::OperationRecord>& history) {
  using Client = std::pair<std::string, std::string>;
  struct Lanes {
    std::size_t rank = 0;                 // of the client
    std::vector<std::int64_t> free_from;  // by the client's own thread
  };
  ClientThreads made;
  made.order.resize(history.size());
  std::iota(made.order.begin(), made.order.end(), 0);
  std::sort(made.order.begin(), made.order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(history[a].invoke_ns, history[a].operation) <
           std::tie(history[b].invoke_ns, history[b].operation);
  });
  std::map<Client, Lanes> clients;
  std::vector<std::pair<std::size_t, std::size_t>> lane_of(history.size());  // (lane, rank)
  std::map<std::pair<std::size_t, std::size_t>, ClientThread> threads;
  for (const std::size_t place : made.order) {
    const sim::OperationRecord& operation = history[place];
    Lanes& lanes = clients.try_emplace({operation.dc, operation.client}, Lanes{clients.size(), {}})
                       .first->second;
    const auto free = std::find_if(lanes.free_from.begin(), lanes.free_from.end(),
                                   [&](std::int64_t from) { return from <= operation.invoke_ns; });
    const auto lane = static_cast<std::size_t>(free - lanes.free_from.begin());
    if (free == lanes.free_from.end()) lanes.free_from.push_back(0);
    lanes.free_from[lane] = operation.return_ns.value_or(std::numeric_limits<std::int64_t>::max());
    lane_of[place] = {lane, lanes.rank};
    threads[lane_of[place]] = {operation.client, operation.dc, lane};
  }
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> numbers;
  for (const auto& [lane, thread] : threads) {
    numbers[lane] = made.threads.size();
    made.threads.push_back(thread);
  }
  for (const auto& lane : lane_of) made.of.push_back(numbers.at(lane));
  return made;
}

}  // namespace faultline::reports
