// Client libraries that send a command again when they do not know whether it ran: counters count
// twice, lists grow twice.
#include "sim/faults/fault.h"

namespace faultline::sim {

using engine::ParameterValues;

namespace {

class ClientRetry final : public Fault {
 public:
  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    disturb(target, ClientsRetry{});
    return std::nullopt;
  }
};

}  // namespace

FaultKind client_retry_fault() {
  return {.name = "client_retry",
          .summary = "clients send again what was not answered when their connection was lost",
          .parameters = {},
          .make = [](const ParameterValues&) -> std::unique_ptr<Fault> {
            return std::make_unique<ClientRetry>();
          },
          .draw = [](const Topology&, engine::Prng&) -> ParameterValues { return {}; }};
}

}  // namespace faultline::sim
