// A space-time diagram by hand, for the tests of what draws it: a write that is lost in a cut, and
// one on the other side by a clock that is ahead, in a data center that goes down.
#pragma once

#include "reports/story/space_time.h"

namespace faultline::reports {

inline SpaceTime sample_diagram() {
  constexpr std::int64_t kSecond = 1'000'000'000;
  SpaceTime diagram;
  diagram.title = "name under Dynomite";
  diagram.lines = {{"eu", "a/0/redis", "ada"}, {"us", "a/0/redis", "grace <b>"}};
  diagram.operations = {{1, "c1", "us", "SET · ada", false}, {12, "c2", "us", "SET · grace", true}};
  diagram.events = {{Happening::kAsked, kSecond, {}, 0, ""},
                    {Happening::kRan, kSecond + 300'000, 1, 0, "clock +5 s"},
                    {Happening::kArrived, kSecond + 40'000'000, 0, 0, ""},
                    {Happening::kAsked, 3 * kSecond, {}, 1, "no answer"},
                    {Happening::kRan, 3 * kSecond + 200'000, 1, 1, "over 1"},
                    {Happening::kNeverCame, 3 * kSecond + 200'000, 0, 1, ""},
                    {Happening::kDown, 3 * kSecond + 500'000'000, 0, {}, "loses 1"},
                    {Happening::kUp, 30 * kSecond, 0, {}, ""}};
  diagram.arrows = {{0, 1}, {1, 2}, {3, 4}, {4, 5}};
  diagram.bands = {{"cut: eu ↔ us", 2 * kSecond, 4 * kSecond, {}},
                   {"down", 3 * kSecond + 500'000'000, 30 * kSecond, 0}};
  return diagram;
}

}  // namespace faultline::reports
