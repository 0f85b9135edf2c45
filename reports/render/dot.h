// Graphs for Graphviz, in its language DOT: the topology of a plan, and what each update of a key
// knew of the others.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.h"
#include "sim/history/history.h"
#include "sim/plan.h"

namespace faultline::reports {

// Data centers, racks and machines as nested boxes; an edge a link, both ways, with its median
// latency, its distribution, bandwidth and loss.
[[nodiscard]] std::string topology_dot(const sim::Plan& plan);

// A node an operation that was to update the key, with who asked, when, and what became of it. An
// edge from what an update knew, directly or by its session, but for those that follow from others;
// a dashed one from what took a lost update's place. Of a closed history that knows the key.
[[nodiscard]] std::string causality_dot(const sim::History& history, std::string_view engine,
                                        const engine::Bytes& key);

// In quotes, as one identifier or label.
[[nodiscard]] std::string dot_string(std::string_view text);

}  // namespace faultline::reports
