// Which key of a run is meant by what somebody typed: its bytes, or what redis-cli and the report
// print of it ("a b\xff", a long key cut).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"

namespace faultline::scenarios {

struct KeyMeant {
  std::optional<engine::Bytes> key;
  std::string problem;     // if there is none
  std::string suggestion;  // as one would type it; may be empty
};

[[nodiscard]] KeyMeant key_meant(const std::string& argument,
                                 const std::vector<engine::Bytes>& keys);

}  // namespace faultline::scenarios
