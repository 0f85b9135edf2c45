#include "reports/metrics/overhead.h"

#include <catch2/catch.hpp>

namespace faultline::reports {

TEST_CASE("the series of overhead divides in thousandths, and leaves out what was not measured") {
  sim::EngineResult engine;
  engine.engine = "active_active";
  CHECK(overhead_csv({&engine}).find('\n') + 1 == overhead_csv({&engine}).size());
  engine.overhead = {2, 4, 300, 1'000};
  engine.metadata_bytes_peak = 1'500;
  engine.updates = 3;
  engine.wire_bytes = 1'000;
  engine.wire_messages = 10;
  const std::string csv = overhead_csv({&engine});
  CHECK(csv.ends_with("\nactive_active,2,4,300,1000,1500,250000,3333,3,1000,10,333333,3333\n"));
  engine.overhead = {0, 0, 0, std::nullopt};
  engine.metadata_bytes_peak.reset();
  engine.updates = 0;
  CHECK(overhead_csv({&engine}).ends_with("\nactive_active,0,0,0,,,,,0,1000,10,,\n"));
}

}  // namespace faultline::reports
