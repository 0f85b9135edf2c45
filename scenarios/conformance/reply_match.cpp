#include "scenarios/conformance/reply_match.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "reports/render/json_values.h"
#include "scenarios/loader/json_source.h"

namespace faultline::scenarios::conformance {
namespace {

constexpr double kNumberTolerance = 1e-9;
constexpr std::int64_t kDeadlineToleranceMs = 5;
constexpr std::int64_t kSmallestStamp = 1'000'000'000'000;  // milliseconds since 1970

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

bool one_of(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool in_parentheses(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() >= 2 && text.front() == '(' && text.back() == ')';
}

// The text that an expected error begins with: {"error": "X"}, or "-X" as it stands on the wire.
std::optional<std::string> error_prefix(const Json& expected) {
  if (expected.is_object()) {
    const auto found = expected.find("error");
    if (found != expected.end() && found->is_string()) return found->get<std::string>();
    return std::nullopt;
  }
  if (!expected.is_string()) return std::nullopt;
  const auto& text = expected.get_ref<const std::string&>();
  const bool wire =
      text.size() > 1 && text[0] == '-' && std::isupper(static_cast<unsigned char>(text[1])) != 0;
  return wire ? std::optional(text.substr(1)) : std::nullopt;
}

bool is_error(const Json& seen) {
  return seen.is_object() && seen.contains("error");
}

std::optional<double> number_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> stamp_of(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t stamp = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), stamp);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(stamp)
                                                                         : std::nullopt;
}

bool same_numbers(const Json& expected, const Json& seen) {
  if (expected.is_array() && seen.is_array())
    return expected.size() == seen.size() &&
           std::equal(expected.begin(), expected.end(), seen.begin(), same_numbers);
  const auto a = number_of(expected);
  const auto b = number_of(seen);
  if (!a || !b) return expected == seen;
  if (std::isinf(*a) || std::isinf(*b)) return *a == *b;
  return std::abs(*a - *b) <= kNumberTolerance * std::max(1.0, std::abs(*a));
}

Json parsed(const Json& value) {
  if (!value.is_string()) return value;
  std::vector<InputError> ignored;
  const auto source =
      read_json(value.get_ref<const std::string&>(), "reply", ignored, Numbers::kAny);
  return source && ignored.empty() ? source->document : value;
}

// The name of each XINFO row, which is a flat list of fields and values that begins with it.
Json names_in(const Json& rows) {
  if (!rows.is_array()) return rows;
  Json names = Json::array();
  for (const Json& row : rows)
    names.push_back(row.is_array() && row.size() > 1 && row[0] == "name" ? row[1] : row);
  return names;
}

// The id of each stream entry [id, fields], at whatever depth the entries lie.
Json ids_in(const Json& entries) {
  if (!entries.is_array()) return entries;
  Json ids = Json::array();
  for (const Json& entry : entries) {
    const bool is_entry = entry.is_array() && entry.size() == 2 && entry[0].is_string() &&
                          entry[1].is_array() && (entry[1].empty() || entry[1][0].is_string());
    ids.push_back(is_entry ? entry[0] : ids_in(entry));
  }
  return ids;
}

Json sorted(const Json& list) {
  if (!list.is_array()) return list;
  std::vector<Json> elements(list.begin(), list.end());
  std::sort(elements.begin(), elements.end());
  return Json(elements);
}

Json sorted_pairs(const Json& list) {
  if (!list.is_array() || list.size() % 2 != 0) return list;
  std::vector<Json> pairs;
  for (std::size_t i = 0; i < list.size(); i += 2)
    pairs.push_back(Json::array({list[i], list[i + 1]}));
  std::sort(pairs.begin(), pairs.end());
  return Json(pairs);
}

// A cursor and what one step of a scan found, in whatever order.
bool same_scan(const Json& expected, const Json& seen, bool in_pairs) {
  const auto is_step = [](const Json& reply) {
    return reply.is_array() && reply.size() == 2 && reply[1].is_array();
  };
  if (!is_step(expected) || !is_step(seen) || expected[0] != seen[0]) return expected == seen;
  return in_pairs ? sorted_pairs(expected[1]) == sorted_pairs(seen[1])
                  : sorted(expected[1]) == sorted(seen[1]);
}

bool within_quarter(const Json& expected, const Json& seen) {
  const auto wanted = expected.get<std::int64_t>();
  return seen.is_number_integer() && std::abs(seen.get<std::int64_t>() - wanted) * 4 <= wanted;
}

}  // namespace

Json json_of(const Seen& seen) {
  if (!seen.reply) return Json("(" + seen.no_answer + ")");
  return Json(reports::reply_json(seen.reply));
}

std::string shown(const Json& reply) {
  return reply.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ReplyMatch::ReplyMatch(const engine::Arguments& command, const ExpectedReply& how,
                       Candidates candidates)
    : name_(upper(command.at(0).view())),
      key_(command.size() > 1 ? command[1].view() : ""),
      view_(how.view),
      multiset_(how.unordered ||
                one_of(name_, {"SMEMBERS", "SUNION", "SINTER", "SDIFF", "HKEYS", "HVALS", "KEYS"})),
      pairs_(how.pairs || name_ == "HGETALL"),
      candidates_(std::move(candidates)) {}

bool ReplyMatch::drawn(const Json& seen) const {
  if (seen.is_array())
    return std::all_of(seen.begin(), seen.end(), [&](const Json& each) { return drawn(each); });
  return seen.is_string() && candidates_.contains(seen.get<std::string>());
}

bool ReplyMatch::same_value(const Json& expected, const Json& seen) const {
  if (view_ == "number") return same_numbers(expected, seen);
  if (view_ == "json") return parsed(expected) == parsed(seen);
  if (view_ == "names") return sorted(names_in(expected)) == sorted(names_in(seen));
  if (view_ == "ids") return ids_in(expected) == ids_in(seen);
  if (one_of(name_, {"SCAN", "SSCAN"})) return same_scan(expected, seen, false);
  if (one_of(name_, {"HSCAN", "ZSCAN"})) return same_scan(expected, seen, true);
  if (pairs_) return sorted_pairs(expected) == sorted_pairs(seen);
  if (multiset_) return sorted(expected) == sorted(seen);
  if (one_of(name_, {"SPOP", "SRANDMEMBER", "RANDOMKEY"}) && !candidates_.empty() && drawn(seen))
    return expected.is_array() ? seen.is_array() && expected.size() == seen.size()
                               : expected.is_string() && seen.is_string();
  if (expected.is_number_integer() && expected.get<std::int64_t>() > 0) {
    if (one_of(name_, {"TTL", "PTTL"})) return within_quarter(expected, seen);
    if (one_of(name_, {"PEXPIRETIME"}) && seen.is_number_integer())
      return std::abs(seen.get<std::int64_t>() - expected.get<std::int64_t>()) <=
             kDeadlineToleranceMs;
  }
  // Stamps of the timestamp mode stand in sorted sets of Dynomite's own, by the clock of their run.
  if (name_ == "ZSCORE" && key_.starts_with("._"))
    if (const auto stamp = stamp_of(expected); stamp && *stamp > kSmallestStamp) {
      const auto own = stamp_of(seen);
      return own && *own != 0;
    }
  return expected == seen;
}

bool ReplyMatch::matches(const Json& expected, const Json& seen) const {
  if (in_parentheses(expected) && in_parentheses(seen)) return true;
  if (const auto prefix = error_prefix(expected); prefix && is_error(seen))
    return seen["error"].is_string() && seen["error"].get<std::string>().starts_with(*prefix);
  if (is_error(seen)) return false;
  return same_value(expected, seen);
}

std::optional<std::size_t> which_expected(const ExpectedReply& expected, const ReplyMatch& match,
                                          const Json& seen) {
  if (expected.reply && match.matches(*expected.reply, seen)) return 0;
  for (std::size_t i = 0; i < expected.alternatives.size(); ++i)
    if (match.matches(expected.alternatives[i], seen)) return i + 1;
  return std::nullopt;
}

bool latency_fits(engine::Duration recorded, engine::Duration seen) {
  const engine::Duration tolerance = std::chrono::milliseconds(50) + recorded / 50;
  return seen >= recorded - tolerance && seen <= recorded + tolerance;
}

}  // namespace faultline::scenarios::conformance
