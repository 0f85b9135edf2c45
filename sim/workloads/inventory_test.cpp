#include <catch2/catch.hpp>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::Arguments;

const engine::ParameterValues kStock = {
    {"keys", {engine::Nested{"uniform", {{"count", {std::int64_t{3}}}}}}},
    {"pieces", {std::int64_t{40}}},
    {"deliveries", {std::int64_t{0}}}};

TEST_CASE("the first client delivers and the others look before they sell") {
  const auto keys = keys_of(kStock);
  engine::Prng random(9);
  const auto warehouse = find_workload("inventory")->make(kStock, *keys, 0);
  const auto shop = find_workload("inventory")->make(kStock, *keys, 1);
  for (int i = 0; i < 100; ++i) {
    const Arguments delivery = warehouse->next(random);
    CHECK(delivery == Arguments{"SET", delivery[1], "40"});
    CHECK_FALSE(warehouse->follow_up(delivery, random).has_value());
    const Arguments look = shop->next(random);
    CHECK(look == Arguments{"GET", look[1]});
    CHECK(shop->follow_up(look, random)->drawn == Arguments{"DECR", look[1]});
  }
}

TEST_CASE("after its deliveries the first client sells like the others") {
  engine::ParameterValues values = kStock;
  values["deliveries"].value = std::int64_t{3};
  const auto keys = keys_of(values);
  engine::Prng random(9);
  const auto warehouse = find_workload("inventory")->make(values, *keys, 0);
  for (int i = 0; i < 10; ++i) {
    const Arguments command = warehouse->next(random);
    CHECK(command[0] == engine::Bytes(i < 3 ? "SET" : "GET"));
    CHECK(warehouse->follow_up(command, random).has_value() == (i >= 3));
  }
}

TEST_CASE("a piece is sold only where the answer says that there is one") {
  const auto keys = keys_of(kStock);
  engine::Prng random(9);
  const auto shop = find_workload("inventory")->make(kStock, *keys, 1);
  const auto sale = shop->follow_up({"GET", "stock:2"}, random);
  REQUIRE(sale);
  for (const char* some : {"1", "40", "9000000000"})
    CHECK(sale->make(sale->drawn, engine::bulk_reply(some)) == Arguments{"DECR", "stock:2"});
  for (const char* none : {"0", "-3", "many", ""})
    CHECK_FALSE(sale->make(sale->drawn, engine::bulk_reply(none)).has_value());
  CHECK_FALSE(sale->make(sale->drawn, engine::nil_reply()).has_value());
}

}  // namespace
}  // namespace faultline::sim
