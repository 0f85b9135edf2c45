// The word for each unit of a parameter (engine/ports/parameter.h), for lists and tables:
// "duration", "hosts". How a value of it is written, parameters.h says (form_of).
#pragma once

#include <string_view>

#include "engine/ports/parameter.h"

namespace faultline::scenarios {

[[nodiscard]] std::string_view unit_name(engine::ParameterUnit unit);

}  // namespace faultline::scenarios
