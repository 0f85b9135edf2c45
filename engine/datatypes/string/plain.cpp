#include "engine/datatypes/string/plain.h"

namespace faultline::engine::string {

void Plain::apply(const Increment& increment) {
  auto sum = value_.empty() ? TextNumber::Sum() : TextNumber::Sum::of(value_);
  if (!sum) return;
  sum->add(increment.delta);
  value_ = sum->value();
}

}  // namespace faultline::engine::string
