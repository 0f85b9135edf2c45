#include "engine/datatypes/number.h"

#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

namespace faultline::engine {
namespace {

// `convert` is strtod or strtold; the program never leaves the C locale.
template <class Real>
std::optional<Real> parse_whole(std::string_view text, Real (*convert)(const char*, char**)) {
  if (text.empty() || std::isspace(static_cast<unsigned char>(text.front())) != 0)
    return std::nullopt;
  const std::string terminated(text);
  char* end = nullptr;
  errno = 0;
  const Real value = convert(terminated.c_str(), &end);
  if (end != terminated.c_str() + terminated.size() || std::isnan(value)) return std::nullopt;
  if (errno == ERANGE && (std::isinf(value) || value == 0)) return std::nullopt;
  return value;
}

// What Redis gives a long double in text: the longest has 4,933 digits before the point.
constexpr std::size_t kLongestReal = 5 * 1024;

template <class Real>
Bytes printed(const char* format, Real value) {
  char text[kLongestReal];
  const int size = std::snprintf(text, sizeof text, format, value);
  return Bytes(std::string_view(text, static_cast<std::size_t>(size)));
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  // Of what is left, "-0" and a leading zero are not canonical.
  if (text.size() > 1 && (text[0] == '0' || (text[0] == '-' && text[1] == '0')))
    return std::nullopt;
  return value;
}

std::optional<std::int64_t> add_checked(std::int64_t a, std::int64_t b, int bits) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  const std::int64_t most = std::numeric_limits<std::int64_t>::max() >> (kCounterBits - bits);
  if (sum > most || sum < -most - 1) return std::nullopt;
  return sum;
}

Bytes format_integer(std::int64_t value) {
  char text[24];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  static_cast<void>(error);
  return Bytes(std::string_view(text, static_cast<std::size_t>(end - text)));
}

std::optional<long double> parse_real(std::string_view text) {
  if (text.size() >= kLongestReal) return std::nullopt;
  return parse_whole<long double>(text, std::strtold);
}

Bytes format_real(long double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string text(printed("%.17Lf", value).view());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? Bytes("0") : Bytes(text);
}

std::optional<double> parse_score(std::string_view text) {
  return parse_whole<double>(text, std::strtod);
}

Bytes format_score(double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return printed("%.17g", value);
}

}  // namespace faultline::engine
