#include "reports/metrics/client_threads.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

using namespace faultline::reports;
namespace sim = faultline::sim;

namespace {

sim::OperationRecord asked(const std::string& client, std::int64_t from,
                           std::optional<std::int64_t> to) {
  static std::uint64_t number = 0;
  sim::OperationRecord operation = sample_operation(++number, "eu", {"GET", "k"});
  operation.client = client;
  operation.invoke_ns = from;
  operation.return_ns = to;
  return operation;
}

}  // namespace

TEST_CASE("who waits for answers has one thread, also where one begins as another ends") {
  const ClientThreads made =
      client_threads({asked("a", 0, 5), asked("b", 1, 9), asked("a", 5, 7), asked("a", 8, 9)});
  REQUIRE(made.threads.size() == 2);
  CHECK(made.of == std::vector<std::size_t>{0, 1, 0, 0});
  CHECK(made.threads[1].client == "b");
}

TEST_CASE("what is under way at one time lies on threads of its own, after everybody's first") {
  const ClientThreads made = client_threads(
      {asked("a", 0, 5), asked("a", 1, 3), asked("a", 2, 9), asked("b", 3, 4), asked("a", 4, 6)});
  CHECK(made.of == std::vector<std::size_t>{0, 2, 3, 1, 2});
  REQUIRE(made.threads.size() == 4);
  CHECK(made.threads[3].client == "a");
  CHECK(made.threads[3].number == 2);
}

TEST_CASE("what never returned keeps its thread, and a history out of order is put in order") {
  const ClientThreads made =
      client_threads({asked("a", 9, 10), asked("a", 0, std::nullopt), asked("a", 3, 4)});
  CHECK(made.order == std::vector<std::size_t>{1, 2, 0});
  CHECK(made.of == std::vector<std::size_t>{1, 0, 1});
}
