#include "engine/base/time.h"

#include <catch2/catch.hpp>
#include <concepts>
#include <type_traits>

#include "engine/base/ids.h"

namespace faultline::engine {
namespace {

template <class A, class B>
concept Subtractable = requires(A a, B b) {
  a - b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};
template <class A, class B>
concept Equatable = requires(A a, B b) {
  a == b;
};
template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};

template <class A, class B>
constexpr bool kMix = std::is_constructible_v<A, B> || std::is_assignable_v<A&, B> ||
                      Subtractable<A, B> || Comparable<A, B> || Equatable<A, B> || Addable<A, B>;

static_assert(!kMix<Instant, WallTime> && !kMix<WallTime, Instant>);
static_assert(!kMix<Instant, MonotonicTime> && !kMix<MonotonicTime, Instant>);
static_assert(!kMix<WallTime, MonotonicTime> && !kMix<MonotonicTime, WallTime>);
// The check itself sees what does mix.
static_assert(kMix<Instant, Instant> && kMix<WallTime, WallTime>);
static_assert(Addable<Instant, Duration> && !Addable<Instant, Instant>);
static_assert(!std::is_convertible_v<Duration, Instant>);
static_assert(std::same_as<decltype(WallTime() - WallTime()), Duration>);
static_assert(std::same_as<Duration::rep, std::int64_t>);

static_assert(!std::is_convertible_v<std::uint32_t, HostId>);
static_assert(!std::is_constructible_v<HostId, ProcessId> && !Equatable<HostId, ProcessId>);
static_assert(!Addable<HostId, HostId>);

}  // namespace

TEST_CASE("times count integer nanoseconds") {
  const Instant start{};
  CHECK(nanoseconds_of(start) == 0);
  CHECK(nanoseconds_of(start + std::chrono::milliseconds(3)) == 3'000'000);
  CHECK(nanoseconds_of(WallTime(std::chrono::hours(-1))) == -3'600'000'000'000);
  CHECK((start + Duration(1)) - start == Duration(1));
}

}  // namespace faultline::engine
