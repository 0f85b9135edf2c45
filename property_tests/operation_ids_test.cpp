// OperationIds are opaque: other numbers for the same commands give the same replies and the same
// wire.

#include <catch2/catch.hpp>

#include "property_tests/plans.h"
#include "sim/run.h"

namespace faultline {
namespace {

TEST_CASE("renumbered operations get the same replies over the same wire") {
  const sim::Plan plan = tests::stormy_plan(6);
  sim::RunOptions renumbered;
  renumbered.operation_ids_from = 1'000'000'007;
  const sim::RunResult one = sim::run(plan, {});
  const sim::RunResult two = sim::run(plan, renumbered);
  REQUIRE(one.engines.size() == two.engines.size());
  for (std::size_t e = 0; e < one.engines.size(); ++e) {
    INFO(one.engines[e].engine);
    CHECK(one.engines[e].wire_bytes == two.engines[e].wire_bytes);
    CHECK(one.engines[e].wire_messages == two.engines[e].wire_messages);
    CHECK(one.engines[e].events == two.engines[e].events);
    REQUIRE(one.engines[e].history.size() == two.engines[e].history.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < one.engines[e].history.size(); ++i)
      different += one.engines[e].history[i].reply != two.engines[e].history[i].reply ? 1 : 0;
    CHECK(different == 0);
  }
}

}  // namespace
}  // namespace faultline
