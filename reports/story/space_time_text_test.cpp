#include "reports/story/space_time_text.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/story/sample_diagram.h"
#include "reports/story/text_columns.h"

namespace faultline::reports {

namespace {

std::size_t widest_line(const SpaceTime& diagram) {
  std::istringstream text(space_time_text(diagram));
  std::size_t widest = 0;
  for (std::string line; std::getline(text, line);) widest = std::max(widest, text_columns(line));
  return widest;
}

}  // namespace

TEST_CASE("a diagram as text has a column a replica, faults as bars, and time that goes down") {
  CHECK('\n' + space_time_text(sample_diagram()) == R"(
                                        eu                  us
              clients                   a/0/redis           a/0/redis
        1 s   1 c1 us                   │                   ● 1 clock +5 s
                SET · ada               │                   │
     1.04 s                             ◆ 1                 │
        2 s ▄ cut: eu ↔ us
        3 s █ 12 c2 us                  × 12                ● 12 over 1
            █   SET · grace, no answer  │                   │
      3.5 s █                           v loses 1           │
        4 s ▀ no longer cut: eu ↔ us
                                        ⋮                   ⋮
       30 s                             ^                   │
                                        ⋮                   ⋮
 at the end                             ada                 grace <b>

● runs, ◆ arrives, × never came, v goes down, ^ is up again; over: in the place
of
)");
}

TEST_CASE("a diagram of up to three replicas keeps within 80 columns whatever it shows") {
  SpaceTime diagram = sample_diagram();
  diagram.lines.push_back({"a-region-with-a-long-name", "a-rack/0/shard-3", std::string(300, 'x')});
  diagram.operations[0].command = "SET · " + std::string(200, 'v');
  diagram.operations[1].datacenter = "a-region-with-a-long-name";
  diagram.bands[0].label = "cut: " + std::string(100, 'a');
  CHECK(widest_line(diagram) <= 80);
  CHECK(widest_line(sample_diagram()) <= 80);
}

TEST_CASE("moments within a millisecond are told apart") {
  SpaceTime diagram = sample_diagram();
  diagram.events.resize(3);
  diagram.events[2].at_ns = diagram.events[0].at_ns + 600'000;
  diagram.events[2].operation = 1;
  diagram.bands.clear();
  CHECK_THAT(space_time_text(diagram),
             Catch::Contains("        1 s 1 c1 us") && Catch::Contains("   1.0006 s "));
}

}  // namespace faultline::reports
