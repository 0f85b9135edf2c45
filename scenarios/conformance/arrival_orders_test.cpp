#include "scenarios/conformance/arrival_orders.h"

#include <catch2/catch.hpp>
#include <set>

using namespace faultline::scenarios::conformance;

namespace {

// Lets the effects of some sources arrive; the order as letters, one a source.
std::string arrive(ArrivalOrders& orders, std::vector<int> left) {
  std::string order;
  orders.begin();
  while (true) {
    std::vector<std::size_t> sources;
    for (std::size_t i = 0; i < left.size(); ++i)
      if (left[i] > 0) sources.push_back(i);
    if (sources.empty()) return order;
    const std::size_t source = sources[orders.choose(sources.size())];
    --left[source];
    order += static_cast<char>('a' + source);
  }
}

std::set<std::string> all(const std::vector<int>& counts, std::uint64_t& tried) {
  ArrivalOrders orders("test");
  std::set<std::string> found;
  do found.insert(arrive(orders, counts));
  while (orders.next());
  tried = orders.tried();
  return found;
}

}  // namespace

TEST_CASE("every order of arrival comes once, in order per source") {
  std::uint64_t tried = 0;
  CHECK(all({1, 1}, tried) == std::set<std::string>{"ab", "ba"});
  CHECK(all({2, 1}, tried) == std::set<std::string>{"aab", "aba", "baa"});
  CHECK(tried == 3);
  CHECK(all({2, 2, 2}, tried).size() == 90);
  CHECK(tried == 90);
  CHECK(all({3}, tried).size() == 1);
  CHECK(tried == 1);
}

TEST_CASE("beyond a bound orders are drawn, the same ones in every run") {
  std::uint64_t tried = 0;
  const std::set<std::string> first = all({5, 5, 5}, tried);
  CHECK(tried == ArrivalOrders::kCountedMax + ArrivalOrders::kDrawn);
  CHECK(first == all({5, 5, 5}, tried));
  CHECK(first.size() > ArrivalOrders::kCountedMax);
}
