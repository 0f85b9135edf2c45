#include "sim/network/latency.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "engine/base/assert.h"
#include "sim/network/latency_curves.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Nested;
using engine::NestedKind;
using engine::Parameter;
using engine::ParameterUnit;
using engine::ParameterValues;
using engine::WideInteger;
using engine::WideUnsigned;

// No tail reaches further: longer than any run, and safe to add to an Instant.
constexpr std::int64_t kLongest = std::int64_t{1} << 60;

constexpr std::uint64_t kLastDraw = std::numeric_limits<std::uint64_t>::max();

std::int64_t count_of(const ParameterValues& values, std::string_view name) {
  return engine::get<Duration>(values, name).count();
}
Duration bounded(WideInteger nanoseconds) {
  return Duration(nanoseconds > kLongest ? kLongest : static_cast<std::int64_t>(nanoseconds));
}
// low + (high - low) * part / whole, rounded down.
WideInteger between(std::int64_t low, std::int64_t high, WideUnsigned part, WideUnsigned whole) {
  const auto width = static_cast<WideUnsigned>(high - low);
  return low + static_cast<WideInteger>(width * part / whole);
}

class Constant final : public Latency {
 public:
  explicit Constant(const ParameterValues& values) : value_(bounded(count_of(values, "value"))) {}
  [[nodiscard]] Duration at(std::uint64_t /*uniform*/) const override { return value_; }

 private:
  Duration value_;
};
std::string_view constant_flaw(const ParameterValues& /*values*/) {
  return {};
}

class Uniform final : public Latency {
 public:
  explicit Uniform(const ParameterValues& values)
      : min_(count_of(values, "min")), max_(count_of(values, "max")) {}
  [[nodiscard]] Duration at(std::uint64_t uniform) const override {
    return bounded(between(min_, max_, uniform, kLastDraw));
  }

 private:
  std::int64_t min_;
  std::int64_t max_;
};
std::string_view uniform_flaw(const ParameterValues& values) {
  if (count_of(values, "max") < count_of(values, "min")) return "max is below min";
  return {};
}

class Exponential final : public Latency {
 public:
  explicit Exponential(const ParameterValues& values)
      : min_(count_of(values, "min")), mean_(count_of(values, "mean")) {}
  [[nodiscard]] Duration at(std::uint64_t uniform) const override {
    return bounded(min_ +
                   ((static_cast<WideInteger>(mean_) * exponential_quantile(uniform)) >> 32));
  }

 private:
  std::int64_t min_;
  std::int64_t mean_;
};
std::string_view exponential_flaw(const ParameterValues& values) {
  if (count_of(values, "mean") == 0) return "mean is not above 0";
  return {};
}

// median * (p99 / median)^(deviate / deviate of p99).
class Lognormal final : public Latency {
 public:
  explicit Lognormal(const ParameterValues& values)
      : median_(count_of(values, "median")),
        halvings_a_deviate_(spread(median_, count_of(values, "p99"))) {}
  [[nodiscard]] Duration at(std::uint64_t uniform) const override {
    const WideInteger product =
        static_cast<WideInteger>(halvings_a_deviate_) * normal_quantile(uniform);
    return Duration(scaled_by_power(median_, product >> 32, kLongest));
  }

 private:
  static constexpr Fixed kDeviateOfP99 = 9991588038;  // 2.3263478740
  static Fixed spread(std::int64_t median, std::int64_t p99) {
    const WideInteger ratio = binary_logarithm(static_cast<std::uint64_t>(p99)) -
                              binary_logarithm(static_cast<std::uint64_t>(median));
    return static_cast<Fixed>(ratio * kOne / kDeviateOfP99);
  }
  std::int64_t median_;
  Fixed halvings_a_deviate_;
};
std::string_view lognormal_flaw(const ParameterValues& values) {
  if (count_of(values, "median") == 0) return "median is not above 0";
  if (count_of(values, "p99") < count_of(values, "median")) return "p99 is below median";
  return {};
}

// The named quantiles, and the draws at which they lie.
struct NamedQuantile {
  std::string_view name;
  std::uint64_t draw;
  bool required;
};
constexpr std::uint64_t draw_at(std::uint64_t per_mille) {
  return static_cast<std::uint64_t>((static_cast<WideUnsigned>(per_mille) << 64) / 1000);
}
constexpr NamedQuantile kQuantiles[] = {
    {"p1", draw_at(10), true},    {"p25", draw_at(250), false},  {"p50", draw_at(500), true},
    {"p75", draw_at(750), false}, {"p90", draw_at(900), false},  {"p95", draw_at(950), false},
    {"p99", draw_at(990), true},  {"p999", draw_at(999), false}, {"max", kLastDraw, true}};

// Straight lines between the given quantiles; everything below p1 is p1.
class Empirical final : public Latency {
 public:
  explicit Empirical(const ParameterValues& values) {
    for (const NamedQuantile& quantile : kQuantiles)
      if (const std::int64_t value = count_of(values, quantile.name);
          value > 0 || quantile.required)
        points_.push_back({quantile.draw, value});
  }
  [[nodiscard]] Duration at(std::uint64_t uniform) const override {
    const auto next =
        std::lower_bound(points_.begin(), points_.end(), uniform,
                         [](const Point& point, std::uint64_t draw) { return point.draw < draw; });
    if (next == points_.begin()) return bounded(next->value);
    const Point& low = *std::prev(next);
    return bounded(between(low.value, next->value, uniform - low.draw, next->draw - low.draw));
  }

 private:
  struct Point {
    std::uint64_t draw;
    std::int64_t value;
  };
  std::vector<Point> points_;
};
std::string_view empirical_flaw(const ParameterValues& values) {
  std::int64_t before = 0;
  for (const NamedQuantile& quantile : kQuantiles) {
    const std::int64_t value = count_of(values, quantile.name);
    if (value == 0 && !quantile.required) continue;
    if (value < before) return "a quantile is below an earlier one";
    before = value;
  }
  return {};
}

template <class Distribution>
std::unique_ptr<Latency> make(const ParameterValues& values) {
  return std::make_unique<Distribution>(values);
}

struct Behaviour {
  std::string_view (*flaw)(const ParameterValues&);
  std::unique_ptr<Latency> (*make)(const ParameterValues&);
};
struct Entry {
  NestedKind kind;
  Behaviour behaviour;
};

Parameter required(std::string_view name, std::string_view summary) {
  return {name, ParameterUnit::kDuration, summary, "", {}, {}};
}
Parameter optional(std::string_view name, std::string_view summary) {
  return {name, ParameterUnit::kDuration, summary, "\"0ms\"", {}, {}};
}

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = {
      {{"constant", "always the same", {required("value", "the latency")}},
       {constant_flaw, make<Constant>}},
      {{"uniform",
        "every value from min to max alike",
        {required("min", "the shortest"), required("max", "the longest")}},
       {uniform_flaw, make<Uniform>}},
      {{"exponential",
        "min, plus a part without memory",
        {optional("min", "the shortest"), required("mean", "mean of the part above min")}},
       {exponential_flaw, make<Exponential>}},
      {{"lognormal",
        "a long tail to the right, as wide-area links have",
        {required("median", "half of the values are below"),
         required("p99", "99 % of the values are below")}},
       {lognormal_flaw, make<Lognormal>}},
      {{"empirical",
        "measured quantiles with straight lines between; p1 is the shortest",
        {required("p1", "1 % quantile, and the shortest"),
         optional("p25", "25 % quantile; 0ms: not measured"), required("p50", "the median"),
         optional("p75", "75 % quantile; 0ms: not measured"),
         optional("p90", "90 % quantile; 0ms: not measured"),
         optional("p95", "95 % quantile; 0ms: not measured"), required("p99", "99 % quantile"),
         optional("p999", "99.9 % quantile; 0ms: not measured"), required("max", "the longest")}},
       {empirical_flaw, make<Empirical>}}};
  return all;
}

const Behaviour& behaviour_of(std::string_view kind) {
  const auto found = std::find_if(entries().begin(), entries().end(),
                                  [&](const Entry& entry) { return entry.kind.name == kind; });
  FL_ASSERT(found != entries().end(), "the kind of a latency is one of the table");
  return found->behaviour;
}

}  // namespace

std::span<const NestedKind> latency_kinds() {
  static const std::vector<NestedKind> kinds = [] {
    std::vector<NestedKind> list;
    for (const Entry& entry : entries()) list.push_back(entry.kind);
    return list;
  }();
  return kinds;
}

std::string_view latency_flaw(const Nested& plan) {
  return behaviour_of(plan.kind).flaw(plan.values);
}

std::unique_ptr<Latency> make_latency(const Nested& plan) {
  const Behaviour& behaviour = behaviour_of(plan.kind);
  FL_ASSERT(behaviour.flaw(plan.values).empty(), "the values of a latency fit together");
  return behaviour.make(plan.values);
}

}  // namespace faultline::sim
