// Sines and the like with the same bits on every machine. Those that the C library has for doubles
// choose their instructions by the processor; those for long doubles do not, and rounded to double
// they differ from the others in the last bit at most.
#pragma once

#include <cmath>

namespace faultline::engine {

[[nodiscard]] inline double sine(double angle) {
  return static_cast<double>(std::sin(static_cast<long double>(angle)));
}
[[nodiscard]] inline double cosine(double angle) {
  return static_cast<double>(std::cos(static_cast<long double>(angle)));
}
[[nodiscard]] inline double arc_sine(double value) {
  return static_cast<double>(std::asin(static_cast<long double>(value)));
}

}  // namespace faultline::engine
