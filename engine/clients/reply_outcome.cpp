#include "engine/clients/reply_outcome.h"

#include <array>
#include <string_view>

namespace faultline::engine {
namespace {

constexpr std::array<std::string_view, 26> kBeginnings = {
    "WRONGTYPE ",
    "BUSYKEY ",
    "OOM ",
    "MISCONF ",
    "CROSSSLOT ",
    "ERR syntax error",
    "ERR wrong number of arguments",
    "ERR unknown command",
    "ERR invalid expire time",
    "ERR string exceeds maximum allowed size",
    "ERR index out of range",
    "ERR offset is out of range",
    "ERR no such key",
    "ERR Unsupported option",
    "ERR NX and XX, GT or LT options",
    "ERR GT and LT options",
    "ERR increment would produce NaN or Infinity",
    "ERR source and destination objects are the same",
    "ERR DB index is out of range",
    "ERR value is out of range",
    "ERR Invalid TTL value",
    "ERR Invalid IDLETIME value",
    "ERR Invalid FREQ value",
    "ERR DUMP payload version or checksum are wrong",
    "ERR Bad data format",
    "ERR this instance is",  // … no member of the database, or not in sync yet
};

// Of errors that begin "ERR value …", "ERR hash value …", "ERR decrement …" and the like.
constexpr std::array<std::string_view, 24> kPhrases = {
    "is not an integer",
    "is not a valid float",
    "is not a float",
    "is not a number",
    "is NaN or Infinity",
    "can't be converted into double",
    "would overflow",
    "options at the same time are not compatible",
    "supports a single increment-element pair",
    "invalid cursor",
    "invalid longitude",
    "can't be negative",
    "cannot be negative",
    "can't be greater than number of args",
    "should be greater than 0",
    "must be > 0",
    "must be 1 or 0",
    "must be called with a single source key",
    "must contain string values",
    "not valid string range item",
    "argument requires COUNT argument",
    "unsupported unit provided",
    "input key is needed",
    "OVERFLOW type specified",
};

}  // namespace

output::Outcome outcome_of(const Reply& reply) {
  const auto* error = std::get_if<Error>(&reply.value);
  if (error == nullptr) return output::Outcome::kOk;
  const std::string_view text = error->text.view();
  for (const std::string_view beginning : kBeginnings)
    if (text.substr(0, beginning.size()) == beginning) return output::Outcome::kFailed;
  for (const std::string_view phrase : kPhrases)
    if (text.find(phrase) != std::string_view::npos) return output::Outcome::kFailed;
  return output::Outcome::kIndeterminate;
}

bool turns_clients_away(const Reply& reply) {
  const auto* error = std::get_if<Error>(&reply.value);
  if (error == nullptr) return false;
  const std::string_view text = error->text.view();
  return text.starts_with("ERR this instance is") || text.starts_with("OOM this instance is");
}

}  // namespace faultline::engine
