#include "reports/metrics/overhead.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace faultline::reports {

namespace {

using Count = std::optional<std::uint64_t>;

Count thousandths(const Count& part, const Count& whole) {
  if (!part || !whole || *whole == 0) return std::nullopt;
  return *part * 1'000 / *whole;
}

}  // namespace

std::string overhead_csv(const EngineResults& engines) {
  std::string csv =
      "engine,keys,copies,user_bytes,metadata_bytes,metadata_bytes_peak,"
      "metadata_bytes_per_copy_milli,metadata_bytes_per_user_byte_milli,updates,wire_bytes,"
      "wire_messages,wire_bytes_per_update_milli,wire_messages_per_update_milli\n";
  for (const sim::EngineResult* engine : engines) {
    if (!engine->overhead) continue;
    const sim::Overhead& at_end = *engine->overhead;
    csv += engine->engine;
    for (const Count& cell : std::vector<Count>{
             at_end.keys, at_end.copies, at_end.user_bytes, at_end.metadata_bytes,
             engine->metadata_bytes_peak, thousandths(at_end.metadata_bytes, at_end.copies),
             thousandths(at_end.metadata_bytes, at_end.user_bytes), engine->updates,
             engine->wire_bytes, engine->wire_messages,
             thousandths(engine->wire_bytes, engine->updates),
             thousandths(engine->wire_messages, engine->updates)}) {
      csv += "," + (cell ? std::to_string(*cell) : std::string());
    }
    csv += "\n";
  }
  return csv;
}

}  // namespace faultline::reports
