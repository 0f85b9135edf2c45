#include "sim/history/records.h"

namespace faultline::sim {

OperationRecord record_of(const History& history, OperationIndex index) {
  const OperationEntry& operation = history.operation(index);
  const LoadClient& client = history.load().clients[operation.client];
  OperationRecord record;
  record.operation = index + 1;
  record.client = client.name;
  record.invoke_ns = engine::nanoseconds_of(operation.invoked);
  if (operation.returned) record.return_ns = engine::nanoseconds_of(*operation.returned);
  record.outcome = operation.outcome;
  record.command = operation.command;
  record.reply = operation.reply;
  record.dc = history.datacenter_name(client.datacenter);
  if (operation.homes.empty()) return record;
  record.home = history.place(operation.homes.front()).name;
  for (const Execution& execution : operation.executions) {
    if (execution.replica != operation.homes.front()) continue;
    record.wall_ns = engine::nanoseconds_of(execution.wall);
    record.clock_offset_ns = execution.clock_offset.count();
    break;
  }
  return record;
}

}  // namespace faultline::sim
