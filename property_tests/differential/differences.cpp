#include "property_tests/differential/differences.h"

#include <vector>

#include "property_tests/differential/both_replies.h"

namespace faultline::differential {

using engine::Arguments;
using engine::Reply;

std::span<const DeliberateDifference> deliberate_differences() {
  static const std::vector<DeliberateDifference> kDifferences = {};
  return kDifferences;
}

const DeliberateDifference* find_deliberate(const Arguments& arguments, const Reply& ours,
                                            const Reply& redis) {
  const std::string command = upper_case(arguments[0].view());
  for (const DeliberateDifference& difference : deliberate_differences())
    if (command == difference.command && difference.applies(arguments, ours, redis))
      return &difference;
  return nullptr;
}

}  // namespace faultline::differential
