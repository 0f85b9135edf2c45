// Disturbances of clients: what applications and their libraries do when a data center fails.
#pragma once

#include "engine/base/ids.h"

namespace faultline::sim {

// The users of one data center are served by another one: their sessions go on from its client
// host, with its endpoints, and what was not answered yet is lost from sight.
struct ClientsMoved {
  engine::DatacenterId from{};
  engine::DatacenterId to{};
};
// Client libraries send again what was not answered when their connection was lost, without asking
// whether it may run twice.
struct ClientsRetry {};

}  // namespace faultline::sim
