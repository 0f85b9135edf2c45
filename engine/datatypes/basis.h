// On what a rule of the model rests: said in the documents of the real system, seen in runs of it,
// followed from either, or ours where they are silent.
#pragma once

#include <string_view>

namespace faultline::engine {

enum class Basis { kDocumented, kMeasured, kInferred, kChosen };

[[nodiscard]] constexpr std::string_view word(Basis basis) {
  switch (basis) {
    case Basis::kDocumented:
      return "documented";
    case Basis::kMeasured:
      return "measured";
    case Basis::kInferred:
      return "inferred";
    case Basis::kChosen:
      return "chosen";
  }
  return {};
}

}  // namespace faultline::engine
