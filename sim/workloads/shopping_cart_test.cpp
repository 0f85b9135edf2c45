#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "sim/workloads/commands_fixture.h"

namespace faultline::sim {
namespace {

using engine::Bytes;

std::vector<engine::Arguments> cart_commands(std::int64_t items, int count) {
  return commands_of("shopping_cart", count, {{"items", {items}}});
}

TEST_CASE("shoppers mostly add, and also remove, look, count and check out") {
  std::map<std::string, int> counts;
  for (const auto& command : cart_commands(10'000, 10'000))
    ++counts[std::string(command[0].view())];
  CHECK(std::abs(counts["SADD"] - 5500) < 300);
  CHECK(std::abs(counts["SREM"] - 1500) < 200);
  CHECK(std::abs(counts["SMEMBERS"] - 1800) < 200);
  CHECK(std::abs(counts["SCARD"] - 1000) < 200);
  CHECK(std::abs(counts["DEL"] - 200) < 80);
  CHECK(counts.size() == 5);
}

TEST_CASE("with a shop of zero items every item is bought once only") {
  std::set<Bytes> bought;
  for (const auto& command : cart_commands(0, 5000))
    if (command[0] == Bytes("SADD"))
      for (std::size_t i = 2; i < command.size(); ++i) CHECK(bought.insert(command[i]).second);
  CHECK(bought.size() > 2000);
}

TEST_CASE("what a shopper puts back is mostly in the cart because of him") {
  std::set<std::pair<Bytes, Bytes>> bought;
  int known = 0;
  int removals = 0;
  for (const auto& command : cart_commands(1'000'000, 5000)) {
    if (command[0] == Bytes("SADD"))
      for (std::size_t i = 2; i < command.size(); ++i) bought.insert({command[1], command[i]});
    if (command[0] != Bytes("SREM")) continue;
    ++removals;
    known += bought.count({command[1], command[2]}) == 1 ? 1 : 0;
  }
  CHECK(known * 10 > removals * 6);
  CHECK(known < removals);
}

}  // namespace
}  // namespace faultline::sim
