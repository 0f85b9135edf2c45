#include "engine/dynomite/consistency.h"

#include <algorithm>

namespace faultline::engine::dynomite {
namespace {

bool same_but_for_case(std::string_view given, std::string_view upper) {
  return std::equal(given.begin(), given.end(), upper.begin(), upper.end(), [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
  });
}

}  // namespace

std::optional<Consistency> find_consistency(std::string_view name) {
  for (std::size_t i = 0; i < kConsistencyNames.size(); ++i)
    if (same_but_for_case(name, kConsistencyNames[i])) return static_cast<Consistency>(i);
  return std::nullopt;
}

}  // namespace faultline::engine::dynomite
