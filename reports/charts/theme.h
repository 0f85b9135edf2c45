// Charts for light and dark pages alike: no paper of their own, and a second set of colours that
// the picture itself chooses where its reader prefers dark pages.
#pragma once

#include <string>
#include <string_view>

namespace faultline::reports {

// What gnuplot drew, with the chart's own title for those who cannot see it. A viewer that knows no
// style sheets shows the light colours.
[[nodiscard]] std::string themed(std::string svg, std::string_view title);

}  // namespace faultline::reports
