#include "scenarios/loader/units.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace faultline::scenarios;
using faultline::engine::Duration;
using faultline::engine::Ratio;

namespace {

constexpr std::int64_t kLargest = INT64_MAX;

template <class T>
void refuses(const Parsed<T>& parsed, const std::string& problem,
             const std::string& suggestion = "") {
  CHECK_FALSE(parsed.value.has_value());
  CHECK(parsed.problem == problem);
  CHECK(parsed.suggestion == suggestion);
}

}  // namespace

TEST_CASE("a duration is one whole number and one unit") {
  CHECK(parse_duration("250ms").value == Duration(250'000'000));
  CHECK(parse_duration("0s").value == Duration(0));
  CHECK(parse_duration("1d").value == Duration(86'400'000'000'000));
  CHECK(parse_duration("9223372036854775807ns").value == Duration(kLargest));
  refuses(parse_duration("40"), "\"40\" has no unit");
  refuses(parse_duration(""), "\"\" has no number");
  refuses(parse_duration("ms"), "\"ms\" has no number");
  refuses(parse_duration("1.5s"), "\"1.5s\" is not a whole number");
  refuses(parse_duration("-5s"), "\"-5s\" is negative");
  refuses(parse_duration("5MS"), "unknown unit \"MS\"", "5ms");
  refuses(parse_duration("5 s"), "unknown unit \" s\"", "5s");
  refuses(parse_duration("5parsec"), "unknown unit \"parsec\"");
  refuses(parse_duration("1m30s"), "unknown unit \"m30s\"");
  refuses(parse_duration("9223372036854775808ns"), "\"9223372036854775808ns\" is too large");
  refuses(parse_duration("106752d"), "\"106752d\" is too large");
}

TEST_CASE("an offset is a duration with a sign") {
  CHECK(parse_offset("-2s").value == Duration(-2'000'000'000));
  CHECK(parse_offset("+2s").value == Duration(2'000'000'000));
  CHECK(parse_offset("2s").value == Duration(2'000'000'000));
  refuses(parse_offset("-2S"), "unknown unit \"S\"", "-2s");
  CHECK(format_duration(Duration(-2'000'000'000)) == "-2s");
}

TEST_CASE("sizes and bandwidths count in powers of 1024") {
  CHECK(parse_size("64KiB").value == 65536);
  CHECK(parse_size("3GiB").value == std::int64_t{3} << 30);
  CHECK(parse_bandwidth("100MiB/s").value == 104'857'600);
  refuses(parse_size("64KB"), "unknown unit \"KB\"", "64KiB");
  refuses(parse_size("9000000000GiB"), "\"9000000000GiB\" is too large");
  refuses(parse_bandwidth("100MiB"), "\"100MiB\" does not end in \"/s\"");
  refuses(parse_bandwidth("0B/s"), "\"0B/s\" is zero");
  refuses(parse_bandwidth("5MB/s"), "unknown unit \"MB\"", "5MiB/s");
}

TEST_CASE("a rate is the mean time between two arrivals, rounded down") {
  CHECK(parse_rate("500/s").value == Duration(2'000'000));
  CHECK(parse_rate("3/s").value == Duration(333'333'333));
  CHECK(parse_rate("90/m").value == Duration(666'666'666));
  CHECK(parse_rate("1/h").value == Duration(3'600'000'000'000));
  refuses(parse_rate("0/s"), "\"0/s\" is zero");
  refuses(parse_rate("500"), "\"500\" has no unit");
  refuses(parse_rate("2000000000/s"), "\"2000000000/s\" is more than one a nanosecond");
}

TEST_CASE("a ratio is rounded down to parts per million and never vanishes") {
  CHECK(parse_ratio("3/1000").value == Ratio{3000});
  CHECK(parse_ratio("0.3%").value == Ratio{3000});
  CHECK(parse_ratio("1/3").value == Ratio{333'333});
  CHECK(parse_ratio("0.123456%").value == Ratio{1234});
  CHECK(parse_ratio("100%").value == Ratio{1'000'000});
  CHECK(parse_ratio("0/5").value == Ratio{0});
  refuses(parse_ratio("0.3"), "\"0.3\" has neither \"/\" nor \"%\"");
  refuses(parse_ratio("101%"), "\"101%\" is more than the whole");
  refuses(parse_ratio("3/2"), "\"3/2\" is more than the whole");
  refuses(parse_ratio("1/0"), "\"1/0\" divides by zero");
  refuses(parse_ratio("1/2000000"), "\"1/2000000\" is below one part per million");
  refuses(parse_ratio("0.00001%"), "\"0.00001%\" is below one part per million");
  refuses(parse_ratio("0.1234567%"), "\"0.1234567%\" is not a percentage");
  refuses(parse_ratio("a/b"), "\"a/b\" is not a ratio of two whole numbers");
  refuses(parse_ratio("99999999999999/1"), "\"99999999999999/1\" is too large");
}

TEST_CASE("a decimal has at most six decimals") {
  CHECK(parse_decimal("1").value == Ratio{1'000'000});
  CHECK(parse_decimal("1.25").value == Ratio{1'250'000});
  CHECK(parse_decimal("0.000001").value == Ratio{1});
  refuses(parse_decimal("1.0000001"), "\"1.0000001\" has more than 6 decimals");
  refuses(parse_decimal("1."), "\"1.\" is not a decimal number");
  refuses(parse_decimal("-1"), "\"-1\" is not a decimal number");
  refuses(parse_decimal("99999999999999"), "\"99999999999999\" is too large");
}

TEST_CASE("a seed is any number of 64 bits") {
  CHECK(parse_seed("18446744073709551615").value == UINT64_MAX);
  refuses(parse_seed("18446744073709551616"), "\"18446744073709551616\" is too large");
  refuses(parse_seed("-1"), "\"-1\" is negative");
  refuses(parse_seed("1e3"), "\"1e3\" is not a whole number");
}

TEST_CASE("written back in the largest unit that divides the value") {
  CHECK(format_duration(Duration(40'000'000)) == "40ms");
  CHECK(format_duration(Duration(120'000'000'000)) == "2m");
  CHECK(format_duration(Duration(0)) == "0s");
  CHECK(format_size(65536) == "64KiB");
  CHECK(format_size(1500) == "1500B");
  CHECK(format_bandwidth(104'857'600) == "100MiB/s");
  CHECK(format_rate(Duration(2'000'000)) == "500/s");
  CHECK(format_rate(*parse_rate("60000/s").value) == "60000/s");
  CHECK(format_rate(*parse_rate("7/m").value) == "7/m");
  CHECK(format_rate(*parse_rate("2/h").value) == "2/h");
  CHECK(format_ratio({3000}) == "0.3%");
  CHECK(format_ratio({1}) == "0.0001%");
  CHECK(format_decimal({1'250'000}) == "1.25");
}

TEST_CASE("what is written reads as the same value") {
  rc::check("durations", [](std::int64_t value) {
    const Duration duration(value);
    RC_PRE(value != INT64_MIN);
    RC_ASSERT(parse_offset(format_duration(duration)).value == duration);
  });
  rc::check("sizes", [] {
    const auto value = *rc::gen::inRange<std::int64_t>(0, kLargest);
    RC_ASSERT(parse_size(format_size(value)).value == value);
  });
  rc::check("rates", [] {
    const auto unit = *rc::gen::elementOf(std::vector<std::string>{"/s", "/m", "/h"});
    const auto count = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
    const auto gap = parse_rate(std::to_string(count) + unit).value;
    RC_ASSERT(gap.has_value());
    RC_ASSERT(parse_rate(format_rate(*gap)).value == gap);
  });
  rc::check("ratios and decimals", [] {
    const Ratio ratio{*rc::gen::inRange<std::int64_t>(0, 1'000'001)};
    RC_ASSERT(parse_ratio(format_ratio(ratio)).value == ratio);
    RC_ASSERT(parse_decimal(format_decimal(ratio)).value == ratio);
  });
}
