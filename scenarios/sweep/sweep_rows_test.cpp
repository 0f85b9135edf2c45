#include "scenarios/sweep/sweep_rows.h"

#include <catch2/catch.hpp>

namespace faultline::scenarios {

TEST_CASE("what each engine loses over all seeds is one sentence") {
  Distribution all;
  all.seeds = 3;
  all.engines["dynomite"] = {{0, 2, 1'500}, {}, 2};
  all.engines["active_active"] = {{0, 0, 0}, {}, 0};
  all.engines["last_write_wins"] = {};
  CHECK(verdicts_of(all) ==
        std::vector<std::string>{
            "Active-Active loses no acknowledged update under any of 3 seeds.",
            "Dynomite loses acknowledged updates under 2 of 3 seeds, at most 1,500 under one."});
}

}  // namespace faultline::scenarios
