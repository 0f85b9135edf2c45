#include "sim/history/records.h"

#include <fmt/format.h>

#include <cstdlib>

namespace faultline::sim {

OperationRecord record_of(const History& history, OperationIndex index) {
  const OperationEntry& operation = history.operations()[index];
  const LoadClient& client = history.load().clients[operation.client];
  OperationRecord record;
  record.operation = index + 1;
  record.client = client.name;
  record.invoke_ns = engine::nanoseconds_of(operation.invoked);
  if (operation.returned) record.return_ns = engine::nanoseconds_of(*operation.returned);
  record.outcome = operation.outcome;
  record.command = history.load().arrivals[index].command;
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

std::string milliseconds_text(std::int64_t ns) {
  const std::int64_t us = std::llabs(ns) / 1000;
  return fmt::format("{}{}.{:03} ms", ns < 0 ? "-" : "", us / 1000, us % 1000);
}

namespace {

std::string argument_text(std::string_view argument) {
  constexpr std::size_t kShown = 40;
  std::string text;
  bool quoted = argument.empty();
  for (const char c : argument.substr(0, kShown)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool printable = byte >= 0x20 && byte < 0x7f;
    const bool escaped = c == '"' || c == '\\';
    quoted = quoted || !printable || escaped || c == ' ' || c == '\'';
    if (escaped) text += '\\';
    text += printable ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  if (argument.size() > kShown) text += "…";
  return quoted ? '"' + text + '"' : text;
}

}  // namespace

std::string command_text(const engine::Arguments& command) {
  std::string text;
  for (const engine::Bytes& argument : command)
    text += (text.empty() ? "" : " ") + argument_text(argument.view());
  return text;
}

}  // namespace faultline::sim
