#include "scenarios/loader/units.h"

#include <array>
#include <charconv>
#include <span>
#include <vector>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/nearest.h"

namespace faultline::scenarios {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t size;
};
// Smallest first; each divides the next.
constexpr std::array<Unit, 7> kTimes = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", 1'000'000'000},
                                         {"m", 60'000'000'000},
                                         {"h", 3'600'000'000'000},
                                         {"d", 86'400'000'000'000}}};
constexpr std::array<Unit, 4> kSizes = {
    {{"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}};
constexpr std::array<Unit, 3> kRates = {
    {{"/s", 1'000'000'000}, {"/m", 60'000'000'000}, {"/h", 3'600'000'000'000}}};
constexpr std::size_t kDecimals = 6;

std::size_t leading_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  return count;
}

bool all_digits(std::string_view text) {
  return !text.empty() && leading_digits(text) == text.size();
}

template <class T>
std::optional<T> to_number(std::string_view digits) {
  T number{};
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> product(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

template <class T>
Parsed<T> refuse(std::string problem, std::string suggestion = {}) {
  return {std::nullopt, std::move(problem), std::move(suggestion)};
}

// What is wrong with a text that should have been digits and one of `units`.
Parsed<std::int64_t> refuse_amount(std::string_view text, std::span<const Unit> units) {
  const std::string_view rest = text.substr(leading_digits(text));
  if (text.starts_with('-')) return refuse<std::int64_t>(in_quotes(text) + " is negative");
  if (rest.size() == text.size()) return refuse<std::int64_t>(in_quotes(text) + " has no number");
  if (rest.empty()) return refuse<std::int64_t>(in_quotes(text) + " has no unit");
  if (rest.starts_with('.'))
    return refuse<std::int64_t>(in_quotes(text) + " is not a whole number");
  std::vector<std::string> names;
  for (const Unit& unit : units) names.emplace_back(unit.name);
  std::string written(rest);
  std::erase(written, ' ');
  const bool several = written.find_first_of("0123456789") != std::string::npos;  // "1m30s"
  std::string near = several ? std::string() : nearest(written, names);
  if (!near.empty()) near.insert(0, text.substr(0, text.size() - rest.size()));
  return refuse<std::int64_t>("unknown unit " + in_quotes(rest), near);
}

Parsed<std::int64_t> parse_amount(std::string_view text, std::span<const Unit> units) {
  const std::size_t digits = leading_digits(text);
  const std::string_view name = text.substr(digits);
  for (const Unit& unit : units) {
    if (digits == 0 || name != unit.name) continue;
    const std::optional<std::int64_t> count = to_number<std::int64_t>(text.substr(0, digits));
    const std::optional<std::int64_t> amount = count ? product(*count, unit.size) : std::nullopt;
    if (!amount) return refuse<std::int64_t>(in_quotes(text) + " is too large");
    return {amount, {}, {}};
  }
  return refuse_amount(text, units);
}

std::string format_amount(std::int64_t amount, std::span<const Unit> units, const Unit& of_zero) {
  const Unit* best = &of_zero;
  if (amount != 0)
    for (const Unit& unit : units)
      if (amount % unit.size == 0) best = &unit;
  return std::to_string(amount / best->size) + std::string(best->name);
}

// "1.25" in millionths.
Parsed<std::int64_t> parse_millionths(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(part)))
    return refuse<std::int64_t>(in_quotes(text) + " is not a decimal number");
  if (part.size() > kDecimals)
    return refuse<std::int64_t>(in_quotes(text) + " has more than 6 decimals");
  std::string digits(part);
  digits.resize(kDecimals, '0');
  const std::optional<std::int64_t> units = to_number<std::int64_t>(whole);
  const std::optional<std::int64_t> scaled =
      units ? product(*units, engine::kMillion) : std::nullopt;
  std::int64_t sum = 0;
  if (!scaled || __builtin_add_overflow(*scaled, *to_number<std::int64_t>(digits), &sum))
    return refuse<std::int64_t>(in_quotes(text) + " is too large");
  return {sum, {}, {}};
}

std::string format_millionths(std::int64_t value) {
  std::string text = std::to_string(value / engine::kMillion);
  std::string part = std::to_string(value % engine::kMillion);
  part.insert(0, kDecimals - part.size(), '0');
  while (!part.empty() && part.back() == '0') part.pop_back();
  return part.empty() ? text : text + "." + part;
}

// The multiple of the largest power of ten within [low, high].
std::int64_t roundest(std::int64_t low, std::int64_t high) {
  std::int64_t best = high;
  for (std::int64_t power = 10; power <= high; power *= 10)
    if (high / power * power >= low) best = high / power * power;
  return best;
}

template <class To, class From>
Parsed<To> convert(Parsed<From> from) {
  if (!from.value) return {std::nullopt, std::move(from.problem), std::move(from.suggestion)};
  return {To{*from.value}, {}, {}};
}

Parsed<std::int64_t> parse_share(std::string_view text) {
  if (text.ends_with('%')) {
    Parsed<std::int64_t> percent = parse_millionths(text.substr(0, text.size() - 1));
    if (!percent.value) return refuse<std::int64_t>(in_quotes(text) + " is not a percentage");
    if (*percent.value > 0 && *percent.value < 100)
      return refuse<std::int64_t>(in_quotes(text) + " is below one part per million");
    return {*percent.value / 100, {}, {}};
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    return refuse<std::int64_t>(in_quotes(text) + " has neither \"/\" nor \"%\"");
  if (!all_digits(text.substr(0, slash)) || !all_digits(text.substr(slash + 1)))
    return refuse<std::int64_t>(in_quotes(text) + " is not a ratio of two whole numbers");
  const std::optional<std::int64_t> above = to_number<std::int64_t>(text.substr(0, slash));
  const std::optional<std::int64_t> below = to_number<std::int64_t>(text.substr(slash + 1));
  const std::optional<std::int64_t> scaled =
      above ? product(*above, engine::kMillion) : std::nullopt;
  if (!scaled || !below) return refuse<std::int64_t>(in_quotes(text) + " is too large");
  if (*below == 0) return refuse<std::int64_t>(in_quotes(text) + " divides by zero");
  if (*scaled > 0 && *scaled < *below)
    return refuse<std::int64_t>(in_quotes(text) + " is below one part per million");
  return {*scaled / *below, {}, {}};
}

}  // namespace

Parsed<std::int64_t> parse_integer(std::string_view text) {
  if (text.starts_with('-')) return refuse<std::int64_t>(in_quotes(text) + " is negative");
  if (!all_digits(text)) return refuse<std::int64_t>(in_quotes(text) + " is not a whole number");
  const std::optional<std::int64_t> number = to_number<std::int64_t>(text);
  if (!number) return refuse<std::int64_t>(in_quotes(text) + " is too large");
  return {number, {}, {}};
}

Parsed<std::uint64_t> parse_seed(std::string_view text) {
  if (text.starts_with('-')) return refuse<std::uint64_t>(in_quotes(text) + " is negative");
  if (!all_digits(text)) return refuse<std::uint64_t>(in_quotes(text) + " is not a whole number");
  const std::optional<std::uint64_t> number = to_number<std::uint64_t>(text);
  if (!number) return refuse<std::uint64_t>(in_quotes(text) + " is too large");
  return {number, {}, {}};
}

Parsed<engine::Duration> parse_duration(std::string_view text) {
  return convert<engine::Duration>(parse_amount(text, kTimes));
}

Parsed<engine::Duration> parse_offset(std::string_view text) {
  const bool negative = text.starts_with('-');
  const bool sign = negative || text.starts_with('+');
  Parsed<std::int64_t> amount = parse_amount(text.substr(sign ? 1 : 0), kTimes);
  if (amount.value && negative) amount.value = -*amount.value;
  if (!amount.suggestion.empty() && sign) amount.suggestion.insert(0, text.substr(0, 1));
  if (sign && amount.problem.starts_with('"')) amount.problem.insert(1, text.substr(0, 1));
  return convert<engine::Duration>(std::move(amount));
}

Parsed<std::int64_t> parse_size(std::string_view text) {
  return parse_amount(text, kSizes);
}

Parsed<std::int64_t> parse_bandwidth(std::string_view text) {
  if (!text.ends_with("/s"))
    return refuse<std::int64_t>(in_quotes(text) + " does not end in \"/s\"");
  Parsed<std::int64_t> size = parse_amount(text.substr(0, text.size() - 2), kSizes);
  if (size.value && *size.value == 0) return refuse<std::int64_t>(in_quotes(text) + " is zero");
  if (!size.suggestion.empty()) size.suggestion += "/s";
  return size;
}

Parsed<engine::Duration> parse_rate(std::string_view text) {
  const std::size_t digits = leading_digits(text);
  for (const Unit& unit : kRates) {
    if (digits == 0 || text.substr(digits) != unit.name) continue;
    const std::optional<std::int64_t> count = to_number<std::int64_t>(text.substr(0, digits));
    if (!count || *count > unit.size)
      return refuse<engine::Duration>(in_quotes(text) + " is more than one a nanosecond");
    if (*count == 0) return refuse<engine::Duration>(in_quotes(text) + " is zero");
    return {engine::Duration(unit.size / *count), {}, {}};
  }
  return convert<engine::Duration>(refuse_amount(text, kRates));
}

Parsed<engine::Ratio> parse_ratio(std::string_view text) {
  Parsed<std::int64_t> share = parse_share(text);
  if (share.value && *share.value > engine::kMillion)
    return refuse<engine::Ratio>(in_quotes(text) + " is more than the whole");
  return convert<engine::Ratio>(std::move(share));
}

Parsed<engine::Ratio> parse_decimal(std::string_view text) {
  return convert<engine::Ratio>(parse_millionths(text));
}

std::string format_duration(engine::Duration duration) {
  return format_amount(duration.count(), kTimes, kTimes[3]);
}

std::string format_size(std::int64_t bytes) {
  return format_amount(bytes, kSizes, kSizes[0]);
}

std::string format_bandwidth(std::int64_t bytes_per_second) {
  return format_size(bytes_per_second) + "/s";
}

std::string format_rate(engine::Duration between) {
  const std::int64_t gap = between.count();
  for (const Unit& unit : kRates) {
    const std::int64_t most = unit.size / gap;
    const std::int64_t least = unit.size / (gap + 1) + 1;
    if (most >= least) return std::to_string(roundest(least, most)) + std::string(unit.name);
  }
  return "1/h";
}

std::string format_ratio(engine::Ratio ratio) {
  return format_millionths(ratio.ppm * 100) + "%";
}

std::string format_decimal(engine::Ratio millionths) {
  return format_millionths(millionths.ppm);
}

}  // namespace faultline::scenarios
