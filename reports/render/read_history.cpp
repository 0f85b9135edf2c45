#include "reports/render/read_history.h"

#include <map>
#include <nlohmann/json.hpp>

#include "reports/render/base64.h"

namespace faultline::reports {

namespace {

using nlohmann::ordered_json;

// As in read_result.cpp, a wrong type ends in an exception of nlohmann's or of the standard
// library's.

engine::Bytes bytes_of(const ordered_json& json) {
  if (json.is_object())
    return engine::Bytes(from_base64(json.at("base64").get_ref<const std::string&>()).value());
  return engine::Bytes(json.get_ref<const std::string&>());
}

engine::Reply reply_of(const ordered_json& json) {
  if (json.is_null()) return engine::nil_reply();
  if (json.is_number()) return engine::integer_reply(json.get_ref<const std::int64_t&>());
  if (json.is_object() && json.contains("error"))
    return engine::error_reply(bytes_of(json.at("error")));
  if (!json.is_array()) return engine::bulk_reply(bytes_of(json));
  std::vector<engine::Reply> elements;
  for (const ordered_json& each : json) elements.push_back(reply_of(each));
  return {std::move(elements)};
}

sim::OperationRecord record_in(const ordered_json& json) {
  using engine::output::Outcome;
  static const std::map<std::string, Outcome> kOutcomes = {
      {"ok", Outcome::kOk},
      {"failed", Outcome::kFailed},
      {"indeterminate", Outcome::kIndeterminate}};
  sim::OperationRecord record;
  record.operation = json.at("operation").get_ref<const std::uint64_t&>();
  record.client = json.at("client").get_ref<const std::string&>();
  record.dc = json.at("dc").get_ref<const std::string&>();
  if (!json.at("home").is_null()) record.home = json.at("home").get_ref<const std::string&>();
  record.invoke_ns = json.at("invoke_ns").get_ref<const std::int64_t&>();
  if (!json.at("return_ns").is_null())
    record.return_ns = json.at("return_ns").get_ref<const std::int64_t&>();
  record.outcome = kOutcomes.at(json.at("status").get_ref<const std::string&>());
  for (const ordered_json& each : json.at("command")) record.command.push_back(bytes_of(each));
  // Whoever was answered nil was answered; the others had no reply.
  const ordered_json& reply = json.at("reply");
  if (!reply.is_null() || record.outcome == Outcome::kOk) record.reply = reply_of(reply);
  return record;
}

}  // namespace

std::optional<sim::OperationRecord> read_history_line(const ordered_json& line) {
  try {
    return record_in(line);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::optional<std::vector<sim::OperationRecord>> read_history(std::string_view text) {
  std::vector<sim::OperationRecord> records;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    auto record = read_history_line(ordered_json::parse(text.substr(0, end), nullptr, false));
    if (!record) return std::nullopt;
    records.push_back(std::move(*record));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return records;
}

}  // namespace faultline::reports
